package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.Problem;
import io.lumadb.document.error.LumaException;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Says what went wrong in a subcommand, without a stack trace: the message, the place, the hint. */
public final class CommandFailure {

    private CommandFailure() {}

    /** A failure handler for picocli: exit code 1. */
    public static int print(Exception failure, CommandLine commandLine, CommandLine.ParseResult arguments) {
        describe(failure, commandLine.getErr(), null);
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What was not understood, and where to read more: a page of help would push the message out of sight. Exit code 2. */
    public static int misused(CommandLine.ParameterException misuse, String[] arguments) {
        CommandLine commandLine = misuse.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println(misuse.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(misuse, err);
        err.println("  hint: '" + commandLine.getCommandSpec().qualifiedName() + " --help' says what there is");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /**
     * Writes a failure.
     *
     * @param query the text that a position points into, if there is one
     */
    static void describe(Throwable failure, PrintWriter err, @Nullable String query) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof LumaException known) {
            err.println("luma: " + known.detail());
            if (query != null && known instanceof ClientException client) {
                client.problem().ifPresent(problem -> pointAt(problem, query, err));
            }
            known.hint().ifPresent(hint -> err.println("  hint: " + hint));
        } else {
            String message = cause.getMessage();
            err.println("luma: " + (message == null ? cause.getClass().getSimpleName() : message));
        }
        err.flush();
    }

    private static void pointAt(Problem problem, String query, PrintWriter err) {
        Problem.Position position = problem.position();
        if (position == null) {
            return;
        }
        String line = query.lines().skip(position.line() - 1L).findFirst().orElse("");
        err.println("  " + line);
        err.println("  " + " ".repeat(Math.max(0, position.column() - 1)) + "^".repeat(Math.max(1, position.length())));
    }
}
