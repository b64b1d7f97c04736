package io.lumadb.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Processor time of this process' threads since they began, the JVM's and RocksDB's own among them, by their names without
 * numbers. Empty where there is no Linux that tells it ({@code /proc/self/task}, proc(5)).
 */
record ThreadTimes(long atNanos, Map<Long, Spent> byId) {

    private static final Path TASKS = Path.of("/proc/self/task");

    /** Below this share of a processor a name is not worth a word. */
    private static final double LEAST_SHARE = 0.01;

    /** What one thread has used. */
    private record Spent(String name, long nanos) {}

    static ThreadTimes now() throws IOException {
        Map<Long, Spent> byId = new HashMap<>();
        if (Files.isDirectory(TASKS)) {
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
                for (Path task : tasks) {
                    add(task, byId);
                }
            }
        }
        return new ThreadTimes(System.nanoTime(), byId);
    }

    private static void add(Path task, Map<Long, Spent> byId) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            // The first of three numbers: time on a processor in nanoseconds (sched-stats.rst).
            String spent = Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
            byId.put(Long.parseLong(task.getFileName().toString()), new Spent(name, Long.parseLong(spent)));
        } catch (IOException e) {
            // A thread that has ended meanwhile: its files are gone, or cannot be read any more.
        }
    }

    /** Shares of one processor since then, the greatest first, as "63 % luma-storage-mo, 37 % luma-storage-di". */
    String since(ThreadTimes before) {
        Map<String, Long> nanos = new TreeMap<>();
        byId.forEach((id, thread) -> {
            Spent then = before.byId.get(id);
            long spent = thread.nanos() - (then == null ? 0 : then.nanos());
            nanos.merge(thread.name().replaceAll("[-#: ]*[0-9]+$", ""), spent, Long::sum);
        });
        double elapsed = atNanos - before.atNanos;
        return nanos.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .filter(entry -> entry.getValue() / elapsed >= LEAST_SHARE)
                .map(entry ->
                        String.format(Locale.ROOT, "%.0f %% %s", 100 * entry.getValue() / elapsed, entry.getKey()))
                .collect(Collectors.joining(", "));
    }
}
