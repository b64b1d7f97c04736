package io.lumadb.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentLimitsTest {

    private static Value.Obj nested(int levels) {
        Value.Obj object = new Value.Obj(Map.of());
        for (int i = 1; i < levels; i++) {
            object = new Value.Obj(Map.of("a", object));
        }
        return object;
    }

    @Test
    void takesAHundredLevelsAndRefusesOneMore() {
        assertThat(Bson.decode(Bson.encode(nested(100)))).isEqualTo(nested(100));

        LumaException refused = catchThrowableOfType(LumaException.class, () -> Bson.encode(nested(101)));
        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void refusesMoreThanSixteenMebibytes() {
        Value.Obj large = new Value.Obj(Map.of("a", Value.of("x".repeat(16 * 1024 * 1024))));

        LumaException refused = catchThrowableOfType(LumaException.class, () -> Document.of(large));
        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void refusesJsonThatIsNestedTooDeepOrNotJson() {
        assertThat(catchThrowableOfType(LumaException.class, () -> Json.parse("[".repeat(5_000)))
                        .code())
                .isEqualTo(ErrorCode.TOO_LARGE);
        assertThatThrownBy(() -> Json.parse("{\"a\": }")).hasMessageContaining("line 1");
    }

    @Test
    void wantsAScalarId() {
        assertThatThrownBy(() ->
                        Document.of(new Value.Obj(Map.of("_id", Value.array()))).requireStorable())
                .hasMessageContaining("not array");
        assertThatThrownBy(() -> Document.of(nested(1)).requireStorable()).hasMessageContaining("not missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "a.", "a[", "a[x]", "a[0]b", "[0]", "a[1]]"})
    void refusesTextsThatAreNotPaths(String text) {
        assertThatThrownBy(() -> FieldPath.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a[0]", "a[-1][2].b c", "tags.0"})
    void writesPathsAsItReadsThem(String text) {
        assertThat(FieldPath.parse(text)).hasToString(text);
    }

    @Test
    void makesIdsThatAreTimeOrderedUuids() {
        Value id = DocumentIds.next();

        assertThat(UUID.fromString(((Value.Text) id).value()).version()).isEqualTo(7);
    }

    @Test
    void neverKeepsARevisionAsContent() {
        Document sent = Document.of(Json.parseObject("{\"_id\": 1, \"_rev\": 77, \"n\": 2}"));

        assertThat(sent.withoutRevision().toObject()).isEqualTo(Json.parseObject("{\"_id\": 1, \"n\": 2}"));
    }
}
