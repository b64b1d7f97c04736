package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.LumaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What joins, subqueries, set operations and windows give, asked in LQL. */
class RelationalQueryTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void fill() {
        bench.with(
                "products",
                "{\"_id\": \"p1\", \"name\": \"lamp\", \"price\": 30, \"tags\": [\"light\", \"home\"]}",
                "{\"_id\": \"p2\", \"name\": \"desk\", \"price\": 200, \"tags\": [\"home\"]}",
                "{\"_id\": \"p3\", \"name\": \"pen\", \"price\": 2, \"tags\": []}");
        bench.with(
                "orders",
                "{\"_id\": 1, \"product\": \"p1\", \"n\": 2}",
                "{\"_id\": 2, \"product\": \"p1\", \"n\": 1}",
                "{\"_id\": 3, \"product\": \"p2\", \"n\": 5}",
                "{\"_id\": 4, \"n\": 7}");
    }

    @Test
    void joinsOnEqualFields() {
        assertThat(bench.json("SELECT o._id, p.name FROM orders o JOIN products p ON o.product = p._id ORDER BY o._id"))
                .containsExactly(
                        "{\"_id\":1,\"name\":\"lamp\"}",
                        "{\"_id\":2,\"name\":\"lamp\"}",
                        "{\"_id\":3,\"name\":\"desk\"}");
    }

    @Test
    void keepsWhatHasNoPartnerInOuterJoins() {
        assertThat(bench.json("SELECT p.name, o.n FROM orders o RIGHT JOIN products p ON o.product = p._id"
                        + " WHERE o.n IS NULL"))
                .hasSize(1)
                .first()
                .asString()
                .contains("pen");
        assertThat(bench.json(
                        "SELECT o._id AS id, p.name AS name FROM orders o FULL JOIN products p ON o.product = p._id"))
                .hasSize(5);
    }

    @Test
    void answersSubqueries() {
        assertThat(bench.json("SELECT name FROM products WHERE _id IN (SELECT product FROM orders) ORDER BY name"))
                .containsExactly("{\"name\":\"desk\"}", "{\"name\":\"lamp\"}");
        assertThat(bench.json("SELECT name FROM products p WHERE NOT EXISTS"
                        + " (SELECT 1 FROM orders o WHERE o.product = p._id)"))
                .containsExactly("{\"name\":\"pen\"}");
        assertThat(bench.json("SELECT name, (SELECT SUM(o.n) FROM orders o WHERE o.product = p._id) AS sold"
                        + " FROM products p WHERE name = 'lamp'"))
                .containsExactly("{\"name\":\"lamp\",\"sold\":3}");
        assertThat(bench.json("SELECT name FROM products WHERE price > ALL (SELECT n FROM orders) ORDER BY name"))
                .containsExactly("{\"name\":\"desk\"}", "{\"name\":\"lamp\"}");
    }

    @Test
    void findsNothingNotInAListWithNull() {
        assertThat(bench.json("SELECT name FROM products WHERE _id NOT IN (SELECT product FROM orders)"))
                .isEmpty();
    }

    @Test
    void refusesAScalarSubqueryOfTwoRows() {
        assertThatThrownBy(() -> bench.lql("SELECT (SELECT n FROM orders) AS n"))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining("row");
    }

    @Test
    void putsRowsTogether() {
        assertThat(bench.json("SELECT price AS v FROM products UNION SELECT n FROM orders ORDER BY v"))
                .containsExactly("{\"v\":1}", "{\"v\":2}", "{\"v\":5}", "{\"v\":7}", "{\"v\":30}", "{\"v\":200}");
        assertThat(bench.json("SELECT price AS v FROM products INTERSECT SELECT n FROM orders"))
                .containsExactly("{\"v\":2}");
    }

    @Test
    void readsCommonAndDerivedTables() {
        assertThat(bench.json("WITH sold AS (SELECT product, SUM(n) AS n FROM orders GROUP BY product)"
                        + " SELECT p.name, s.n FROM products p JOIN sold s ON s.product = p._id WHERE s.n > 3"))
                .containsExactly("{\"name\":\"desk\",\"n\":5}");
    }

    @Test
    void unfoldsArrays() {
        assertThat(bench.json("SELECT p.name, t AS tag FROM products p, UNNEST(p.tags) AS t ORDER BY p.name, tag"))
                .containsExactly(
                        "{\"name\":\"desk\",\"tag\":\"home\"}",
                        "{\"name\":\"lamp\",\"tag\":\"home\"}",
                        "{\"name\":\"lamp\",\"tag\":\"light\"}");
    }

    @Test
    void joinsWhatItUnfolded() {
        bench.with("carts", "{\"_id\": 1, \"lines\": [{\"product\": \"p1\"}, {\"product\": \"p3\"}]}");

        assertThat(bench.json("SELECT p.name FROM carts c, UNNEST(c.lines) AS l JOIN products p ON p._id = l.product"
                        + " ORDER BY p.name"))
                .containsExactly("{\"name\":\"lamp\"}", "{\"name\":\"pen\"}");
    }

    @Test
    void numbersAndAddsUpOverWindows() {
        assertThat(bench.json("SELECT _id, ROW_NUMBER() OVER (ORDER BY n DESC) AS r, SUM(n) OVER (ORDER BY _id) AS s"
                        + " FROM orders ORDER BY _id"))
                .containsExactly(
                        "{\"_id\":1,\"r\":3,\"s\":2}",
                        "{\"_id\":2,\"r\":4,\"s\":3}",
                        "{\"_id\":3,\"r\":2,\"s\":8}",
                        "{\"_id\":4,\"r\":1,\"s\":15}");
    }

    @Test
    void storesAndGivesBackRows() {
        bench.lql("CREATE COLLECTION archive");
        assertThat(bench.json("INSERT INTO archive SELECT _id, n FROM orders WHERE n > 2 RETURNING n"))
                .containsExactlyInAnyOrder("{\"n\":5}", "{\"n\":7}");
        assertThat(bench.json("SELECT COUNT(*) AS c FROM archive")).containsExactly("{\"c\":2}");
        assertThat(bench.json("DELETE FROM archive WHERE n = 7 RETURNING _id")).containsExactly("{\"_id\":4}");
        assertThat(bench.json("UPDATE archive SET n = 6 RETURNING n")).containsExactly("{\"n\":6}");
    }
}
