package io.lumadb.bench.storage;

import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.load.LoadDoor;
import io.lumadb.client.load.LoadListener;
import io.lumadb.client.load.LoadPlan;
import io.lumadb.client.load.LoadReport;
import io.lumadb.client.load.WireRun;
import io.lumadb.client.wire.WireAnswer;
import io.lumadb.client.wire.WireConnections;
import io.lumadb.document.error.ErrorCode;
import io.netty.buffer.ByteBuf;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** {@link HelloServer} as a process of its own, asked by the same client as LumaDB. */
record BareServer(Process process, int port) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** {@code bytes}: the length of each answer's body. */
    static BareServer start(int bytes) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
        return new BareServer(process, Integer.parseInt(line.substring("ready ".length())));
    }

    /** Requests as long as those for one document. */
    LoadReport get(LoadPlan plan) throws InterruptedException {
        return run(plan, head("GET /api/v1/collections/load/documents/user") + "\r\n");
    }

    /** Requests as long as those that bring a new document with so many bytes. */
    LoadReport post(LoadPlan plan, int bytes) throws InterruptedException {
        return run(
                plan,
                head("POST /api/v1/collections/load/documents") + "Content-Type: application/json\r\nContent-Length: "
                        + bytes + "\r\n\r\n" + "x".repeat(bytes));
    }

    private String head(String line) {
        return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + "x".repeat(300) + "\r\n";
    }

    private LoadReport run(LoadPlan plan, String text) throws InterruptedException {
        byte[] request = text.getBytes(StandardCharsets.US_ASCII);
        try (WireConnections connections =
                new WireConnections(ConnectionAddress.of("127.0.0.1", port), plan.connections(), PATIENCE)) {
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
