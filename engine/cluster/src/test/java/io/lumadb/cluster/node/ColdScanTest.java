package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Document;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.execution.QuerySummary;
import io.lumadb.query.language.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans of cold documents read what a condition may be about, and say what they left unread. */
class ColdScanTest {

    private static final int DOCUMENTS = 200;

    @TempDir
    private Path folder;

    @Test
    void leavesColdSegmentsUnreadWhereTheirZonesRuleTheConditionOut() throws Throwable {
        try (LumaNode node = start(config(folder))) {
            node.database().createCollection("orders", Optional.empty(), false);
            write(node, 0, 2020);
            node.move("orders", Optional.empty(), Tier.COLD).join();
            write(node, DOCUMENTS, 2021);
            node.move("orders", Optional.empty(), Tier.COLD).join();
            Eventually.assertThatCode(
                    () -> assertThat(node.collection("orders").tiers().cold().documents())
                            .isEqualTo(2 * DOCUMENTS));

            List<Value.Obj> rows = new ArrayList<>();
            QuerySummary found = run(node, "SELECT COUNT(*) AS n FROM orders WHERE year = 2021", rows);
            assertThat(rows).containsExactly(new Value.Obj(Map.of("n", Value.of(DOCUMENTS))));
            assertThat(found.reads().rowsScanned()).isEqualTo(DOCUMENTS);
            assertThat(found.reads().segmentsSkipped()).isPositive();

            QuerySummary none = run(node, "EXPLAIN ANALYZE SELECT * FROM orders WHERE year > 2021", rows);
            assertThat(none.reads().rowsScanned()).isZero();
            assertThat(none.plan().orElseThrow().text()).contains("cold segments skipped");

            QuerySummary all = run(node, "SELECT COUNT(*) AS n FROM orders WHERE year <> 2021", rows);
            assertThat(all.reads().rowsScanned()).isEqualTo(2 * DOCUMENTS);
            assertThat(all.reads().segmentsSkipped()).isZero();
        }
    }

    private static void write(LumaNode node, int from, int year) {
        List<Mutation> documents = IntStream.range(from, from + DOCUMENTS)
                .<Mutation>mapToObj(id -> new Mutation.Insert(
                        Document.of(new Value.Obj(Map.of("_id", Value.of(id), "year", Value.of(year))))))
                .toList();
        node.database().write("orders", documents).join();
    }

    private static QuerySummary run(LumaNode node, String text, List<Value.Obj> rows) {
        rows.clear();
        QueryRequest request = new QueryRequest(
                "cold",
                Language.LQL,
                text,
                Map.of(),
                Duration.ofSeconds(30),
                Long.MAX_VALUE,
                Consistency.LINEARIZABLE,
                "ada");
        return node.queries().run(request, rows::add);
    }
}
