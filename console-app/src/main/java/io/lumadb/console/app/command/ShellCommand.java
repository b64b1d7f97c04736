package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.Completion;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.console.app.ConsoleFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code luma shell}: questions one after another, with history and completion. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        description = "Ask questions one after another, with history and completion.")
public final class ShellCommand implements Callable<Integer> {

    private static final long MOST_ROWS = 200;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-l", "--language"},
            defaultValue = "lql",
            description = "lql, nql or jql (default: ${DEFAULT-VALUE})")
    private String language = "lql";

    @Override
    public Integer call() throws IOException {
        try (LumaClient client = connection.connect();
                Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
            PrintWriter out = terminal.writer();
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new StatementParser(() -> language))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .appName("luma")
                    .variable(LineReader.HISTORY_FILE, ConsoleFolder.standard().resolve("shell-history"))
                    .completer((line, typed, candidates) -> complete(client, typed, candidates))
                    .build();
            out.println("LumaDB shell. \\lql \\nql \\jql change the language, \\q ends, Tab completes.");
            out.println("A statement of LQL ends with ; or an empty line, one of JQL with its last brace.");
            while (ask(client, terminal, reader, out)) {
                out.flush();
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /** One statement, or a command of the shell; false at the end. */
    private boolean ask(LumaClient client, Terminal terminal, LineReader reader, PrintWriter out) {
        String line;
        try {
            line = reader.readLine(language + "> ").strip();
        } catch (UserInterruptException e) {
            return true;
        } catch (EndOfFileException e) {
            finish(client, terminal, Objects.requireNonNullElse(e.getPartialLine(), ""), out);
            return false;
        }
        switch (line.toLowerCase(Locale.ROOT)) {
            case "" -> {
                return true;
            }
            case "\\q", "quit", "exit" -> {
                return false;
            }
            case "\\lql", "\\nql", "\\jql" -> {
                language = line.substring(1).toLowerCase(Locale.ROOT);
                return true;
            }
            default -> Script.statements(language, line).forEach(statement -> run(client, statement, out));
        }
        return true;
    }

    /** A file's last statement needs no end. What somebody was still typing when the terminal went away is not run. */
    private void finish(LumaClient client, Terminal terminal, String rest, PrintWriter out) {
        boolean file = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        if (file && !rest.isBlank()) {
            run(client, rest.strip(), out);
        } else if (!rest.isBlank()) {
            out.println("luma: the last statement has no end, and was not run");
        }
    }

    private void run(LumaClient client, String text, PrintWriter out) {
        try {
            QueryResult result = client.query(QueryCall.of(language, text).withMaxRows(MOST_ROWS))
                    .join();
            new RowTable(result).print(out);
            out.println(QueryCommand.summary(result));
        } catch (CompletionException | ClientException e) {
            CommandFailure.describe(e, out, text);
        }
    }

    private void complete(LumaClient client, ParsedLine typed, List<Candidate> candidates) {
        try {
            List<Completion> completions =
                    client.complete(language, typed.line(), typed.cursor()).get(500, TimeUnit.MILLISECONDS);
            for (Completion completion : completions) {
                candidates.add(new Candidate(
                        completion.text(),
                        completion.text(),
                        completion.kind(),
                        completion.detail(),
                        null,
                        null,
                        true));
            }
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            // Completion is a courtesy: without an answer there are no candidates.
            candidates.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
