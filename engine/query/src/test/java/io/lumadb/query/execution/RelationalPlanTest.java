package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What names mean over several sources, and what the planner makes of queries over them. */
class RelationalPlanTest {

    private final Bench bench = new Bench()
            .with(
                    "makers",
                    "{\"_id\": 1, \"name\": \"Ada\", \"city\": \"Ulm\"}",
                    "{\"_id\": 2, \"name\": \"Bo\", \"city\": \"Rome\"}",
                    "{\"_id\": 3, \"name\": \"Cy\"}")
            .with(
                    "goods",
                    "{\"_id\": 10, \"maker\": 1, \"name\": \"Train\", \"price\": 20, \"tags\": [\"red\", \"new\"]}",
                    "{\"_id\": 11, \"maker\": 1, \"name\": \"Ball\", \"price\": 5, \"tags\": []}",
                    "{\"_id\": 12, \"maker\": 2, \"name\": \"Pan\", \"price\": 30}",
                    "{\"_id\": 13, \"name\": \"Stray\", \"price\": 1}");

    private String plan(String query) {
        return bench.engine.explain(Language.LQL, query).text();
    }

    @Test
    void numbersTheNamesThatSeveralSourcesHave() {
        assertThat(bench.json("SELECT * FROM goods g JOIN makers m ON g.maker = m._id WHERE g._id = 12"))
                .containsExactly("{\"_id\":12,\"maker\":2,\"name\":\"Pan\",\"price\":30,"
                        + "\"_id_2\":2,\"name_2\":\"Bo\",\"city\":\"Rome\"}");
    }

    @Test
    void letsAnAliasReplaceWhatAStarBrings() {
        assertThat(
                        bench.json(
                                "SELECT m.*, UPPER(g.name) AS name FROM goods g JOIN makers m ON g.maker = m._id WHERE g._id = 12"))
                .containsExactly("{\"_id\":2,\"city\":\"Rome\",\"name\":\"PAN\"}");
    }

    @Test
    void leavesOutTheFieldsOfAPartnerThatIsNotThere() {
        assertThat(bench.json("SELECT g.name AS good, m.city FROM goods g LEFT JOIN makers m ON g.maker = m._id"
                        + " WHERE m.city IS NULL"))
                .containsExactly("{\"good\":\"Stray\"}");
    }

    @Test
    void listsTheCandidatesOfANameThatMayBeEithers() {
        assertThatThrownBy(() -> bench.lql("SELECT price FROM goods g JOIN makers m ON g.maker = m._id"))
                .isInstanceOfSatisfying(
                        QueryError.class,
                        error -> assertThat(error.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).contains("g.price", "m.price")))
                .hasMessageContaining("'g', 'm'");
    }

    @Test
    void readsANameThatOnlyADerivedTableIsKnownToHave() {
        assertThat(bench.json("SELECT dearest, g.name AS n FROM goods g JOIN"
                        + " (SELECT maker AS id, MAX(price) AS dearest FROM goods GROUP BY maker) AS d"
                        + " ON g.maker = d.id AND g.price = dearest ORDER BY n"))
                .containsExactly("{\"dearest\":30,\"n\":\"Pan\"}", "{\"dearest\":20,\"n\":\"Train\"}");
    }

    @Test
    void namesTheNearestColumnOfADerivedTable() {
        assertThatThrownBy(() -> bench.lql("SELECT d.pirce FROM (SELECT price FROM goods) AS d"))
                .isInstanceOfSatisfying(
                        QueryError.class,
                        error -> assertThat(error.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).contains("price")));
    }

    @Test
    void refusesTwoSourcesOfOneName() {
        assertThatThrownBy(() -> bench.lql("SELECT 1 FROM goods JOIN goods ON 1 = 1"))
                .hasMessageContaining("two sources are called 'goods'");
    }

    @Test
    void refusesAFieldWithoutASource() {
        assertThatThrownBy(() -> bench.lql("SELECT price")).hasMessageContaining("price");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name FROM goods WHERE ROW_NUMBER() OVER (ORDER BY price) = 1",
                "SELECT name FROM goods GROUP BY name HAVING RANK() OVER (ORDER BY name) = 1",
                "SELECT g.name FROM goods g JOIN makers m ON COUNT(*) OVER () = 1"
            })
    void refusesWindowsWhereRowsAreStillChosen(String query) {
        assertThatThrownBy(() -> bench.lql(query))
                .isInstanceOfSatisfying(
                        QueryError.class,
                        error -> assertThat(error.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).contains("derived table")))
                .hasMessageContaining("window function");
    }

    @Test
    void computesWindowsOverGroups() {
        assertThat(bench.json("SELECT maker, SUM(price) AS total, SUM(SUM(price)) OVER () AS everything,"
                        + " RANK() OVER (ORDER BY SUM(price) DESC) AS place FROM goods"
                        + " WHERE maker IS NOT NULL GROUP BY maker ORDER BY place"))
                .containsExactly(
                        "{\"maker\":2,\"total\":30,\"everything\":55,\"place\":1}",
                        "{\"maker\":1,\"total\":25,\"everything\":55,\"place\":2}");
    }

    /** A group that HAVING leaves out is not one over no rows: that one would have been kept. */
    @Test
    void tellsAGroupLeftOutFromOneThatNeverWas() {
        assertThat(bench.json("SELECT m.name FROM makers m WHERE 0 IN"
                        + " (SELECT COUNT(*) FROM goods g WHERE g.maker = m._id HAVING COUNT(*) = 0)"))
                .containsExactly("{\"name\":\"Cy\"}");
        assertThat(bench.json("SELECT m.name FROM makers m WHERE EXISTS"
                        + " (SELECT COUNT(*) FROM goods g WHERE g.maker = m._id HAVING COUNT(*) = 0)"))
                .containsExactly("{\"name\":\"Cy\"}");
    }

    @Test
    void countsNoneForARowWithoutPartners() {
        assertThat(bench.json("SELECT m.name, (SELECT COUNT(*) FROM goods g WHERE g.maker = m._id) AS n,"
                        + " (SELECT MAX(price) FROM goods g WHERE g.maker = m._id) AS most"
                        + " FROM makers m ORDER BY m._id"))
                .containsExactly(
                        "{\"name\":\"Ada\",\"n\":2,\"most\":20}",
                        "{\"name\":\"Bo\",\"n\":1,\"most\":30}",
                        "{\"name\":\"Cy\",\"n\":0,\"most\":null}");
    }

    @Test
    void readsASubqueryOnceForAllRowsThatCompareForEquality() {
        long before = bench.database.scans().size();
        bench.lql("SELECT m.name FROM makers m WHERE EXISTS (SELECT 1 FROM goods g WHERE g.maker = m._id)");

        assertThat(bench.database.scans().stream()
                        .skip(before)
                        .filter(scan -> scan.collection().equals("goods")))
                .hasSize(bench.database.shardCount());
    }

    @Test
    void takesTheFirstRowOfEachInOrder() {
        assertThat(bench.json("SELECT m.name, (SELECT g.name FROM goods g WHERE g.maker = m._id"
                        + " ORDER BY g.price LIMIT 1) AS cheapest FROM makers m ORDER BY m._id"))
                .containsExactly(
                        "{\"name\":\"Ada\",\"cheapest\":\"Ball\"}",
                        "{\"name\":\"Bo\",\"cheapest\":\"Pan\"}",
                        "{\"name\":\"Cy\",\"cheapest\":null}");
    }

    @Test
    void namesTheSubqueryThatGaveTwoRowsForOne() {
        assertThatThrownBy(
                        () -> bench.lql("SELECT (SELECT g.name FROM goods g WHERE g.maker = m._id) AS n FROM makers m"))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY))
                .hasMessageContaining("more than one row")
                .hasMessageContaining("goods");
    }

    @Test
    void asksConditionsBesideTheShards() {
        assertThat(plan("SELECT d.name FROM (SELECT name, price AS p FROM goods UNION ALL"
                        + " SELECT name, 1 AS p FROM makers) AS d WHERE d.p > 3"))
                .contains("Keep rows where price > 3", "Keep rows where 1 > 3");
        assertThat(plan("SELECT g.name FROM goods g JOIN makers m ON g.maker = m._id WHERE m.city = 'Ulm'"))
                .contains("Keep rows where city = 'Ulm'");
    }

    @Test
    void joinsWithinWhereAMissingPartnerIsRefusedAnyway() {
        assertThat(plan("SELECT g.name FROM goods g LEFT JOIN makers m ON g.maker = m._id WHERE m.city = 'Ulm'"))
                .doesNotContain("keeping rows");
    }

    @Test
    void runsACommonTableOnceForAllItsReaders() {
        long before = bench.database.scans().size();
        assertThat(bench.json("WITH w AS (SELECT maker, price FROM goods WHERE price > 3)"
                        + " SELECT COUNT(*) AS n FROM w a JOIN w b ON a.maker = b.maker"))
                .containsExactly("{\"n\":5}");

        assertThat(bench.database.scans().stream().skip(before)).hasSize(bench.database.shardCount());
    }

    @Test
    void looksPartnersOfFewRowsUp() {
        bench.database.claim("goods", 4);
        bench.database.claim("makers", 100_000);
        long before = bench.database.scans().size();

        assertThat(bench.json("SELECT g.name AS n, m.name AS m FROM goods g JOIN makers m ON g.maker = m._id"
                        + " WHERE g.price > 10 ORDER BY n"))
                .containsExactly("{\"n\":\"Pan\",\"m\":\"Bo\"}", "{\"n\":\"Train\",\"m\":\"Ada\"}");
        assertThat(bench.database.scans().stream()
                        .skip(before)
                        .filter(scan -> scan.collection().equals("makers"))
                        .map(ScanRequest::access))
                .isNotEmpty()
                .allSatisfy(access -> assertThat(access).isInstanceOf(Access.ByIds.class));
    }

    @Test
    void readsAllPartnersWhenTheRowsTurnOutToBeMany() {
        String[] many = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"_id\": " + i + ", \"maker\": " + i % 4 + "}")
                .toArray(String[]::new);
        bench.with("many", many);
        bench.database.claim("many", 3);
        bench.database.claim("makers", 100_000);

        assertThat(plan("SELECT o._id FROM many o JOIN makers m ON o.maker = m._id"))
                .contains("are looked up");
        assertThat(bench.json("SELECT m.name, COUNT(*) AS n FROM many o JOIN makers m ON o.maker = m._id"
                        + " GROUP BY m.name ORDER BY m.name"))
                .containsExactly(
                        "{\"name\":\"Ada\",\"n\":250}", "{\"name\":\"Bo\",\"n\":250}", "{\"name\":\"Cy\",\"n\":250}");
        assertThat(bench.value("(SELECT COUNT(*) FROM many o LEFT JOIN makers m ON o.maker = m._id)"))
                .isEqualTo(Value.of(1_000));
    }

    @Test
    void storesItsOwnRowsWithoutReadingWhatItStored() {
        bench.lql("INSERT INTO goods (name, price) SELECT name, price FROM goods");

        assertThat(bench.json("SELECT COUNT(*) AS n FROM goods")).containsExactly("{\"n\":8}");
    }

    @Test
    void computesChangesFromWhatWasThereBeforeTheFirst() {
        bench.lql("UPDATE goods SET price = price + (SELECT MAX(price) FROM goods)");
        assertThat(bench.json("SELECT price FROM goods ORDER BY price"))
                .containsExactly("{\"price\":31}", "{\"price\":35}", "{\"price\":50}", "{\"price\":60}");

        bench.lql("DELETE FROM goods WHERE price > (SELECT AVG(price) FROM goods)");
        assertThat(bench.json("SELECT price FROM goods ORDER BY price"))
                .containsExactly("{\"price\":31}", "{\"price\":35}");
    }

    @Test
    void givesBackWhatItWrote() {
        assertThat(bench.json("UPDATE goods SET price = 6 WHERE _id = 11 RETURNING name, price"))
                .containsExactly("{\"name\":\"Ball\",\"price\":6}");
        assertThat(bench.json("DELETE FROM goods WHERE price < 10 RETURNING _id").stream()
                        .sorted())
                .containsExactly("{\"_id\":11}", "{\"_id\":13}");
        assertThat(bench.json("INSERT INTO goods (_id, price) SELECT _id, 1 FROM makers WHERE _id = 3 RETURNING *"))
                .containsExactly("{\"_id\":3,\"price\":1}");
        assertThat(bench.summary.columns()).isEqualTo(List.of("_id", "price"));
    }

    @Test
    void showsThePlanAsATreeWithEstimatesAndActuals() {
        bench.lql("EXPLAIN ANALYZE SELECT g.name FROM goods g JOIN makers m ON g.maker = m._id");

        assertThat(bench.summary.plan()).hasValueSatisfying(plan -> {
            assertThat(plan.tree().estimatedRows()).isPresent();
            assertThat(plan.tree().actuals())
                    .singleElement()
                    .satisfies(actual -> assertThat(actual.rows()).isEqualTo(3));
            assertThat(plan.text()).contains("about 4 rows", "shard 0", "In all: read 7 documents");
        });
    }
}
