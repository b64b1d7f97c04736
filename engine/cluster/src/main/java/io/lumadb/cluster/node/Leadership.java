package io.lumadb.cluster.node;

import java.util.HashSet;
import java.util.Set;

/** Which groups this node leads, as their state machines were told. Thread-safe; guarded by itself. */
final class Leadership {

    private final Set<String> led = new HashSet<>();

    synchronized void leads(String group) {
        led.add(group);
        notifyAll();
    }

    synchronized void follows(String group) {
        led.remove(group);
        notifyAll();
    }

    synchronized boolean leadsAll(int groups) {
        return led.size() >= groups;
    }

    /** Waits until this many groups are led; false when that took longer. */
    synchronized boolean await(int groups, long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        while (led.size() < groups) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
