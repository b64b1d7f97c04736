package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.document.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code luma query}: one question, its rows on standard output. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Ask one question in LQL, NQL or JQL and print its rows.",
        footer = {
            "",
            "Examples:",
            "  luma query \"SELECT name, price FROM products WHERE price < 20 ORDER BY price LIMIT 5\"",
            "  luma query -l nql \"how many products per category\"",
            "  luma query -l jql -f json '{\"find\": \"products\", \"limit\": 3}'"
        })
public final class QueryCommand implements Callable<Integer> {

    /** How rows are printed. */
    enum Output {
        TABLE,
        NDJSON,
        JSON
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-l", "--language"},
            defaultValue = "lql",
            description = "lql, nql or jql (default: ${DEFAULT-VALUE})")
    private String language = "lql";

    @Option(
            names = {"-f", "--format"},
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Output format = Output.TABLE;

    @Option(names = "--explain", description = "print the plan instead of running")
    private boolean explain;

    @Parameters(
            paramLabel = "QUERY",
            description = "the question, or several with ; between them; - reads from standard input")
    private String query = "";

    @Override
    public Integer call() throws IOException {
        String text = query.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : query;
        try (LumaClient client = connection.connect()) {
            for (String statement : Script.statements(language, text)) {
                if (!succeeds(client, statement)) {
                    return CommandLine.ExitCode.SOFTWARE;
                }
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /** What stands behind a statement that fails is not run. */
    private boolean succeeds(LumaClient client, String statement) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (explain) {
                out.println(client.explain(language, statement).join());
            } else {
                run(client, statement, out);
            }
            out.flush();
            return true;
        } catch (CompletionException | ClientException e) {
            out.flush();
            CommandFailure.describe(e, spec.commandLine().getErr(), statement);
            return false;
        }
    }

    private void run(LumaClient client, String text, PrintWriter out) {
        QueryCall call = QueryCall.of(language, text);
        switch (format) {
            case TABLE -> {
                QueryResult result = client.query(call).join();
                new RowTable(result).print(out);
                out.println(summary(result));
            }
            case NDJSON ->
                client.stream(call, row -> out.println(Json.relaxed(row))).join();
            case JSON -> {
                @Nullable String[] separator = {"["};
                client.stream(call, row -> {
                            out.println(separator[0] + Json.relaxed(row));
                            separator[0] = ",";
                        })
                        .join();
                out.println("[".equals(separator[0]) ? "[]" : "]");
            }
        }
    }

    static String summary(QueryResult result) {
        String what = result.affected() == null
                ? result.count() + (result.count() == 1 ? " row" : " rows") + (result.truncated() ? " (cut off)" : "")
                : result.affected() + (result.affected() == 1 ? " document changed" : " documents changed");
        return String.format("%s in %.1f ms", what, result.elapsedMs());
    }
}
