package io.lumadb.query.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.lumadb.query.language.Language;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Any bytes as a JQL text. */
@Tag("fuzz")
@Tag("jql")
class JqlFuzz {

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "jql.dict")
    void isReadOrRefused(byte[] bytes) {
        ReadingLaw.holds(Language.JQL, new String(bytes, StandardCharsets.UTF_8));
    }
}
