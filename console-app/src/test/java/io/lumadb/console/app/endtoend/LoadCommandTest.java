package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lumadb.client.LumaClient;
import io.lumadb.client.load.LoadListener;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadReport;
import io.lumadb.client.load.LoadRun;
import io.lumadb.client.load.OperationKind;
import io.lumadb.client.load.Workload;
import io.lumadb.client.load.key.KeyOrder;
import io.lumadb.client.model.QueryCall;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load generator against a real server: by itself, and as {@code luma load}. */
class LoadCommandTest {

    private static final int RECORDS = 300;

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static LumaClient client;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"));
        client = server.connect();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    private static CommandRun load(String... arguments) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("load", "--connect", client.address().toUrl()));
        all.addAll(List.of(arguments));
        return CommandRun.of(folder, all.toArray(String[]::new));
    }

    private static LoadPlan plan(String collection, Workload workload, long operations) {
        return LoadPlan.of(collection, workload, RECORDS, LoadPlan.Limit.operations(operations))
                .withDocuments(2, 20, false)
                .withPace(8, OptionalDouble.empty());
    }

    private static LoadReport run(LoadPlan plan) throws InterruptedException {
        LoadRun run = new LoadRun(client, plan, LoadListener.NONE);
        run.load();
        return run.run();
    }

    private static long documents(String collection) {
        Value count = client.query(QueryCall.of("lql", "SELECT COUNT(*) AS n FROM " + collection))
                .join()
                .documents()
                .getFirst()
                .get("n");
        return ((Value.Int64) count).value();
    }

    @Test
    void runsEveryCoreWorkloadWithoutAnError() throws Exception {
        for (Workload workload : Workload.CORE) {
            String collection = "ycsb" + workload.name();

            LoadReport report = run(plan(collection, workload, 1_000));

            assertThat(report.errors())
                    .as("%s: %s", workload.name(), report.kinds())
                    .isZero();
            assertThat(report.operations()).isEqualTo(1_000);
            assertThat(report.kinds().keySet()).isEqualTo(workload.shares().keySet());
            LoadReport.Figures inserts = report.kinds().get(OperationKind.INSERT);
            assertThat(documents(collection)).isEqualTo(RECORDS + (inserts == null ? 0 : inserts.operations()));
        }
    }

    @Test
    void insertsBehindWhatAnEarlierRunInserted() throws Exception {
        Workload inserts = new Workload("inserts", "", Map.of(OperationKind.INSERT, 1.0), Workload.D.distribution());

        run(plan("inserts", inserts, 100));
        LoadReport second = run(plan("inserts", inserts, 100));

        assertThat(second.errors()).isZero();
        assertThat(documents("inserts")).isEqualTo(RECORDS + 200);
    }

    @Test
    void updatesOneFieldOrReplacesAll() throws Exception {
        run(plan("updates", Workload.readsAndUpdates(0), 200));
        run(plan("updates", Workload.readsAndUpdates(0), 200).withDocuments(2, 30, true));

        Value.Obj some =
                client.document("updates", Value.of(KeyOrder.HASHED.key(7))).join();

        assertThat(some.fields().keySet()).containsExactlyInAnyOrder("_id", "field0", "field1", "_rev");
    }

    @Test
    void countsWhatFailsByItsCode() throws Exception {
        LoadPlan plan = plan("vanishing", Workload.C, 200);
        LoadRun run = new LoadRun(client, plan, LoadListener.NONE);
        run.load();
        client.dropCollection("vanishing").join();
        client.createCollection("vanishing").join();

        LoadReport report = run.run();

        assertThat(report.operations()).isZero();
        assertThat(report.kinds().get(OperationKind.READ).errors()).containsOnly(Map.entry(ErrorCode.NOT_FOUND, 200L));
    }

    @Test
    void stopsWhenAskedAndReportsWhatItMeasured() throws Exception {
        LoadPlan plan = plan("stopping", Workload.C, 1).withLimit(LoadPlan.Limit.lasting(Duration.ofHours(1)));
        AtomicReference<LoadRun> run = new AtomicReference<>();
        run.set(new LoadRun(client, plan, new LoadListener() {
            @Override
            public void interval(LoadReport second) {
                run.get().stop();
            }
        }));
        run.get().load();

        LoadReport report = run.get().run();

        assertThat(report.operations()).isPositive();
        assertThat(report.elapsed()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void endsAtCtrlCWithItsReportAndWithoutDelay() throws Exception {
        Process process = CommandRun.process(
                        "load",
                        "--connect",
                        client.address().toUrl(),
                        "--collection",
                        "interrupted",
                        "--records",
                        "200",
                        "--workload",
                        "C",
                        "--connections",
                        "2",
                        "--duration",
                        "1h")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.startsWith("   1 s")) {
                line = out.readLine();
            }
            // The JVM takes SIGTERM as it takes Ctrl-C, which the children of a build in the background never see.
            new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            long sent = System.nanoTime();

            String report = out.lines().collect(Collectors.joining("\n"));

            assertThat(report).contains(" operations in ").contains("read ").contains("errors 0");
            assertThat(process.waitFor()).as("ended by SIGTERM").isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(4));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void printsOneJsonObjectALine() throws Exception {
        CommandRun run = load(
                "--collection",
                "json",
                "--records",
                "200",
                "--workload",
                "b",
                "--duration",
                "1500ms",
                "--target",
                "200",
                "--connections",
                "4",
                "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            lines.add(JsonMapper.builder().build().readTree(line));
        }
        assertThat(lines).extracting(line -> line.path("report").asText()).containsExactly("plan", "second", "whole");
        JsonNode whole = lines.getLast();
        assertThat(whole.path("operations").asLong()).as("1.5 s at 200/s").isBetween(250L, 301L);
        assertThat(whole.path("kinds").path("read").path("response").path("p99").asLong())
                .isPositive();
        assertThat(whole.path("errors").asLong()).isZero();
    }

    @Test
    void saysWhatIsWrongWithItsOptions() throws Exception {
        CommandRun letter = load("--workload", "Z");
        CommandRun time = load("--duration", "soon");
        CommandRun skew = load("--skew", "1.2");

        assertThat(letter.exitCode()).isEqualTo(2);
        assertThat(letter.err()).startsWith("there is no workload 'Z': YCSB's core workloads are A, B, C, D, E and F");
        assertThat(time.exitCode()).isEqualTo(2);
        assertThat(time.err()).contains("'soon' is not a time: write it like 500ms, 30s, 5m or 1h");
        assertThat(skew.err()).startsWith("the Zipf exponent must be 0 to less than 1");
    }

    @Test
    void refusesACollectionThatHoldsSomethingElse() throws Exception {
        client.createCollection("other").join();
        for (int n = 0; n < 10; n++) {
            client.insert("other", new Value.Obj(Map.of("_id", Value.of("other" + n))))
                    .join();
        }

        CommandRun run = load("--collection", "other", "--records", "10", "--duration", "1s");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("holds documents, but not record 0").contains("name another collection");
    }
}
