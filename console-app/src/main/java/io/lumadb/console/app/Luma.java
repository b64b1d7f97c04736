package io.lumadb.console.app;

import io.lumadb.console.app.command.ClusterCommand;
import io.lumadb.console.app.command.CommandFailure;
import io.lumadb.console.app.command.ConsoleCommand;
import io.lumadb.console.app.command.ExportCommand;
import io.lumadb.console.app.command.ImportCommand;
import io.lumadb.console.app.command.LoadCommand;
import io.lumadb.console.app.command.QueryCommand;
import io.lumadb.console.app.command.ServerCommand;
import io.lumadb.console.app.command.ShellCommand;
import io.lumadb.console.app.command.TestCommand;
import io.lumadb.console.app.command.VerifyIndexCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** {@code main()}: reads the command line and runs a subcommand; without one, the console. */
@Command(
        name = "luma",
        description = "LumaDB Console: a tiered, distributed document database and the console to watch it with.",
        mixinStandardHelpOptions = true,
        versionProvider = Luma.Version.class,
        subcommands = {
            ConsoleCommand.class,
            ServerCommand.class,
            ClusterCommand.class,
            QueryCommand.class,
            ShellCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            LoadCommand.class,
            VerifyIndexCommand.class,
            TestCommand.class,
            HelpCommand.class
        },
        footer = {"", "Without a subcommand the console starts."})
public final class Luma implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Luma() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line and gives its exit code: 0 done, 1 failed, 2 not understood. */
    static int run(String... arguments) {
        return commandLine().execute(arguments.length == 0 ? new String[] {"console"} : arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Luma())
                .setExecutionExceptionHandler(CommandFailure::print)
                .setParameterExceptionHandler(CommandFailure::misused)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The version this build was made as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Luma.class.getPackage().getImplementationVersion();
            return new String[] {"LumaDB Console " + (version == null ? "(development build)" : version)};
        }
    }
}
