package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.query.execution.QueryEngine.Privileges;
import io.lumadb.query.language.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionTest {

    private final Bench bench = new Bench();

    @Test
    void createsShowsAndDrops() {
        bench.lql("CREATE COLLECTION b (name string NOT NULL) FLEXIBLE");
        bench.lql("CREATE COLLECTION a");
        bench.lql("CREATE UNIQUE INDEX by_name ON b (name DESC)");

        assertThat(bench.json("SHOW COLLECTIONS"))
                .containsExactly(
                        "{\"name\":\"a\",\"schema\":\"none\",\"indexes\":0,\"tiering\":\"default\"}",
                        "{\"name\":\"b\",\"schema\":\"flexible\",\"indexes\":1,\"tiering\":\"default\"}");
        assertThat(bench.json("SHOW INDEXES ON b"))
                .containsExactly(
                        "{\"name\":\"by_name\",\"fields\":[\"name DESC\"],\"kind\":\"btree\",\"unique\":true,\"state\":\"ready\"}");

        bench.lql("DROP INDEX by_name ON b");
        bench.lql("DROP COLLECTION b");
        bench.lql("DROP COLLECTION IF EXISTS b");
        assertThatThrownBy(() -> bench.lql("DROP COLLECTION b")).hasMessageContaining("'b'");
        assertThat(bench.lql("SHOW COLLECTIONS")).hasSize(1);
    }

    @Test
    void describesDeclaredAndSampledFields() {
        bench.lql("CREATE COLLECTION p (name string NOT NULL) FLEXIBLE");
        bench.with("p", "{\"_id\": 1, \"name\": \"a\", \"size\": {\"w\": 1}}", "{\"_id\": 2, \"name\": \"b\"}");

        List<String> fields = bench.json("DESCRIBE p");

        assertThat(fields.getFirst()).contains("\"field\":\"name\"", "\"declared\":\"string\"", "\"required\":true");
        assertThat(fields)
                .anySatisfy(row -> assertThat(row)
                        .contains(
                                "\"field\":\"size.w\"", "\"types\":[\"int64\"]", "\"frequency\":0.5", "\"example\":1"));
        assertThat(bench.database.scans()).noneMatch(scan -> scan.countsAsAccess());
    }

    @Test
    void explainsInWords() {
        bench.with("t", "{\"_id\": 1, \"a\": 1}", "{\"_id\": 2, \"a\": 2}");

        String plan = bench.engine
                .explain(Language.LQL, "SELECT a, COUNT(*) AS n FROM t WHERE a > 1 GROUP BY a ORDER BY n LIMIT 3")
                .text();
        assertThat(plan.lines().map(String::strip))
                .anySatisfy(line -> assertThat(line).contains("Keep rows where a > 1"))
                .anySatisfy(line -> assertThat(line).contains("Merge the shards' groups by a"))
                .anySatisfy(line ->
                        assertThat(line).contains("Gather from the shards").contains("3 shards"));

        bench.lql("EXPLAIN ANALYZE SELECT * FROM t WHERE a > 1");
        assertThat(bench.summary.plan())
                .hasValueSatisfying(analyzed -> assertThat(analyzed.text())
                        .contains("shard 0", "rows", "ms", "bytes", "hot", "In all: read 2 documents"));
    }

    @Test
    void tellsWhatAStatementTouches() {
        assertThat(privileges("SELECT * FROM a")).isEqualTo(new Privileges(List.of("a"), List.of(), false));
        assertThat(privileges("UPDATE a SET x = 1")).isEqualTo(new Privileges(List.of("a"), List.of("a"), false));
        assertThat(privileges("EXPLAIN ANALYZE DELETE FROM a"))
                .isEqualTo(new Privileges(List.of("a"), List.of("a"), false));
        assertThat(privileges("CREATE INDEX i ON a (x)")).isEqualTo(new Privileges(List.of(), List.of("a"), true));
    }

    @Test
    void knowsCollectionsAndSampledFields() {
        bench.with("t", "{\"_id\": 1, \"a\": {\"b\": 1}}", "{\"_id\": 2}");

        assertThat(bench.engine.names().collections()).containsExactly("t");
        assertThat(bench.engine.names().fields("t")).containsExactly("_id", "a", "a.b");
        assertThat(bench.engine.names().fields("nothing")).isEmpty();
    }

    private Privileges privileges(String text) {
        return bench.engine.privileges(bench.engine.parse(Language.LQL, text));
    }
}
