package io.lumadb.console.ui.query;

import io.lumadb.client.LumaClient;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.StatementRange;
import io.lumadb.console.ui.query.text.Statements;
import io.lumadb.console.ui.query.timing.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks the server to lay a script out. Belongs to the FX thread; an answer to what has been typed over meanwhile is dropped.
 */
final class ScriptFormat {

    private final LumaClient client;
    private final Threads threads;
    private long asked;

    ScriptFormat(LumaClient client, Threads threads) {
        this.client = client;
        this.threads = threads;
    }

    /**
     * Formats what the editor holds.
     *
     * @param text the editor's text, asked for now and again when the answer is there
     * @param replace takes the whole new text
     * @param refuse takes why the text is left as it is
     */
    void request(QueryLanguage language, Supplier<String> text, Consumer<String> replace, Consumer<RunProblem> refuse) {
        String before = text.get();
        List<StatementRange> pieces = pieces(language, before);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (StatementRange piece : pieces) {
            answers.add(client.format(language.wireName(), piece.text()));
        }
        long number = ++asked;
        for (int i = 0; i < pieces.size(); i++) {
            int start = pieces.get(i).start();
            answers.get(i)
                    .whenComplete((formatted, failure) -> threads.fx().execute(() -> {
                        boolean current = number == asked && text.get().equals(before);
                        if (current && failure != null) {
                            asked++;
                            refuse.accept(RunProblem.of(failure, before, start));
                        }
                    }));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> threads.fx().execute(() -> {
                    if (number == asked && text.get().equals(before)) {
                        replace.accept(put(before, pieces, answers));
                    }
                }));
    }

    /** LQL is laid out as a whole, with the comments between its statements; the others statement by statement. */
    private static List<StatementRange> pieces(QueryLanguage language, String text) {
        if (text.isBlank()) {
            return List.of();
        }
        return switch (language) {
            case LQL -> List.of(new StatementRange(0, text));
            case NQL, JQL -> Statements.split(language, text);
        };
    }

    private static String put(String before, List<StatementRange> pieces, List<CompletableFuture<String>> answers) {
        StringBuilder after = new StringBuilder();
        int behind = 0;
        for (int i = 0; i < pieces.size(); i++) {
            after.append(before, behind, pieces.get(i).start())
                    .append(answers.get(i).join());
            behind = pieces.get(i).end();
        }
        return after.append(before, behind, before.length()).toString();
    }
}
