package io.lumadb.client.load;

import io.lumadb.client.wire.WireConnections;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The measured phase of a run, over connections and a door of one's own: for peers that are not LumaDB. {@link LoadRun} is the
 * usual way.
 */
public final class WireRun {

    private static final long TICK_MS = 50;
    private static final long INTERVAL_MS = 1_000;
    /** The pacer wakes no more often than this: parking is no finer. */
    private static final long LEAST_PAUSE_NANOS = 50_000;

    private final WireConnections connections;
    private final LoadDoor door;
    private final LoadPlan plan;
    private final long there;
    private final LoadListener listener;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean stopped;
    private volatile boolean ended;

    /** What the event loop tells the thread that called {@link #run}. */
    private sealed interface Event {
        record Second(LoadReport report) implements Event {}

        record End(LoadReport report) implements Event {}

        record Broken(RuntimeException reason) implements Event {}
    }

    /** @param there records that are there already, numbered from 0 */
    public WireRun(WireConnections connections, LoadDoor door, LoadPlan plan, long there, LoadListener listener) {
        this.connections = connections;
        this.door = door;
        this.plan = plan;
        this.there = there;
        this.listener = listener;
    }

    /** Ends the run early; {@link #run} then comes back with what was measured. */
    public void stop() {
        stopped = true;
    }

    /** Blocks until the run's end, or {@link #stop}, and until the operations under way have ended. */
    public LoadReport run() throws InterruptedException {
        connections.loop().execute(this::begin);
        try {
            while (true) {
                switch (events.take()) {
                    case Event.Second(LoadReport second) -> listener.interval(second);
                    case Event.End(LoadReport whole) -> {
                        return whole;
                    }
                    case Event.Broken(RuntimeException reason) -> throw reason;
                }
            }
        } finally {
            stopped = true;
            ended = true;
        }
    }

    /** On the event loop, like everything that touches the driver. */
    private void begin() {
        EventLoop loop = connections.loop();
        try {
            OperationSource source = new OperationSource(plan, there);
            Running running = new Running(source);
            running.ticks = loop.scheduleAtFixedRate(running::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
            running.seconds =
                    loop.scheduleAtFixedRate(running::second, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
            plan.targetPerSecond().ifPresent(target -> pace(running, 1e9 / target));
        } catch (RuntimeException e) {
            events.add(new Event.Broken(e));
        }
    }

    /** Wakes the event loop when operations are due, more precisely than its own timer would. */
    private void pace(Running running, double periodNanos) {
        long pause = (long) Math.max(LEAST_PAUSE_NANOS, periodNanos);
        AtomicBoolean asked = new AtomicBoolean();
        Thread.ofPlatform().name("lumadb-load-pacer").daemon().start(() -> {
            long start = System.nanoTime();
            while (!ended) {
                LockSupport.parkNanos(pause - (System.nanoTime() - start) % pause);
                if (!ended
                        && asked.compareAndSet(false, true)
                        && !connections.loop().isShuttingDown()) {
                    connections.loop().execute(() -> {
                        asked.set(false);
                        running.tick();
                    });
                }
            }
        });
    }

    /** The driver and its timers, on the event loop. */
    private final class Running {
        private final Driver driver;
        private @Nullable Future<?> ticks;
        private @Nullable Future<?> seconds;

        Running(OperationSource source) {
            this.driver = new Driver(plan, source, door, System::nanoTime, this::end);
        }

        void tick() {
            try {
                if (stopped) {
                    driver.stop();
                }
                driver.tick();
            } catch (RuntimeException e) {
                cancel();
                events.add(new Event.Broken(e));
            }
        }

        void second() {
            events.add(new Event.Second(driver.interval()));
        }

        void end() {
            cancel();
            events.add(new Event.End(driver.whole()));
        }

        private void cancel() {
            ended = true;
            if (ticks != null) {
                ticks.cancel(false);
            }
            if (seconds != null) {
                seconds.cancel(false);
            }
        }
    }
}
