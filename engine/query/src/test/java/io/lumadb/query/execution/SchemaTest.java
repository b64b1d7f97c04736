package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Translator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Declared schemas: what each rule asks of every way in which a document comes to be or changes. */
class SchemaTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void declare() {
        bench.lql(
                "CREATE COLLECTION p (name string NOT NULL CHECK (LENGTH(name) > 1), price double DEFAULT 1.5 CHECK (price >= 0 AND price < cap),"
                        + " cap double DEFAULT 100, tags array, made timestamp) STRICT");
        bench.lql("CREATE COLLECTION f (name string NOT NULL, n int64 DEFAULT 7) FLEXIBLE");
        bench.lql("INSERT INTO p (_id, name, price) VALUES (1, 'one', 5)");
        bench.lql("INSERT INTO f VALUE {_id: 1, name: 'one', other: [1, {a: 2}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            INSERT INTO p (price) VALUES (2)                              | field 'name' of document | must be NOT NULL, and is missing
            INSERT INTO p (_id, name) VALUES (2, NULL)                    | field 'name' of document 2 | must be NOT NULL, and is null
            INSERT INTO p (_id, name) VALUES (2, 5)                       | field 'name' of document 2 | must be string, and is int64 5
            INSERT INTO p (_id, name) VALUES (2, 'x')                     | field 'name' of document 2 | must be CHECK (LENGTH(name) > 1), and is "x"
            INSERT INTO p (_id, name, price) VALUES (2, 'two', 'dear')    | field 'price' of document 2 | must be double, and is string "dear"
            INSERT INTO p (_id, name, price) VALUES (2, 'two', -1)        | field 'price' of document 2 | must be CHECK (price >= 0 AND price < cap), and is -1.0
            INSERT INTO p (_id, name, price, cap) VALUES (2, 'two', 9, 8) | field 'price' of document 2 | must be CHECK (price >= 0 AND price < cap), and is 9.0
            INSERT INTO p VALUE {_id: 2, name: 'two', prize: 1}           | field 'prize' of document 2 | did you mean 'price'?
            INSERT INTO p SELECT 2 AS _id, name, 'x' AS tags FROM p       | field 'tags' of document 2 | must be array, and is string "x"
            UPSERT INTO p VALUE {_id: 1, name: 'one', made: 'now'}        | field 'made' of document 1 | must be timestamp, and is string "now"
            UPDATE p SET name = NULL                                      | field 'name' of document 1 | must be NOT NULL, and is null
            UPDATE p UNSET name                                           | field 'name' of document 1 | must be NOT NULL, and is missing
            UPDATE p SET price += 95                                      | field 'price' of document 1 | must be CHECK (price >= 0 AND price < cap), and is 100.0
            UPDATE p SET cap = 1                                          | field 'price' of document 1 | must be CHECK (price >= 0 AND price < cap), and is 5.0
            UPDATE p SET tags.x = 1                                       | field 'tags' of document 1 | must be array, and is object {"x":1}
            UPDATE p SET nmae = 'x'                                       | field 'nmae' of document 1 | did you mean 'name'?
            UPDATE f SET n = 'x' WHERE name = 'one'                       | field 'n' of document 1 | must be int64, and is string "x"
            UPDATE f SET n = 1.5                                          | field 'n' of document 1 | must be int64, and is double 1.5
            """)
    void refusesByFieldRuleAndValueInLql(String statement, String field, String rule) {
        violates(() -> bench.lql(statement), field, rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"insert": "p", "documents": [{"_id": 2}]}                                | field 'name' of document 2 | NOT NULL, and is missing
            {"update": "p", "filter": {}, "$unset": {"name": 1}}                      | field 'name' of document 1 | NOT NULL, and is missing
            {"update": "p", "filter": {}, "$inc": {"price": 95}}                      | field 'price' of document 1 | and is 100.0
            {"update": "p", "filter": {}, "$rename": {"name": "title"}}               | field 'name' of document 1 | NOT NULL, and is missing
            {"update": "p", "filter": {}, "$push": {"made": 1}}                       | field 'made' of document 1 | must be timestamp, and is array [1]
            {"update": "p", "filter": {}, "pipeline": [{"$set": {"name": 5}}]}        | field 'name' of document 1 | must be string, and is int64 5
            {"update": "p", "filter": {"_id": 2}, "$set": {"price": 3}, "upsert": true} | field 'name' of document 2 | NOT NULL, and is missing
            {"replace": "p", "filter": {"_id": 1}, "document": {"price": 3}}          | field 'name' of document 1 | NOT NULL, and is missing
            {"findAndModify": "p", "filter": {"_id": 1}, "$set": {"x": 1}}            | field 'x' of document 1 | STRICT and does not declare it
            """)
    void refusesByFieldRuleAndValueInJql(String statement, String field, String rule) {
        violates(() -> bench.jql(statement), field, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE p SET price = -1", "DELETE FROM f", "INSERT INTO p (price) VALUES (2)"})
    void leavesTheDocumentsAsTheyWere(String statement) {
        try {
            bench.lql(statement);
        } catch (LumaException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.SCHEMA_VIOLATION);
        }

        assertThat(bench.json("SELECT * FROM p"))
                .containsExactly("{\"_id\":1,\"name\":\"one\",\"price\":5.0,\"cap\":100.0}");
    }

    @Test
    void fillsDefaultsWhereADocumentIsMadeButNotWhereItIsChanged() {
        bench.lql("INSERT INTO p VALUE {_id: 2, name: 'two'}, {_id: 3, name: 'three', price: NULL}");
        bench.lql("UPSERT INTO f VALUE {_id: 2, name: 'two'}");
        bench.jql("{\"update\": \"f\", \"filter\": {\"_id\": 3}, \"$set\": {\"name\": \"three\"}, \"upsert\": true}");
        bench.lql("INSERT INTO f SELECT 4 AS _id, 'four' AS name");
        bench.lql("UPDATE f UNSET n WHERE _id = 4");

        assertThat(bench.json("SELECT _id, price, cap FROM p WHERE _id > 1 ORDER BY _id"))
                .containsExactly("{\"_id\":2,\"price\":1.5,\"cap\":100.0}", "{\"_id\":3,\"price\":null,\"cap\":100.0}");
        assertThat(bench.json("SELECT _id, n FROM f ORDER BY _id"))
                .containsExactly("{\"_id\":1,\"n\":7}", "{\"_id\":2,\"n\":7}", "{\"_id\":3,\"n\":7}", "{\"_id\":4}");
    }

    @Test
    void keepsNullsAndUnknownComparisonsOutOfTypesAndChecks() {
        bench.lql("INSERT INTO p VALUE {_id: 2, name: 'two', price: NULL, tags: NULL, cap: NULL}");
        bench.lql("UPDATE p SET price = 3 WHERE _id = 2");

        assertThat(bench.json("SELECT price FROM p WHERE _id = 2")).containsExactly("{\"price\":3.0}");
    }

    @Test
    void letsOtherFieldsInWhenFlexibleAndTheRevisionNever() {
        bench.lql("UPDATE f SET more = {a: [1]}");

        assertThat(bench.json("SELECT more FROM f")).containsExactly("{\"more\":{\"a\":[1]}}");
        assertThat(bench.json("DESCRIBE f").toString()).contains("int64").contains("string");
    }

    @Test
    void holdsStoredDocumentsToANewSchema() {
        bench.lql("CREATE COLLECTION t");
        bench.lql("INSERT INTO t VALUE {_id: 1, a: 5}, {_id: 2, a: 'x', b: TRUE}, {_id: 3}");

        violates(
                () -> bench.lql("ALTER COLLECTION t SET SCHEMA (a int64)"),
                "field 'a' of document 2",
                "must be int64, and is string \"x\"");
        violates(
                () -> bench.lql("ALTER COLLECTION t SET SCHEMA (a any NOT NULL)"),
                "field 'a' of document 3",
                "NOT NULL, and is missing");
        violates(() -> bench.lql("ALTER COLLECTION t SET SCHEMA (a any) STRICT"), "field 'b' of document 2", "STRICT");
        violates(
                () -> bench.lql("ALTER COLLECTION t SET SCHEMA (a any CHECK (a > 5))"),
                "field 'a' of document 1",
                "CHECK (a > 5), and is 5");
        bench.lql("INSERT INTO t VALUE {_id: 4, a: FALSE}");

        bench.lql("DELETE FROM t WHERE _id != 1");
        bench.lql("ALTER COLLECTION t SET SCHEMA (a int64 NOT NULL DEFAULT 3, b boolean) STRICT");
        violates(() -> bench.lql("INSERT INTO t VALUE {a: 'x'}"), "field 'a'", "must be int64");
        bench.lql("INSERT INTO t VALUE {_id: 2, b: TRUE}");
        bench.lql("ALTER COLLECTION t DROP SCHEMA");
        bench.lql("INSERT INTO t VALUE {_id: 3, a: 'x'}");
        assertThat(bench.json("SELECT * FROM t ORDER BY _id"))
                .containsExactly("{\"_id\":1,\"a\":5}", "{\"_id\":2,\"b\":true,\"a\":3}", "{\"_id\":3,\"a\":\"x\"}");
    }

    @Test
    void computesDefaultsForEachDocument() {
        bench.lql(
                "CREATE COLLECTION d (made timestamp DEFAULT NOW() NOT NULL, code string DEFAULT UPPER('a') || '-1', r double DEFAULT RANDOM())");
        bench.lql("INSERT INTO d VALUE {_id: 1}, {_id: 2, code: 'own'}, {_id: 3, code: NULL}");

        assertThat(bench.json("SELECT code FROM d ORDER BY _id"))
                .containsExactly("{\"code\":\"A-1\"}", "{\"code\":\"own\"}", "{\"code\":null}");
        assertThat(bench.json("SELECT COUNT(DISTINCT r) AS n, COUNT(made) AS m FROM d"))
                .containsExactly("{\"n\":3,\"m\":3}");
        assertThat(bench.json("DESCRIBE d").toString()).contains("NOW()");
    }

    @Test
    void writesAComputedDefaultInJqlAsLql() {
        Translator translator = new Translator(Languages.standard());
        String lql = "CREATE COLLECTION d (made timestamp DEFAULT NOW()) FLEXIBLE";

        String jql = translator
                .translate(Language.LQL, Language.JQL, lql, Names.NONE)
                .text();

        assertThat(jql).contains("\"defaultExpression\": \"NOW()\"");
        assertThat(translator
                        .translate(Language.JQL, Language.LQL, jql, Names.NONE)
                        .text())
                .isEqualTo(lql);
        assertThatThrownBy(() -> bench.jql(jql.replace("NOW()", "other + 1")))
                .hasMessageContaining("the default of field 'made': it depends on fields");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (a int64 DEFAULT LENGHT('x'))      | the default of field 'a'                 | there is no function LENGHT
            (a int64 DEFAULT b + 1)            | a default cannot depend on fields        |
            (a int64 DEFAULT UPPER('x'))       | the default of field 'a' breaks its rule | must be int64
            (a int64 DEFAULT 'x')              | the default of field 'a' breaks its rule | must be int64
            (a int64 DEFAULT -1 CHECK (a > 0)) | the default of field 'a' breaks its rule | CHECK (a > 0)
            (a string CHECK (LENGHT(a) > 0))   | the check of field 'a'                   | there is no function LENGHT
            (a int64 CHECK (a IN (SELECT 1)))  | the check of field 'a'                   | a subquery cannot stand here
            """)
    void refusesRulesWithoutAMeaning(String schema, String which, String what) {
        bench.lql("CREATE COLLECTION t");
        for (String statement :
                new String[] {"CREATE COLLECTION u " + schema, "ALTER COLLECTION t SET SCHEMA " + schema}) {
            assertThatThrownBy(() -> bench.lql(statement))
                    .isInstanceOfSatisfying(
                            QueryError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY))
                    .hasMessageContaining(which)
                    .hasMessageContaining(what == null ? "" : what);
        }
    }

    private static void violates(Runnable statement, String field, String rule) {
        assertThatThrownBy(statement::run).isInstanceOfSatisfying(LumaException.class, violation -> {
            assertThat(violation.code()).isEqualTo(ErrorCode.SCHEMA_VIOLATION);
            assertThat(violation.getMessage() + " " + violation.hint().orElse(""))
                    .contains(field)
                    .contains(rule);
        });
    }
}
