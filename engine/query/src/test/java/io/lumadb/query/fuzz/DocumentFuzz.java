package io.lumadb.query.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.lumadb.document.Bson;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Any bytes as the JSON of a document. */
@Tag("fuzz")
@Tag("documents")
class DocumentFuzz {

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "document.dict")
    void isReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        ReadingLaw.inTime(text, () -> Json.parse(text)).ifPresent(DocumentFuzz::comesBack);
    }

    private static void comesBack(Value value) {
        assertThat(Json.parse(Json.relaxed(value))).isEqualTo(value);
        assertThat(Json.parse(Json.pretty(value))).isEqualTo(value);
        if (value instanceof Value.Obj object) {
            ReadingLaw.inTime("", () -> Bson.encode(object))
                    .ifPresent(bson -> assertThat(Bson.decode(bson)).isEqualTo(object));
        }
    }
}
