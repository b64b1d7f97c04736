package io.lumadb.bench.storage;

import io.lumadb.bench.Folders;
import io.lumadb.bench.NodeProcess;
import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.client.load.LoadDoor;
import io.lumadb.client.load.LoadListener;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadReport;
import io.lumadb.client.load.LoadRun;
import io.lumadb.client.load.WireRun;
import io.lumadb.client.load.Workload;
import io.lumadb.client.wire.WireAnswer;
import io.lumadb.client.wire.WireConnections;
import io.lumadb.document.error.ErrorCode;
import io.netty.buffer.ByteBuf;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

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

    private static final Duration PATIENCE = Duration.ofSeconds(30);
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
                Hello server = Hello.start(5);
                Hello large = Hello.start(fields * FIELD_BYTES + 200)) {
            LoadRun reads = new LoadRun(client, plan, LoadListener.NONE);
            reads.load();
            new LoadRun(client, plan.withLimit(LoadPlan.Limit.lasting(WARM_UP)), LoadListener.NONE).run();
            Rounds results = new Rounds()
                    .with(luma, () -> rate(new LoadRun(client, plan, LoadListener.NONE).run()))
                    .with(hello, () -> rate(server.run(plan)))
                    .with("Netty, as many bytes", () -> rate(large.run(plan)));
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

    /** The bare server as a process of its own. */
    private record Hello(Process process, int port) implements AutoCloseable {

        static Hello start(int bytes) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--sun-misc-unsafe-memory-access=allow",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HelloServer.class.getName(),
                            Integer.toString(bytes))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            if (line == null || !line.startsWith("ready ")) {
                process.destroyForcibly();
                throw new IOException("the bare server did not start: " + line);
            }
            return new Hello(process, Integer.parseInt(line.substring("ready ".length())));
        }

        LoadReport run(LoadPlan plan) throws InterruptedException {
            try (WireConnections connections =
                    new WireConnections(ConnectionAddress.of("127.0.0.1", port), CONNECTIONS, PATIENCE)) {
                byte[] request = ("GET /api/v1/collections/load/documents/user HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                + "\r\nAuthorization: Bearer " + "x".repeat(300) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                LoadDoor door = (connection, operation, ended) -> {
                    ByteBuf bytes = connections.allocator().buffer(request.length);
                    bytes.writeBytes(request);
                    connections.send(connection, bytes, new Taker(ended));
                };
                return new WireRun(connections, door, plan, plan.records(), LoadListener.NONE).run();
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private record Taker(Consumer<Optional<ErrorCode>> ended) implements WireAnswer {
        @Override
        public void answered(int status, byte[] body) {
            ended.accept(status == 200 ? Optional.empty() : Optional.of(ErrorCode.INTERNAL));
        }

        @Override
        public void failed(ClientException reason) {
            ended.accept(Optional.of(reason.code()));
        }
    }
}
