package io.lumadb.query.execution.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page {@code engine/docs/functions.md} says what the function table has. */
class FunctionReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "functions.md");
    private static final Path WANTED = Path.of("target", "functions.md");

    private static final String INTRODUCTION = """
            # LQL's functions

            A function gives NULL for a NULL argument and for one of a type that it does not take, unless its line says otherwise: dirty data fails no \
            query. A result outside int64 is the error ARITHMETIC_OVERFLOW, a text of more than 16 Mi characters or an array of more than 1 Mi elements \
            TOO_LARGE. Positions in texts count from 1 and in code points, positions in arrays from 0. Times are in UTC; a unit is a text such as 'day'. \
            Names are the same in upper and lower case; what is in brackets may be left out.

            This page is held equal to the function table by `FunctionReferenceTest`, which writes what it wants to `engine/query/target/functions.md`.
            """;

    @Test
    void thePageHasEveryFunctionWithItsSignatureAndDescription() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (FunctionSubject subject : FunctionSubject.values()) {
            page.append("\n## ").append(subject.title()).append("\n\n| function | gives |\n| --- | --- |\n");
            for (ScalarFunction function : FunctionTable.about(subject)) {
                page.append("| `").append(function.signature()).append("` | ");
                page.append(function.description().replace("|", "\\|")).append(" |\n");
            }
        }
        Files.writeString(WANTED, page);

        assertThat(Files.readString(PAGE)).as("copy %s to %s", WANTED, PAGE).isEqualTo(page.toString());
    }
}
