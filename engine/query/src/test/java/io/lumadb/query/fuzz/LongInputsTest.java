package io.lumadb.query.fuzz;

import io.lumadb.document.Json;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryLanguage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts just under a megabyte, made to hurt: each is refused within a second of processor time, or read in two. */
class LongInputsTest {

    private static final int LENGTH = 1_000_000;

    private static final Languages LANGUAGES = Languages.standard();

    private record Shape(String start, String repeated, String end) {
        String text() {
            int times = (LENGTH - start.length() - end.length()) / repeated.length();
            return start + repeated.repeat(times) + end;
        }

        @Override
        public String toString() {
            return start + repeated + "…" + end;
        }
    }

    static Stream<Shape> lql() {
        Stream<Shape> open = Stream.of(
                        "(",
                        "NOT ",
                        "a.",
                        "[",
                        "{a:",
                        "a+",
                        "a OR ",
                        "a AND ",
                        "- ",
                        "(SELECT ",
                        "CASE WHEN a THEN ",
                        "CASE ",
                        "f(",
                        "a[0]",
                        "a, ",
                        "1,",
                        "'",
                        "\"",
                        "`",
                        "/*",
                        "--\n",
                        "\"\"",
                        "''",
                        ";",
                        "::",
                        "?",
                        "||",
                        "\u00FC",
                        "\uD83D\uDE00",
                        ")",
                        "COUNT(",
                        "EXISTS (SELECT ",
                        "CAST(",
                        "(1),",
                        "a=",
                        "a IN (",
                        "IS NOT ")
                .map(word -> new Shape("SELECT ", word, ""));
        Stream<Shape> shaped = Stream.of(
                new Shape("SELECT a FROM c WHERE a IN (0", ",1", ")"),
                new Shape("SELECT a FROM c WHERE a = '", "x", "'"),
                new Shape("SELECT a FROM c WHERE a MATCHES '", "(a+)*", "'"),
                new Shape("SELECT a FROM c WHERE a MATCHES '", "a{1000}", "'"),
                new Shape("SELECT a FROM c WHERE a MATCHES '", "(", "'"),
                new Shape("SELECT a FROM c WHERE a MATCHES '", "[a", "'"),
                new Shape("SELECT a FROM c WHERE a LIKE '", "%_", "'"),
                new Shape("SELECT ", "/* comment */", " 1"),
                new Shape("SELECT 1 ", "-- comment\n", ""),
                new Shape("SELECT a", "+a", ""),
                new Shape("SELECT a", " OR a", ""),
                new Shape("SELECT a", "||a", ""),
                new Shape("SELECT a", "[0]", ""),
                new Shape("SELECT a", ".a", ""),
                new Shape("SELECT DECIMAL '", "9", "'"),
                new Shape("SELECT -", "9", ""),
                new Shape("SELECT '", "''", "'"),
                new Shape("SELECT 1", " UNION SELECT 1", ""),
                new Shape("SELECT 1 FROM a", " JOIN a ON 1", ""),
                new Shape("SELECT 1 FROM a", ", a", ""),
                new Shape("WITH a AS (SELECT 1)", ", a AS (SELECT 1)", " SELECT 1"),
                new Shape("SELECT ", "9", ""),
                new Shape("SELECT 1e", "9", ""),
                new Shape("SELECT 0.", "9", ""),
                new Shape("SELECT ", "a", ""),
                new Shape("INSERT INTO c (a) VALUES (1)", ", (1)", ""),
                new Shape("INSERT INTO c VALUE ", "{a: [", ""),
                new Shape("UPDATE c SET a = 1", ", a = 1", ""),
                new Shape("CREATE COLLECTION c (a int", ", a int", ")"),
                new Shape("SELECT " + "(".repeat(400_000) + "1", ")", ""),
                new Shape("SELECT DATE '", "2", "'"),
                new Shape("", "EXPLAIN ", ""),
                new Shape("", "SELECT 1;", ""),
                new Shape("", " ", ""),
                new Shape("", "\u0000", ""));
        return Stream.concat(open, shaped);
    }

    static Stream<Shape> jql() {
        return Stream.of(
                new Shape("", "[", ""),
                new Shape("", "{", ""),
                new Shape("", "{\"a\":", ""),
                new Shape("", "{\"$and\":[", ""),
                new Shape("{\"find\": \"c\", \"filter\": ", "{\"$and\":[", ""),
                new Shape("{\"find\": \"c\", \"filter\": ", "{\"a\":{\"$not\":", ""),
                new Shape("{\"find\": \"c\", \"filter\": {\"a\": {\"$in\": [1", ",1", "]}}}"),
                new Shape("{\"find\": \"c\", \"filter\": {\"$or\": [{\"a\": 1}", ", {\"a\": 1}", "]}}"),
                new Shape("{\"find\": \"c\", \"filter\": {\"a\": {\"$regex\": \"", "(a+)*", "\"}}}"),
                new Shape("{\"find\": \"c\", \"filter\": {\"a\": {\"$regex\": \"", "a{1000}", "\"}}}"),
                new Shape("{\"find\": \"c\", \"filter\": {\"", "a.", "\": 1}}"),
                new Shape("{\"find\": \"", "c", "\"}"),
                new Shape("{\"find\": \"", "\\u0041", "\"}"),
                new Shape("{\"insert\": \"c\", \"documents\": [{}", ", {}", "]}"),
                new Shape("{\"insert\": \"c\", \"document\": {\"a\": ", "9", "}}"),
                new Shape("{\"insert\": \"c\", \"document\": {\"a\": 0.", "9", "}}"),
                new Shape("{\"insert\": \"c\", \"document\": {\"a\": 1e", "9", "}}"),
                new Shape("{\"aggregate\": \"c\", \"pipeline\": [{\"$limit\": 1}", ", {\"$limit\": 1}", "]}"),
                new Shape("{\"aggregate\": \"c\", \"pipeline\": [{\"$project\": {\"x\": ", "{\"$add\": [1, ", ""),
                new Shape(
                        "{\"aggregate\": \"c\", \"pipeline\": [{\"$project\": {\"x\": {\"$add\": [1", ", 1", "]}}}]}"),
                new Shape("{\"find\": \"c\", \"sort\": {\"a\": 1", ", \"a\": 1", "}}"),
                new Shape("{\"aggregate\": \"c\", \"pipeline\": [{\"$unset\": [\"a\"", ", \"a\"", "]}]}"),
                new Shape(
                        "{\"aggregate\": \"c\", \"pipeline\": [{\"$match\": {}}", ", {\"$project\": {\"a\": 1}}", "]}"),
                new Shape("{\"explain\": ", "{\"explain\": ", ""),
                new Shape("{\"update\": \"c\", \"$set\": {\"", "a.", "\": 1}}"),
                new Shape("", "\"", ""),
                new Shape("{", "\"a\",", "}"),
                new Shape("", " ", ""),
                new Shape("", "x", ""));
    }

    static Stream<Shape> documents() {
        return Stream.of(
                new Shape("", "[", ""),
                new Shape("", "{\"a\":", ""),
                new Shape("[1", ",1", "]"),
                new Shape("", "9", ""),
                new Shape("0.", "9", ""),
                new Shape("1e", "9", ""),
                new Shape("{\"$numberDecimal\": \"", "9", "\"}"),
                new Shape("{\"$numberDecimal\": \"1E", "9", "\"}"),
                new Shape("{\"$date\": \"", "9", "\"}"),
                new Shape("{\"$vector\": [1", ",1", "]}"),
                new Shape("{\"$binary\": {\"base64\": \"", "AAAA", "\", \"subType\": \"00\"}}"),
                new Shape("\"", "\\n", "\""));
    }

    @ParameterizedTest
    @MethodSource("lql")
    void lqlIsReadOrRefused(Shape shape) {
        readOrRefused(Language.LQL, shape.text());
    }

    @ParameterizedTest
    @MethodSource("jql")
    void jqlIsReadOrRefused(Shape shape) {
        readOrRefused(Language.JQL, shape.text());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentIsReadOrRefused(Shape shape) {
        String text = shape.text();
        ReadingLaw.inTime(text, () -> Json.parse(text));
    }

    static List<String> sentences() {
        return List.of(
                "find products where name is \"" + "x".repeat(LENGTH - 40) + "\"",
                "find products where name matches \"" + "(a+)*".repeat(LENGTH / 5 - 10) + "\"",
                "find products where name is one of " + "lamp, ".repeat(LENGTH / 6 - 10),
                "find products where " + "(".repeat(LENGTH - 40) + "price is 1",
                "find products where " + "not ".repeat(LENGTH / 4 - 10));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void aSentenceIsReadOrRefused(String sentence) {
        readOrRefused(Language.NQL, sentence);
    }

    private static void readOrRefused(Language language, String text) {
        QueryLanguage reader = LANGUAGES.of(language);
        ReadingLaw.inTime(text, () -> reader.parse(text, Names.NONE));
    }
}
