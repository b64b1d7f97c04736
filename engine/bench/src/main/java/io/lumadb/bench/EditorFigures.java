package io.lumadb.bench;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.Value;
import io.lumadb.query.editor.Completer;
import io.lumadb.query.editor.Diagnostics;
import io.lumadb.query.editor.SignatureHelp;
import io.lumadb.query.editor.Signatures;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.query.language.Formatter;
import io.lumadb.query.language.Highlighter;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * How long an editor waits for completion, signature help, tokens, problems and layout, at random carets of texts of 2,000
 * lines: median and 99th percentile, warm, without the network; the problems are also those of planning each statement.
 * Every service is to stay under 50 ms.
 */
public final class EditorFigures {

    private static final int LINES = 2_000;
    private static final int WARM_UP = 150;
    private static final int MEASURED = 300;
    private static final long SEED = 17;

    /** A catalog as wide as a sample keeps it. */
    private static final Names CATALOG = new Names() {
        private final List<String> collections = List.of("orders", "products", "customers");
        private final List<String> fields = IntStream.range(0, 200)
                .mapToObj(i ->
                        List.of("status", "total", "items", "items.sku", "name").get(i % 5) + (i < 5 ? "" : "_" + i))
                .toList();

        @Override
        public List<String> collections() {
            return collections;
        }

        @Override
        public List<String> fields(String collection) {
            return fields;
        }

        @Override
        public List<Value> values(String collection, String field) {
            return List.of(Value.of("paid"), Value.of("open"));
        }
    };

    private final Completer completer = new Completer(Signatures.standard());
    private final SignatureHelp signatures = new SignatureHelp(Signatures.standard());
    private final Diagnostics diagnostics = new Diagnostics(Languages.standard());
    private final QueryEngine queries;
    private long found;

    private EditorFigures(QueryEngine queries) {
        this.queries = queries;
    }

    private record Text(String name, Language language, String content) {}

    public static void main(String[] arguments) throws IOException {
        System.out.printf(
                "%d processors, JDK %s, seed %d, %d carets, texts of %,d lines%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), SEED, MEASURED, LINES);
        Path folder = Files.createTempDirectory("luma-editor");
        try (LumaNode node = LumaNodes.start(NodeConfigs.defaults(folder, 0))) {
            CATALOG.collections().forEach(name -> node.database().createCollection(name, Optional.empty(), false));
            EditorFigures figures = new EditorFigures(node.queries());
            for (Text text : texts()) {
                figures.measure(text);
            }
            System.out.printf("(%,d answers)%n", figures.found);
        } finally {
            Folders.delete(folder);
        }
    }

    private void measure(Text text) {
        String content = text.content;
        Language language = text.language;
        time(
                text,
                "completion",
                caret -> completer.complete(language, content, caret, CATALOG).size());
        time(text, "signature", caret -> signatures.at(language, content, caret).isPresent() ? 1 : 0);
        time(text, "tokens", caret -> Highlighter.highlight(language, content).size());
        time(
                text,
                "diagnostics",
                caret -> diagnostics
                        .of(language, content, CATALOG, queries::check)
                        .size());
        time(text, "format", caret -> formatted(language, content));
    }

    private static int formatted(Language language, String content) {
        try {
            return Formatter.format(language, content).length();
        } catch (QueryError refused) {
            return 0;
        }
    }

    private void time(Text text, String service, ToIntFunction<Integer> asked) {
        Random random = new Random(SEED);
        for (int i = 0; i < WARM_UP; i++) {
            found += asked.applyAsInt(random.nextInt(text.content.length() + 1));
        }
        double[] millis = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            int caret = random.nextInt(text.content.length() + 1);
            long began = System.nanoTime();
            found += asked.applyAsInt(caret);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-22s %-12s median %6.2f ms   99th percentile %6.2f ms%n",
                text.name,
                service,
                millis[MEASURED / 2],
                millis[MEASURED * 99 / 100]);
    }

    private static List<Text> texts() {
        Random random = new Random(SEED);
        String script = lines(LINES / 5, _ -> """
                -- what sells
                SELECT o.status, ROUND(SUM(o.total), 2) AS revenue, COUNT(*) AS orders
                FROM orders AS o JOIN products p ON o.items[0] = p.name
                WHERE o.total > %d AND p.name LIKE 'a%%' AND o.status IN ('paid', 'open')
                GROUP BY o.status ORDER BY revenue DESC LIMIT 10;
                """.formatted(random.nextInt(1_000)));
        String insert = "INSERT INTO orders (status, total, items) VALUES\n"
                + lines(LINES - 2, _ -> "  ('paid', %d, [{sku: 'a', qty: 1}]),\n".formatted(random.nextInt(1_000)))
                + "  ('open', 1, [])";
        // A sentence has at most 5,000 words, of which each of these lines takes two to five.
        String sentence = "find orders where status is one of\n"
                + lines(LINES - 2, _ -> "  value%d,\n".formatted(random.nextInt(1_000))) + "  paid";
        String command = "{\"insert\": \"orders\", \"documents\": [\n"
                + lines(
                        LINES - 2,
                        _ -> "  {\"status\": \"paid\", \"total\": %d, \"items\": [{\"sku\": \"a\", \"qty\": 1}]},\n"
                                .formatted(random.nextInt(1_000)))
                + "  {\"status\": \"open\"}]}";
        return List.of(
                new Text("LQL, 400 statements", Language.LQL, script),
                new Text("LQL, one statement", Language.LQL, insert),
                new Text("LQL, half written", Language.LQL, script.substring(0, script.length() / 2) + "SELECT 'open"),
                new Text("NQL, one sentence", Language.NQL, sentence),
                new Text("JQL, one command", Language.JQL, command));
    }

    private interface Line {
        String of(int number);
    }

    private static String lines(int count, Line line) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(line.of(i));
        }
        return all.toString();
    }
}
