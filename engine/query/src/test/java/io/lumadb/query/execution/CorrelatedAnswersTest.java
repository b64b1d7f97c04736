package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a subquery answers for one row does not depend on the rows beside it. */
class CorrelatedAnswersTest {

    /** Fields that groups, keys or comparisons may take for one another, though expressions can tell them apart. */
    private static final List<String> FIELDS = List.of(
            "",
            ", \"i\": null",
            ", \"i\": 1",
            ", \"i\": 1.0",
            ", \"i\": {\"$numberDecimal\": \"1\"}",
            ", \"i\": {\"$numberDecimal\": \"1.00\"}",
            ", \"i\": 0",
            ", \"i\": 0.0",
            ", \"i\": -0.0",
            ", \"i\": {\"$numberDouble\": \"NaN\"}",
            ", \"i\": \"1\"",
            ", \"i\": true",
            ", \"i\": []",
            ", \"i\": [null]",
            ", \"i\": [1]",
            ", \"i\": [1.0]",
            ", \"i\": {}",
            ", \"i\": {\"a\": null}",
            ", \"i\": {\"a\": 1}",
            ", \"i\": {\"a\": 1.0}",
            ", \"i\": {\"a\": 1, \"b\": 2}",
            ", \"i\": {\"b\": 2, \"a\": 1}");

    private static final List<String> LQL = List.of(
            "SELECT _id, (SELECT COUNT(*) FROM p WHERE t.i IS MISSING) AS n FROM t WHERE %s ORDER BY _id %s",
            "SELECT _id, (SELECT TYPE(t.i) FROM p LIMIT 1) AS n FROM t WHERE %s ORDER BY _id %s",
            "SELECT _id, (SELECT t.i FROM p WHERE p._id < 3 LIMIT 1) AS n FROM t WHERE %s ORDER BY _id %s",
            "SELECT _id, (SELECT COUNT(*) FROM p WHERE p.i = t.i) AS n FROM t WHERE %s ORDER BY _id %s",
            "SELECT _id, (SELECT MIN(p._id) FROM p WHERE p.i = t.i AND t.i IS NOT NULL) AS n FROM t WHERE %s ORDER BY _id %s",
            "SELECT _id FROM t WHERE %s AND EXISTS (SELECT 1 FROM p WHERE TYPE(p.i) = TYPE(t.i) AND p._id > 2) ORDER BY _id %s",
            "SELECT _id, (SELECT MIN(CAST(t.i AS string)) FROM p WHERE p._id > 1) AS n FROM t WHERE %s ORDER BY _id %s",
            "SELECT _id, t.i IN (SELECT p.i FROM p WHERE TYPE(t.i) = TYPE(p.i)) AS n FROM t WHERE %s ORDER BY _id %s",
            "SELECT _id, (SELECT ARRAY_AGG(OBJECT_KEYS(t.i)) FROM p WHERE p._id < 2) AS n FROM t WHERE %s ORDER BY _id %s");

    private static final List<String> PIPELINES = List.of(
            "{\"$match\": {\"$expr\": {\"$eq\": [\"$i\", \"$$v\"]}}}",
            "{\"$match\": {\"$expr\": {\"$lte\": [\"$i\", \"$$v\"]}}}",
            "{\"$match\": {\"$expr\": {\"$eq\": [{\"$type\": \"$i\"}, {\"$type\": \"$$v\"}]}}}",
            "{\"$project\": {\"x\": \"$$v\"}}",
            "{\"$match\": {\"$expr\": {\"$in\": [\"$i\", [\"$$v\", 5]]}}}, {\"$project\": {\"y\": {\"$type\": \"$$v\"}}}",
            "{\"$group\": {\"_id\": \"$$v\", \"n\": {\"$sum\": 1}}}");

    private static Bench bench(Random random, boolean indexed) {
        Bench bench =
                new Bench(1 + random.nextInt(3), 64 * 1024 * 1024).with("t").with("p");
        if (indexed) {
            bench.lql("CREATE INDEX by_i ON p (i)");
        }
        for (String collection : List.of("t", "p")) {
            List<String> fields = new ArrayList<>(FIELDS);
            Collections.shuffle(fields, random);
            for (int i = 0; i < (collection.equals("t") ? fields.size() : 12); i++) {
                bench.with(collection, "{\"_id\": " + i + fields.get(i) + "}");
            }
        }
        return bench;
    }

    private static List<String> answers(Bench bench, Language language, String text) {
        return bench.ask(language, text, Map.of()).stream().map(Json::relaxed).toList();
    }

    private static void sameAlone(Bench bench, Language language, String all, List<String> each) {
        List<String> alone = new ArrayList<>();
        each.forEach(text -> alone.addAll(answers(bench, language, text)));

        assertThat(answers(bench, language, all)).as(all).containsExactlyElementsOf(alone);
    }

    @Property(tries = 12)
    void ofAQueryAreThoseOfEachRowAlone(@ForAll long seed) {
        Random random = new Random(seed);
        Bench bench = bench(random, random.nextBoolean());
        for (String text : LQL) {
            boolean descending = random.nextBoolean();
            String order = descending ? "DESC" : "ASC";
            List<String> each = new ArrayList<>();
            for (int i = 0; i < FIELDS.size(); i++) {
                each.add(text.formatted("_id = " + (descending ? FIELDS.size() - 1 - i : i), order));
            }
            sameAlone(bench, Language.LQL, text.formatted("_id >= 0", order), each);
        }
    }

    @Property(tries = 12)
    void ofALookupAreThoseOfEachDocumentAlone(@ForAll long seed) {
        Random random = new Random(seed);
        Bench bench = bench(random, random.nextBoolean());
        for (String pipeline : PIPELINES) {
            boolean descending = random.nextBoolean();
            String text = """
                    {"aggregate": "t", "pipeline": [{"$match": {"_id": %s}}, {"$sort": {"_id": %s}}, {"$lookup": {
                      "from": "p", "let": {"v": "$i"}, "pipeline": [{"$sort": {"_id": 1}}, %s], "as": "r"}}]}""";
            List<String> each = new ArrayList<>();
            for (int i = 0; i < FIELDS.size(); i++) {
                each.add(text.formatted(descending ? FIELDS.size() - 1 - i : i, 1, pipeline));
            }
            sameAlone(bench, Language.JQL, text.formatted("{\"$gte\": 0}", descending ? -1 : 1, pipeline), each);
        }
    }

    private static List<Value> found(List<Value.Obj> rows, String field) {
        return rows.stream().map(row -> row.get(field)).toList();
    }

    @Test
    void tellNullAndMissingApart() {
        Bench bench = new Bench()
                .with("o", "{\"_id\": 3}", "{\"_id\": 5, \"it\": null}")
                .with("p", "{\"_id\": 11, \"sku\": 1}", "{\"_id\": 12}", "{\"_id\": 13, \"sku\": null}");

        for (int direction : new int[] {1, -1}) {
            List<Value.Obj> rows = bench.jql("""
                    {"aggregate": "o", "pipeline": [{"$sort": {"_id": %d}}, {"$lookup": {"from": "p", "let": {"i": "$it"},
                      "pipeline": [{"$match": {"$expr": {"$eq": ["$sku", "$$i"]}}}, {"$project": {"_id": 1}}], "as": "r"}}]}""".formatted(direction));

            assertThat(rows.stream().map(Json::relaxed))
                    .containsExactlyInAnyOrder(
                            "{\"_id\":3,\"r\":[{\"_id\":12}]}", "{\"_id\":5,\"it\":null,\"r\":[{\"_id\":13}]}");
        }
        assertThat(found(
                        bench.lql(
                                "SELECT _id, (SELECT COUNT(*) FROM p WHERE o.it IS MISSING) AS n FROM o ORDER BY _id"),
                        "n"))
                .containsExactly(Value.of(3), Value.of(0));
    }

    @Test
    void tellNumbersOfOneValueApart() {
        Bench bench = new Bench()
                .with("o", "{\"_id\": 1, \"n\": 1}", "{\"_id\": 2, \"n\": 1.0}")
                .with("o", "{\"_id\": 3, \"n\": {\"$numberDecimal\": \"1.00\"}}")
                .with("p", "{\"_id\": 1}");

        assertThat(found(bench.lql("SELECT (SELECT TYPE(o.n) FROM p) AS t FROM o ORDER BY o._id"), "t"))
                .containsExactly(Value.of("int64"), Value.of("double"), Value.of("decimal128"));
    }
}
