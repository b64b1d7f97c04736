package io.lumadb.console.app.endtoend;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.client.LumaClients;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.spi.ToolProvider;

/**
 * {@code luma server} as a process of its own, on a free port of the loopback address, so that it can be killed. Its output
 * goes to a file beside its data.
 */
final class ServerProcess implements AutoCloseable {

    static final String PASSWORD = "a-password-for-tests";

    private static final long START_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final CompletableFuture<URI> ready;
    private ConnectionAddress address = ConnectionAddress.of("127.0.0.1", 1);

    private ServerProcess(Process process, Path errors, CompletableFuture<URI> ready) {
        this.process = process;
        this.errors = errors;
        this.ready = ready;
    }

    /** Options for the JVM, the later of which hold, and arguments for the server. */
    record Launch(Path data, String classPath, List<String> options, List<String> arguments) {}

    /** Starts a node and comes back when it says that it is ready. */
    static ServerProcess start(Path data, String... arguments) throws IOException, InterruptedException {
        return launch(new Launch(data, classPath(), List.of(), List.of(arguments)))
                .awaitReady();
    }

    /** Starts a node and comes back at once; it has no address until {@link #awaitReady}. */
    static ServerProcess launch(Launch launch) throws IOException {
        Path data = launch.data();
        Path errors = data.resolveSibling(data.getFileName() + ".stderr.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("src", "main", "launch", "luma.args").toAbsolutePath());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
        command.addAll(launch.options());
        command.addAll(List.of("-cp", launch.classPath()));
        command.addAll(List.of("io.lumadb.console.app.Luma", "server", "--data", data.toString(), "--port", "0"));
        command.addAll(launch.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().put("LUMA_ADMIN_PASSWORD", PASSWORD);
        Process process = builder.start();
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> readOutput(process, ready));
        return new ServerProcess(process, errors, ready);
    }

    /** Comes back when the server says that it is ready. */
    ServerProcess awaitReady() throws IOException, InterruptedException {
        try {
            URI uri = ready.get(START_SECONDS, TimeUnit.SECONDS);
            address = ConnectionAddress.of(uri.getHost(), uri.getPort());
            return this;
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the server did not start: " + Files.readString(errors), e);
        }
    }

    /** The class path of jars alone, which those are that a class archive can be made of. */
    static String jars(Path folder) {
        List<String> jars = new ArrayList<>();
        for (String part : classPath().split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(part))) {
                String jar = folder.resolve(jars.size() + ".jar").toString();
                int failed = ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "--create", "--no-compress", "--file", jar, "-C", part, ".");
                if (failed != 0) {
                    throw new AssertionError("no jar could be made of " + part);
                }
                jars.add(jar);
            } else {
                jars.add(part);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void readOutput(Process process, CompletableFuture<URI> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready ")) {
                    ready.complete(URI.create(line.substring("ready ".length()).strip()));
                }
            }
            ready.completeExceptionally(new IOException("the server ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        }
    }

    ConnectionAddress address() {
        return address;
    }

    /** A client that is logged in as admin. */
    LumaClient connect() {
        LumaClient client = LumaClients.open(address);
        client.login("admin", PASSWORD).join();
        return client;
    }

    /** SIGKILL: no farewell, no flush. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; gives the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the server did not stop within 30 s of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
