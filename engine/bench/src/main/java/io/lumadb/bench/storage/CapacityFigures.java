package io.lumadb.bench.storage;

import io.lumadb.bench.Folders;
import io.lumadb.bench.NodeProcess;
import io.lumadb.client.LumaClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Many small documents on one node: how it starts after a clean stop, and after kill -9 in the midst of writes, with 8 GB of
 * heap and block cache at most.
 *
 * <p>{@code engine/bench/run.sh storage.CapacityFigures [DOCUMENTS] [SECONDS] [DIR]}: ten million, killed after 45 seconds
 * of overwriting, in a temporary folder; a folder that is named and there already is not filled again, and stays.
 */
public final class CapacityFigures {

    /** With a block cache of 256 MB, which is the default, and memory of the JVM's own, well within 8 GB. */
    private static final String HEAP = "-Xmx7g";

    private CapacityFigures() {}

    public static void main(String[] arguments) throws Exception {
        long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 45;
        boolean stays = arguments.length > 2;
        Path folder = stays ? Path.of(arguments[2]) : Files.createTempDirectory("luma-capacity");
        try {
            measure(folder.resolve("data"), count, seconds);
        } finally {
            if (!stays) {
                Folders.delete(folder);
            }
        }
    }

    private static void measure(Path data, long count, long seconds) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%,d documents, %d processors, JDK %s, %s%n",
                count,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                HEAP);
        if (!Files.exists(data)) {
            Process fill = loader("fill", data, count).inheritIO().start();
            if (fill.waitFor() != 0) {
                throw new IOException("the loader failed");
            }
        }
        start("after a clean stop", 5_000, data, count);
        crash(data, count, seconds);
        start("after kill -9", 15_000, data, count);
    }

    private static ProcessBuilder loader(String what, Path data, long count) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseCompactObjectHeaders",
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                CapacityLoader.class.getName(),
                what,
                data.toString(),
                Long.toString(count)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static void crash(Path data, long count, long seconds) throws Exception {
        Process process = loader("overwrite", data, count).start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.equals("ready")) {
                line = lines.readLine();
            }
            Thread.sleep(seconds * 1_000);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static void start(String when, double goalMillis, Path data, long count) throws IOException {
        double log = bytes(data.resolve("raft")) / (double) (1 << 20);
        try (NodeProcess node = NodeProcess.start(data, List.of(HEAP));
                LumaClient client = node.connect()) {
            System.out.printf(
                    Locale.ROOT,
                    "start %-20s %,.0f ms to ready (goal: %,.0f ms), %,.0f MiB resident, %,.0f MiB of Raft logs on disk%n",
                    when,
                    node.startMillis(),
                    goalMillis,
                    node.residentMebibytes(),
                    log);
            long there = client.collection(CapacityLoader.COLLECTION).join().documents();
            if (there != count) {
                throw new IllegalStateException("the node has " + there + " documents, not " + count);
            }
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
