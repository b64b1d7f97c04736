package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.catalog.IndexDefinition.Kind;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.language.Language;
import io.lumadb.query.statistics.FieldStatistics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node counts in the background of the fields of its collections. */
class FieldCensusTest {

    private static final FieldPath STATUS = FieldPath.of("status");

    @TempDir
    private Path folder;

    @Test
    void countsFieldsAndCountsThemAgainWhenAFifthHasChanged() throws Throwable {
        try (LumaNode node = start(config(folder))) {
            node.database().createCollection("orders", Optional.empty(), false);
            write(node, 0, 3_000, "open");

            Eventually.assertThatCode(() -> {
                FieldStatistics status = statistics(node, "status");
                assertThat(status.documents()).isEqualTo(3_000);
                assertThat(status.equal(Value.of("open"))).isCloseTo(1, within(0.01));
                assertThat(statistics(node, "day").distinct(3_000)).isCloseTo(30, within(1.0));
                assertThat(statistics(node, "note").missing()).isCloseTo(0.5, within(0.001));
                assertThat(statistics(node, "day").least()).hasValue(Value.of(0));
                assertThat(statistics(node, "day").greatest()).hasValue(Value.of(29));
            });

            write(node, 0, 2_000, "paid");

            Eventually.assertThatCode(
                    () -> assertThat(statistics(node, "status").equal(Value.of("paid")))
                            .isCloseTo(2.0 / 3, within(0.1)));
        }
    }

    @Test
    void readsByAnIndexOrNotByWhatItCounted() throws Throwable {
        try (LumaNode node = start(config(folder))) {
            node.database().createCollection("orders", Optional.empty(), false);
            write(node, 0, 2_990, "paid");
            write(node, 2_990, 3_000, "lost");
            node.database()
                    .createIndex(
                            "orders",
                            new IndexDefinition(
                                    0, "s", List.of(new IndexField(STATUS, false)), Kind.BTREE, false, Map.of()));

            Eventually.assertThatCode(() -> {
                assertThat(plan(node, "paid")).contains("from start to end");
                assertThat(plan(node, "lost")).contains("by index 's'");
            });
            assertThat(node.database().statistics("orders", FieldPath.of("nowhere")))
                    .isEmpty();
            assertThatThrownBy(() -> node.database().statistics("parcels", STATUS))
                    .isInstanceOfSatisfying(
                            LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_COLLECTION));
        }
    }

    private static String plan(LumaNode node, String status) {
        return node.queries()
                .explain(Language.LQL, "SELECT * FROM orders WHERE status = '" + status + "'")
                .text();
    }

    private static FieldStatistics statistics(LumaNode node, String field) {
        Optional<FieldStatistics> counted = node.database().statistics("orders", FieldPath.of(field));
        assertThat(counted).isPresent();
        return counted.orElseThrow();
    }

    private static void write(LumaNode node, int from, int to, String status) {
        List<Mutation> documents = IntStream.range(from, to)
                .<Mutation>mapToObj(id -> new Mutation.Upsert(document(id, status)))
                .toList();
        node.database().write("orders", documents).join();
    }

    private static Document document(int id, String status) {
        Map<String, Value> fields = new HashMap<>();
        fields.put("_id", Value.of(id));
        fields.put("status", Value.of(status));
        fields.put("day", Value.of(id % 30));
        if (id % 2 == 0) {
            fields.put("note", Value.of("n" + id));
        }
        return Document.of(new Value.Obj(fields));
    }
}
