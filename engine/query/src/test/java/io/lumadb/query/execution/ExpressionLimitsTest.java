package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.language.Language;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expressions of one row stop when their statement has to, and make no value that a document could not hold. */
@Timeout(30)
class ExpressionLimitsTest {

    private static final String LOOP = """
            {"$reduce": {"input": {"$range": [0, 100000]}, "initialValue": 0, "in": {"$add": ["$$value", %s]}}}""";

    private final Bench bench = new Bench(2, 256 * 1024 * 1024)
            .with("m", "{\"_id\": 1, \"a\": [1, 2, 3]}")
            .with("many", documents(300));

    private static String[] documents(int count) {
        String[] documents = new String[count];
        for (int i = 0; i < count; i++) {
            documents[i] = "{\"_id\": " + i + ", \"g\": " + i % 3 + "}";
        }
        return documents;
    }

    private static String projecting(String expression) {
        return "{\"aggregate\": \"m\", \"pipeline\": [{\"$project\": {\"x\": " + expression + "}}]}";
    }

    private LumaException failureOf(Language language, String text, Duration timeout) {
        QueryRequest request = new QueryRequest(
                "limited", language, text, Map.of(), timeout, Long.MAX_VALUE, Consistency.LINEARIZABLE, "tester");
        return catchThrowableOfType(LumaException.class, () -> bench.engine.run(request, _ -> {}));
    }

    private void stopsAtItsTimeout(Language language, String text) {
        long start = System.nanoTime();
        LumaException failure = failureOf(language, text, Duration.ofMillis(100));

        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        // Unwatched, these take from half a minute to years.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$size\": {\"$map\": {\"input\": {\"$range\": [0, 100000]}, \"in\": \"$$this\"}}}",
                "{\"$size\": {\"$filter\": {\"input\": {\"$range\": [0, 100000]}, \"cond\": {\"$gt\": [\"$$this\", 5]}}}}",
                "{\"$size\": {\"$range\": [0, {\"$add\": [1000000, {\"$multiply\": [0, \"$$this\"]}]}]}}",
                "{\"$size\": {\"$setUnion\": [{\"$range\": [\"$$this\", 200000]}, \"$a\"]}}",
                "{\"$strLenCP\": {\"$concat\": [\"$$value\", \"x\"]}}"
            })
    void stopInALoopWithinALoop(String inner) {
        String value = inner.contains("$$value") ? "{\"$toString\": \"$$value\"}" : "";
        stopsAtItsTimeout(
                Language.JQL,
                projecting(
                        LOOP.formatted(LOOP.formatted(value.isEmpty() ? inner : inner.replace("\"$$value\"", value)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) AS n FROM m, UNNEST(RANGE(0, 1000000)) AS x, UNNEST(RANGE(x, 1000000)) AS y WHERE x + y < 0",
                "SELECT (SELECT COUNT(*) FROM UNNEST(RANGE(t._id, 1000000)) AS x, UNNEST(RANGE(x, 1000000)) AS y WHERE x + y < 0) AS n FROM m AS t",
                "SELECT COUNT(*) AS n FROM UNNEST(RANGE(0, 1000000)) AS x JOIN UNNEST(RANGE(0, 1000000)) AS y ON x > y + 1000000"
            })
    void stopAmongTheElementsOfLongArrays(String text) {
        stopsAtItsTimeout(Language.LQL, text);
    }

    @Test
    void freeTheirThreadSoonAfterACancel() throws Exception {
        String text = projecting(LOOP.formatted(LOOP.formatted("1")));
        CompletableFuture<LumaException> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> outcome.complete(failureOf(Language.JQL, text, Duration.ofSeconds(60))));
        while (!bench.engine.cancel("limited")) {
            Thread.onSpinWait();
        }

        assertThat(outcome.get(5, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$reduce\": {\"input\": {\"$range\": [0, 40]}, \"initialValue\": [1], \"in\": {\"$concatArrays\": [\"$$value\", \"$$value\"]}}}",
                "{\"$reduce\": {\"input\": {\"$range\": [0, 40]}, \"initialValue\": \"x\", \"in\": {\"$concat\": [\"$$value\", \"$$value\"]}}}",
                "{\"$reduce\": {\"input\": {\"$range\": [0, 40]}, \"initialValue\": 1, \"in\": [\"$$value\", \"$$value\"]}}",
                "{\"$reduce\": {\"input\": {\"$range\": [0, 40]}, \"initialValue\": 1, \"in\": {\"a\": \"$$value\", \"b\": \"$$value\"}}}",
                "{\"$reduce\": {\"input\": {\"$range\": [0, 40]}, \"initialValue\": 1, \"in\": {\"$zip\": {\"inputs\": [[\"$$value\"], [\"$$value\"]]}}}}",
                "{\"$reduce\": {\"input\": {\"$range\": [0, 20000]}, \"initialValue\": 1, \"in\": [\"$$value\"]}}",
                "{\"$reduce\": {\"input\": {\"$range\": [0, 40]}, \"initialValue\": {\"a\": 1}, \"in\": {\"$mergeObjects\": [{\"b\": \"$$value\"}, {\"c\": \"$$value\"}]}}}",
                "{\"$reduce\": {\"input\": {\"$range\": [0, 40]}, \"initialValue\": \"aa\", \"in\": {\"$replaceAll\": {\"input\": \"$$value\", \"find\": \"a\", \"replacement\": \"$$value\"}}}}",
                "{\"$map\": {\"input\": {\"$range\": [0, 10000]}, \"in\": {\"$range\": [0, {\"$add\": [10000, \"$$this\"]}]}}}",
                "{\"$range\": [0, 2000000000]}",
                "{\"$range\": [\"$_id\", 1500000]}",
                "{\"$split\": [{\"$reduce\": {\"input\": {\"$range\": [0, 22]}, \"initialValue\": \"xx\", \"in\": {\"$concat\": [\"$$value\", \"$$value\"]}}}, \"x\"]}",
                "{\"$regexFindAll\": {\"input\": {\"$reduce\": {\"input\": {\"$range\": [0, 18]}, \"initialValue\": \"xx\", \"in\": {\"$concat\": [\"$$value\", \"$$value\"]}}}, \"regex\": \"x\"}}"
            })
    void refuseAValueOfMoreThanADocument(String expression) {
        LumaException failure = failureOf(Language.JQL, projecting(expression), Duration.ofSeconds(20));

        assertThat(failure.code()).as(failure.detail()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT REPEAT('x', 10000000) || REPEAT('y', 10000000) AS x",
                "SELECT CONCAT(REPEAT('x', 10000000), REPEAT('y', 10000000 * _id)) AS x FROM m",
                "SELECT HEX(REPEAT('x', 10000000 * _id)) AS x FROM m",
                "SELECT [RANGE(0, 600000), RANGE(0, 600000)] AS x",
                "SELECT {'a': RANGE(0, 600000), 'b': RANGE(_id, 600000)} AS x FROM m",
                "SELECT ARRAY_CONCAT(RANGE(0, 600000), RANGE(_id, 600000)) AS x FROM m",
                "SELECT RANGE(0, 600000) || RANGE(_id, 600000) AS x FROM m",
                "SELECT ARRAY_REPEAT(REPEAT('x', 100000), 1000 * _id) AS x FROM m",
                "SELECT SPLIT(REPEAT('x', 9000000), 'x') AS x",
                "SELECT ARRAY_AGG(RANGE(_id, 100000)) AS x FROM many",
                "SELECT _id, (SELECT COUNT(*) FROM many AS n) AS c, ARRAY_LENGTH([REPEAT('x', 9000000 * _id), REPEAT('y', 9000000)]) AS x FROM m",
                "SELECT STRING_AGG(REPEAT('x', 100000 + _id), ',') AS x FROM many",
                "SELECT ARRAY_AGG(x) OVER (ORDER BY x) AS y FROM UNNEST(RANGE(0, 30000)) AS x",
                "SELECT _id, MAX(RANGE(0, 1000000 + _id)) AS x FROM many GROUP BY _id",
                "SELECT _id, LAST(RANGE(0, 1000000 + _id)) AS x FROM many GROUP BY _id"
            })
    void refuseWhatTakesMoreMemoryThanThereIs(String text) {
        LumaException failure = failureOf(Language.LQL, text, Duration.ofSeconds(20));

        assertThat(failure.code()).as(failure.detail()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void refuseToGatherMoreThanTheMemoryOfAQuery() {
        String lookup = """
                {"aggregate": "m", "pipeline": [{"$lookup": {"from": "many", "as": "r", "pipeline": [
                  {"$project": {"x": {"$range": [0, {"$add": [500000, "$_id"]}]}}}]}}]}""";

        assertThat(failureOf(Language.JQL, lookup, Duration.ofSeconds(20)).code())
                .isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void makeAValueOfAlmostSixteenMebibytes() {
        assertThat(
                        bench.jql(
                                projecting(
                                        "{\"$size\": [{\"$concatArrays\": [{\"$range\": [0, 500000]}, {\"$range\": [\"$_id\", 500000]}]}]}")))
                .singleElement()
                .satisfies(row -> assertThat(row.get("x")).isEqualTo(Value.of(999_999)));
    }

    @Test
    void sayWhatWouldHaveBeenTooLarge() {
        assertThat(failureOf(
                        Language.JQL,
                        projecting(
                                "{\"$concatArrays\": [{\"$range\": [0, 600000]}, {\"$range\": [\"$_id\", 600000]}]}"),
                        Duration.ofSeconds(20)))
                .hasMessageContaining("$concatArrays")
                .hasMessageContaining("an expression's value may have 16 MiB");
    }

    @Test
    void makeLongValuesRowByRowWithoutHoldingThemAll() {
        List<Value.Obj> sizes = bench.jql("""
                {"aggregate": "many", "pipeline": [
                  {"$match": {"_id": {"$lt": 60}}},
                  {"$project": {"x": {"$range": [0, {"$add": [1000000, "$_id"]}]}}},
                  {"$project": {"n": {"$size": "$x"}}},
                  {"$group": {"_id": null, "least": {"$min": "$n"}, "most": {"$max": "$n"}, "rows": {"$sum": 1}}}]}""");

        assertThat(sizes)
                .singleElement()
                .satisfies(all -> assertThat(Json.relaxed(all))
                        .isEqualTo("{\"_id\":null,\"least\":1000000,\"most\":1000059,\"rows\":60}"));
    }

    @Test
    void growAValueStepByStepWithoutWeighingItAllEachTime() {
        // Each step copies the array before it: 5000 × 5000 / 2 references, but not as many objects of ten fields.
        String wide =
                "{\"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4, \"e\": 5, \"f\": 6, \"g\": 7, \"h\": 8, \"i\": \"$$this\"}";
        List<Value.Obj> rows = bench.jql(projecting("{\"$size\": {\"$reduce\": {\"input\": {\"$range\": [0, 5000]},"
                + " \"initialValue\": [], \"in\": {\"$concatArrays\": [\"$$value\", [" + wide + "]]}}}}"));

        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.get("x")).isEqualTo(Value.of(5000)));
    }
}
