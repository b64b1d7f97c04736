package io.lumadb.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniqueKeysTest {

    private static IndexDefinition index(String... paths) {
        List<IndexDefinition.IndexField> fields = Arrays.stream(paths)
                .map(path -> new IndexDefinition.IndexField(FieldPath.parse(path), false))
                .toList();
        return new IndexDefinition(1, "u", fields, IndexDefinition.Kind.BTREE, true, Map.of());
    }

    private static String keys(IndexDefinition index, String fields) {
        Document document = Document.of(Json.parseObject("{\"_id\": 1, " + fields + "}"));
        return UniqueKeys.of(index, document).stream()
                .map(key -> key.values().stream().map(Json::relaxed).collect(Collectors.joining("/")))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a\": 5                              | 5",
                "\"a\": null                           | ``",
                "\"b\": 5                              | ``",
                "\"a\": []                             | ``",
                "\"a\": [1, null, 2, 1]                | 1 2",
                "\"a\": [[1, 2]]                       | [1,2]",
                "\"a\": {\"x\": 1}                     | {\"x\":1}",
            })
    void countsValuesAndElementsButNoNulls(String fields, String expected) {
        assertThat(keys(index("a"), fields)).isEqualTo(expected);
    }

    @Test
    void findsTheElementsOfANestedPath() {
        assertThat(keys(index("a.b"), "\"a\": [{\"b\": 1}, {\"b\": [2, 3]}, {\"c\": 4}, 5, {\"b\": null}]"))
                .isEqualTo("1 2 3");
    }

    @Test
    void leavesOutACompoundKeyWithANull() {
        assertThat(keys(index("a", "b"), "\"a\": 1, \"b\": 2")).isEqualTo("1/2");
        assertThat(keys(index("a", "b"), "\"a\": 1, \"b\": null")).isEmpty();
        assertThat(keys(index("a", "b"), "\"a\": 1")).isEmpty();
        assertThat(keys(index("a", "b"), "\"a\": [1, 2], \"b\": [3, null]")).isEqualTo("1/3 2/3");
    }

    @Test
    void takesEqualNumbersOfAnyTypeForOneKeyAndNothingElse() {
        assertThat(digest("\"a\": 1")).isEqualTo(digest("\"a\": 1.0"));
        assertThat(digest("\"a\": 1")).isNotEqualTo(digest("\"a\": \"1\""));
        assertThat(digest("\"a\": true")).isNotEqualTo(digest("\"a\": 1"));
    }

    @Test
    void tellsWhereOneFieldEndsAndTheNextBegins() {
        IndexDefinition both = index("a", "b");

        assertThat(digest(both, "\"a\": \"x\", \"b\": \"yz\""))
                .isNotEqualTo(digest(both, "\"a\": \"xy\", \"b\": \"z\""));
    }

    @Test
    void refusesADocumentWithTooManyKeys() {
        String many = IntStream.range(0, 200).mapToObj(String::valueOf).collect(Collectors.joining(","));

        assertThatThrownBy(() -> keys(index("a", "b"), "\"a\": [" + many + "], \"b\": [" + many + "]"))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    private static String digest(String fields) {
        return digest(index("a"), fields);
    }

    private static String digest(IndexDefinition index, String fields) {
        Document document = Document.of(Json.parseObject("{\"_id\": 1, " + fields + "}"));
        return HexFormat.of()
                .formatHex(UniqueKeys.of(index, document).getFirst().digest());
    }
}
