package io.lumadb.bench;

import io.lumadb.client.LumaClient;
import io.lumadb.client.load.LoadListener;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadReport;
import io.lumadb.client.load.LoadRun;
import io.lumadb.client.load.Workload;
import io.lumadb.client.transfer.Importer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What one node does on this machine: start-up, memory at rest, import rate, and point reads and writes over HTTP with 64
 * connections. The generator runs on the same machine and takes its share of the cores.
 *
 * <p>{@code NodeFigures [packages.ndjson]}; without a file there is no import figure.
 */
public final class NodeFigures {

    private static final int RUNS = 5;
    private static final int CONNECTIONS = 64;
    private static final int DOCUMENTS = 20_000;
    private static final int FIELD_BYTES = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(5);

    private NodeFigures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("luma-figures");
        try {
            System.out.printf(
                    "%d processors, JDK %s, median of %d runs (least to most)%n",
                    Runtime.getRuntime().availableProcessors(), Runtime.version(), RUNS);
            startUp(folder);
            try (NodeProcess node = NodeProcess.start(folder.resolve("load"));
                    LumaClient client = node.connect()) {
                System.out.printf("memory at rest          %.0f MiB resident%n", node.residentMebibytes());
                if (arguments.length > 0) {
                    imports(client, Path.of(arguments[0]));
                }
                load(client, "point reads", 1.0);
                load(client, "whole-document writes", 0.0);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static void startUp(Path folder) throws IOException {
        double[] fresh = new double[RUNS];
        double[] again = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            Path data = folder.resolve("start-" + run);
            try (NodeProcess node = NodeProcess.start(data)) {
                fresh[run] = node.startMillis();
            }
            try (NodeProcess node = NodeProcess.start(data)) {
                again[run] = node.startMillis();
            }
        }
        print("start to ready, empty", fresh, "ms");
        print("start to ready, again", again, "ms");
    }

    private static void imports(LumaClient client, Path file) throws IOException, InterruptedException {
        double[] rates = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            String collection = "packages" + run;
            client.createCollection(collection).join();
            long began = System.nanoTime();
            try (InputStream in = Files.newInputStream(file)) {
                Importer.Outcome outcome =
                        new Importer(client, collection, reject -> {}, count -> {}).run(in, Importer.Format.NDJSON);
                rates[run] = outcome.inserted() / ((System.nanoTime() - began) / 1e9);
            }
            client.dropCollection(collection).join();
        }
        print("import", rates, "documents/s");
    }

    private static void load(LumaClient client, String what, double readShare) throws InterruptedException {
        run(client, readShare, WARM_UP);
        double[] rates = new double[RUNS];
        double[] p99 = new double[RUNS];
        long errors = 0;
        for (int run = 0; run < RUNS; run++) {
            LoadReport report = run(client, readShare, MEASURED);
            rates[run] = report.perSecond();
            p99[run] = report.kinds().values().iterator().next().service().p99() / 1e3;
            errors += report.errors();
        }
        print(what, rates, "/s, " + CONNECTIONS + " connections, " + errors + " errors");
        print("  99th percentile", p99, "ms");
    }

    private static LoadReport run(LumaClient client, double readShare, Duration duration) throws InterruptedException {
        LoadPlan plan = LoadPlan.of(
                        "load", Workload.readsAndUpdates(readShare), DOCUMENTS, LoadPlan.Limit.lasting(duration))
                .withDocuments(1, FIELD_BYTES, true)
                .withPace(CONNECTIONS, OptionalDouble.empty());
        LoadRun run = new LoadRun(client, plan, LoadListener.NONE);
        run.load();
        return run.run();
    }

    private static void print(String what, double[] values, String unit) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-23s %,.1f (%,.1f to %,.1f) %s%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1],
                unit);
    }
}
