package io.lumadb.storage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BackgroundThreadsTest {

    /** Fields of {@code /proc/thread-self/stat} behind the name, from 0: see proc(5). */
    private static final int NICE = 16;

    private static final int POLICY = 38;

    @Test
    @EnabledOnOs(OS.LINUX)
    void leaveProcessorsToOthers() {
        String[] before = stat();
        CompletableFuture<String[]> inside = new CompletableFuture<>();

        BackgroundThreads.run(() -> inside.complete(stat()));

        int wanted = Math.min(19, Integer.parseInt(before[NICE]) + BackgroundThreads.Step.KEEPING_UP.nicer());
        assertThat(inside.join()[NICE]).isEqualTo(Integer.toString(wanted));
        assertThat(inside.join()[POLICY]).isEqualTo("3");
        assertThat(stat()[NICE]).isEqualTo(before[NICE]);
    }

    @Test
    void tellWhatTheirTaskFailedWith() {
        IllegalStateException failure = new IllegalStateException("no room");

        assertThatThrownBy(() -> BackgroundThreads.run(() -> {
                    throw failure;
                }))
                .hasCause(failure);
    }

    private static String[] stat() {
        try {
            String line = Files.readString(Path.of("/proc/thread-self/stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
