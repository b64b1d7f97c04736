package io.lumadb.bench;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.client.LumaClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Starts {@link BenchNode} with this process's class path and options, and measures it from outside. */
public final class NodeProcess implements AutoCloseable {

    private static final String PASSWORD = "a-password-for-benchmarks";

    private final Process process;
    private final URI url;
    private final double startMillis;

    private NodeProcess(Process process, URI url, double startMillis) {
        this.process = process;
        this.url = url;
        this.startMillis = startMillis;
    }

    /** Starts a node and comes back when it answers. */
    public static NodeProcess start(Path data) throws IOException {
        return start(data, List.of());
    }

    /** @param options for its JVM, after the usual ones */
    public static NodeProcess start(Path data, List<String> options) throws IOException {
        return start(data, options, OptionalInt.empty());
    }

    /** @param shards those of a new node; as many as a node of this machine has by itself when empty */
    public static NodeProcess start(Path data, List<String> options, OptionalInt shards) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseCompactObjectHeaders"));
        command.addAll(serverOptions());
        command.add("-Xmx4g");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchNode.class.getName()));
        command.addAll(List.of(data.toString(), PASSWORD));
        shards.ifPresent(number -> command.add(Integer.toString(number)));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready ")) {
                double millis = (System.nanoTime() - began) / 1e6;
                return new NodeProcess(process, URI.create(line.substring(6)), millis);
            }
        }
        process.destroyForcibly();
        throw new IOException("the node ended before it was ready");
    }

    /** Those that the launcher gives a server on this machine. */
    private static List<String> serverOptions() {
        String options = System.getProperty("lumadb.server.options", "");
        if (options.isBlank()) {
            throw new IllegalStateException(
                    "no options for servers: start benchmarks with the scripts in engine/bench");
        }
        return List.of(options.strip().split("\\s+"));
    }

    public double startMillis() {
        return startMillis;
    }

    public LumaClient connect() {
        LumaClient client = LumaClients.open(ConnectionAddress.of(url.getHost(), url.getPort()));
        client.login("admin", PASSWORD).join();
        return client;
    }

    /** Resident memory in MiB, as Linux counts it; 0 elsewhere. */
    public double residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
