package io.lumadb.bench.storage;

import io.lumadb.bench.NodeProcess;
import io.lumadb.client.LumaClient;
import io.lumadb.client.load.Distribution;
import io.lumadb.client.load.LoadListener;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadReport;
import io.lumadb.client.load.LoadRun;
import io.lumadb.client.load.OperationKind;
import io.lumadb.client.load.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Durable writes of single documents of about 1 KB with 64 connections: LumaDB over HTTP, PostgreSQL by pgbench, Redis by
 * redis-benchmark, in turns. {@code write-speed.sh} starts the peers and says where they are:
 *
 * <p>{@code WriteSpeed FOLDER ROUNDS SECONDS POSTGRES_BIN POSTGRES_PORT REDIS_PORT}
 */
public final class WriteSpeed {

    /** A node with one shard has one log, and all connections share each forced write. */
    private static final String SINGLE = "LumaDB, num_shards = 1";

    /** Takes the document and does nothing with it: with this client, LumaDB's server can do no more on this machine. */
    private static final String BARE = "Netty \"hello\", as many bytes";

    private static final int CONNECTIONS = 64;
    private static final int RECORDS = 100_000;
    private static final int BYTES = 1_024;
    /** For the compilers of LumaDB's JVM: of the 16 s of processor time that they take, 14 are in the first 35 s. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private static final Workload INSERTS =
            new Workload("inserts", "new documents", Map.of(OperationKind.INSERT, 1.0), Distribution.UNIFORM);
    private static final Workload UPDATES = Workload.readsAndUpdates(0).withDistribution(Distribution.UNIFORM);

    private final Path folder;
    private final int seconds;
    private final String pgbench;
    private final String postgresPort;
    private final String redisPort;

    private WriteSpeed(String[] arguments) {
        this.folder = Path.of(arguments[0]);
        this.seconds = Integer.parseInt(arguments[2]);
        this.pgbench = arguments[3] + "/pgbench";
        this.postgresPort = arguments[4];
        this.redisPort = arguments[5];
    }

    public static void main(String[] arguments) throws Exception {
        WriteSpeed speed = new WriteSpeed(arguments);
        int rounds = Integer.parseInt(arguments[1]);
        System.out.printf(
                "durable writes of single documents of %d bytes, %d connections, median of %d rounds of %d s (least to most)%n",
                BYTES, CONNECTIONS, rounds, speed.seconds);
        try (NodeProcess node = NodeProcess.start(speed.folder.resolve("luma"), options());
                NodeProcess single =
                        NodeProcess.start(speed.folder.resolve("luma-single"), options(), OptionalInt.of(1));
                LumaClient client = node.connect();
                LumaClient singleClient = single.connect();
                BareServer bare = BareServer.start(5)) {
            speed.compare(client, singleClient, bare, "inserts", INSERTS, rounds);
            speed.compare(client, singleClient, bare, "overwrites", UPDATES, rounds);
        }
    }

    private static List<String> options() {
        String more = System.getenv("NODE_OPTIONS");
        return more == null ? List.of() : List.of(more.split(" "));
    }

    private void compare(
            LumaClient client, LumaClient single, BareServer bare, String what, Workload workload, int rounds)
            throws Exception {
        LoadPlan plan = LoadPlan.of("load", workload, RECORDS, LoadPlan.Limit.lasting(Duration.ofSeconds(seconds)))
                .withDocuments(1, BYTES, true)
                .withPace(CONNECTIONS, OptionalDouble.empty());
        for (LumaClient each : List.of(client, single)) {
            new LoadRun(each, plan, LoadListener.NONE).load();
            new LoadRun(each, plan.withLimit(LoadPlan.Limit.lasting(WARM_UP)), LoadListener.NONE).run();
        }
        Path script = script(what);
        // As many keys as there are records to overwrite; for inserts so many that hardly any comes twice.
        String keys = what.equals("inserts") ? "1000000000" : Integer.toString(RECORDS);
        System.out.println(what);
        Rounds results = new Rounds()
                .with("LumaDB", () -> rate(new LoadRun(client, plan, LoadListener.NONE).run()))
                .with(SINGLE, () -> rate(new LoadRun(single, plan, LoadListener.NONE).run()))
                .with("PostgreSQL 15", () -> postgres(script))
                .with("Redis 7, appendfsync always", () -> redis(keys))
                .with(BARE, () -> rate(bare.post(plan, BYTES)));
        results.run(rounds);
        results.ratio("LumaDB", "PostgreSQL 15", 3);
        results.ratio("LumaDB", "Redis 7, appendfsync always", 1);
        results.ratio(SINGLE, "PostgreSQL 15", 3);
        results.ratio(SINGLE, "Redis 7, appendfsync always", 1);
        results.ratio(BARE, "PostgreSQL 15", 3);
        results.ratio(BARE, "Redis 7, appendfsync always", 1);
    }

    private static double rate(LoadReport report) {
        if (report.errors() > 0) {
            throw new IllegalStateException(report.errors() + " writes failed: " + report.kinds());
        }
        return report.perSecond();
    }

    private Path script(String what) throws IOException {
        String text = text();
        String statement = what.equals("inserts")
                ? "INSERT INTO documents (body) VALUES ('" + text + "');\n"
                : "\\set id random(1, " + RECORDS + ")\nUPDATE documents SET body = '" + text + "' WHERE id = :id;\n";
        return Files.writeString(folder.resolve(what + ".sql"), statement);
    }

    private static String text() {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < BYTES) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private double postgres(Path script) throws IOException, InterruptedException {
        String out = output(List.of(
                pgbench,
                "-h",
                "127.0.0.1",
                "-p",
                postgresPort,
                "-U",
                "bench",
                "-n",
                "-M",
                "prepared",
                "-c",
                Integer.toString(CONNECTIONS),
                "-j",
                "2",
                "-T",
                Integer.toString(seconds),
                "-f",
                script.toString(),
                "postgres"));
        return number(out, "tps = ");
    }

    /** redis-benchmark counts requests, not seconds: as many as fill the time at the rate of a short try. */
    private double redis(String keys) throws IOException, InterruptedException {
        double tried = redis(keys, 5_000);
        return redis(keys, (long) (tried * seconds));
    }

    private double redis(String keys, long requests) throws IOException, InterruptedException {
        String out = output(List.of(
                "redis-benchmark",
                "-h",
                "127.0.0.1",
                "-p",
                redisPort,
                "-c",
                Integer.toString(CONNECTIONS),
                "-n",
                Long.toString(requests),
                "-r",
                keys,
                "-d",
                Integer.toString(BYTES),
                "-t",
                "set",
                "--csv"));
        return number(out, "\"SET\",\"");
    }

    private static double number(String output, String after) {
        int at = output.lastIndexOf(after);
        if (at < 0) {
            throw new IllegalStateException("no rate in: " + output);
        }
        return Double.parseDouble(output.substring(at + after.length()).split("[^0-9.]", 2)[0]);
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + text);
        }
        return text;
    }
}
