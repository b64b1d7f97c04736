package io.lumadb.query.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.lumadb.query.language.Language;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Any bytes as an LQL text. */
@Tag("fuzz")
@Tag("lql")
class LqlFuzz {

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "lql.dict")
    void isReadOrRefused(byte[] bytes) {
        ReadingLaw.holds(Language.LQL, new String(bytes, StandardCharsets.UTF_8));
    }
}
