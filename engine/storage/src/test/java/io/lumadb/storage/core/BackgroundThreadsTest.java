package io.lumadb.storage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.storage.core.BackgroundThreads.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

        int wanted = Math.min(19, Integer.parseInt(before[NICE]) + Step.KEEPING_UP.nicer());
        assertThat(inside.join()[NICE]).isEqualTo(Integer.toString(wanted));
        assertThat(inside.join()[POLICY]).isEqualTo("3");
        assertThat(stat()[NICE]).isEqualTo(before[NICE]);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void stepBehindAllWhereTheyMay() {
        String[] before = stat();
        CompletableFuture<String[]> inside = new CompletableFuture<>();

        BackgroundThreads.named("behind", Step.BEHIND_ALL)
                .newThread(() -> inside.complete(stat()))
                .start();

        int wanted = Math.min(19, Integer.parseInt(before[NICE]) + Step.BEHIND_ALL.nicer());
        assertThat(inside.join()[NICE]).isEqualTo(Integer.toString(wanted));
    }

    @Test
    void giveBackWhatTheyWereAskedForThoughTheirCallerIsInterrupted() {
        ExecutorService threads = Executors.newSingleThreadExecutor(BackgroundThreads.named("asked", Step.BEHIND_ALL));
        try {
            Thread.currentThread().interrupt();

            assertThat(BackgroundThreads.<String>call(threads, () -> "made")).isEqualTo("made");
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void throwWhatTheirWorkThrew() {
        ExecutorService threads = Executors.newSingleThreadExecutor(BackgroundThreads.named("asked", Step.BEHIND_ALL));
        IllegalStateException failure = new IllegalStateException("no room");
        try {
            assertThatThrownBy(() -> BackgroundThreads.call(threads, () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        } finally {
            threads.shutdown();
        }
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
