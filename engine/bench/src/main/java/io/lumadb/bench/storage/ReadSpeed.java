package io.lumadb.bench.storage;

import io.lumadb.bench.Folders;
import io.lumadb.bench.NodeProcess;
import io.lumadb.client.LumaClient;
import io.lumadb.client.load.LoadListener;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadReport;
import io.lumadb.client.load.LoadRun;
import io.lumadb.client.load.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Hot point reads over HTTP beside the same number of requests to {@link HelloServer}, by the same client: the load generator,
 * 64 connections, one event loop. {@code ReadSpeed [ROUNDS [SECONDS [FIELDS]]]}; fields have 100 bytes.
 */
public final class ReadSpeed {

    private static final int CONNECTIONS = 64;
    private static final int RECORDS = 50_000;
    private static final int FIELD_BYTES = 100;
    /** For the compilers of LumaDB's JVM; the bare server needs less than a round. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private static final double GOAL = 0.6;

    private ReadSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Duration measured = Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5);
        int fields = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "luma-read-speed");
        LoadPlan plan = LoadPlan.of("load", Workload.C, RECORDS, LoadPlan.Limit.lasting(measured))
                .withDocuments(fields, FIELD_BYTES, true)
                .withPace(CONNECTIONS, OptionalDouble.empty());
        String luma = "LumaDB, " + fields * FIELD_BYTES + " bytes";
        String hello = "Netty \"hello\"";
        System.out.printf(
                "point reads over HTTP, %d connections, median of %d rounds of %d s%n",
                CONNECTIONS, rounds, measured.toSeconds());
        try (NodeProcess node = NodeProcess.start(folder, options());
                LumaClient client = node.connect();
                BareServer server = BareServer.start(5);
                BareServer large = BareServer.start(fields * FIELD_BYTES + 200)) {
            LoadRun reads = new LoadRun(client, plan, LoadListener.NONE);
            reads.load();
            new LoadRun(client, plan.withLimit(LoadPlan.Limit.lasting(WARM_UP)), LoadListener.NONE).run();
            Rounds results = new Rounds()
                    .with(luma, () -> rate(new LoadRun(client, plan, LoadListener.NONE).run()))
                    .with(hello, () -> rate(server.get(plan)))
                    .with("Netty, as many bytes", () -> rate(large.get(plan)));
            results.run(rounds);
            results.ratio(luma, hello, GOAL);
            results.ratio(luma, "Netty, as many bytes", GOAL);
        } finally {
            Folders.delete(folder);
        }
    }

    private static List<String> options() {
        String more = System.getenv("NODE_OPTIONS");
        return more == null ? List.of() : List.of(more.split(" "));
    }

    private static double rate(LoadReport report) {
        if (report.errors() > 0) {
            throw new IllegalStateException(report.errors() + " requests failed");
        }
        return report.perSecond();
    }
}
