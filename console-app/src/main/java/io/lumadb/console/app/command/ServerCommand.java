package io.lumadb.console.app.command;

import io.lumadb.server.DataCheck;
import io.lumadb.server.LumaServer;
import io.lumadb.server.ServerSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code luma server}: one node in the foreground. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description =
                "Run one node in the foreground. Prints 'ready http://HOST:PORT' when it serves; ends on SIGTERM.",
        footer = {
            "",
            "The first start makes the account 'admin'. Its password is LUMA_ADMIN_PASSWORD, or the first line of",
            "--admin-password-file; without either a random one is made and printed once."
        })
public final class ServerCommand implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8080;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "luma.toml with the node's settings")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the data directory (default: what luma.toml says, else 'data')")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "the HTTP port, 0 for any free one (default: what luma.toml says, else 8080)")
    private @Nullable Integer port;

    @Option(
            names = "--admin-password-file",
            paramLabel = "FILE",
            description = "the first admin's password in its first line")
    private @Nullable Path adminPasswordFile;

    @Option(
            names = "--check",
            paramLabel = "DIR",
            description = {
                "read every file in the data directory of a stopped node, change nothing, and say what is damaged;",
                "ends with 1 when something is"
            })
    private @Nullable Path check;

    @Option(names = "--json", description = "with --check: the report as JSON")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (check != null) {
            return check(check);
        }
        if (json) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--json belongs to --check");
        }
        if (port != null && (port < 0 || port > 65_535)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Invalid value for option '--port': " + port + " is outside 0 to 65535");
        }
        PrintWriter out = spec.commandLine().getOut();
        LumaServer server = LumaServer.start(settings(), adminPassword());
        CountDownLatch stopped = new CountDownLatch(1);
        stopOnSignal(server, stopped);
        server.firstPassword()
                .ifPresent(password -> out.println("The first admin is '" + server.firstUsername()
                        + "' with the password " + password + " (shown only now)."));
        out.println("ready " + server.url());
        out.flush();
        stopped.await();
        return CommandLine.ExitCode.OK;
    }

    private int check(Path directory) {
        DataCheck report = DataCheck.run(settings().withDataDirectory(directory));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.isSound() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private ServerSettings settings() {
        ServerSettings settings =
                config != null ? ServerSettings.read(config) : ServerSettings.defaults(Path.of("data"), DEFAULT_PORT);
        if (data != null) {
            settings = settings.withDataDirectory(data);
        }
        return port != null ? settings.withHttpPort(port) : settings;
    }

    private Optional<String> adminPassword() {
        if (adminPasswordFile != null) {
            return Optional.of(ConnectionOptions.PasswordFile.read(adminPasswordFile));
        }
        return Optional.ofNullable(System.getenv("LUMA_ADMIN_PASSWORD")).filter(password -> !password.isEmpty());
    }

    /**
     * SIGTERM and Ctrl+C: stop cleanly and end with 0. A JVM that a signal ends would exit with 143 whatever its hooks do;
     * halting from the hook, once all is on disk, gives the exit code of a job well done.
     */
    private static void stopOnSignal(LumaServer server, CountDownLatch stopped) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                            Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
                        },
                        "lumadb-shutdown"));
    }
}
