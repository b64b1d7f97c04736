package io.lumadb.query.nql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.nql.SentenceTable.Entry;
import io.lumadb.query.nql.SentenceTable.Outcome;
import io.lumadb.query.statement.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence of the table means the LQL beside it, or is refused with the words beside it. */
class SentenceTableTest {

    /** What stands for the nearest sentence where there is none that asks for the same. */
    private static final String NONE = "none";

    private static final List<Entry> TABLE = SentenceTable.read();

    private final NqlLanguage nql = new NqlLanguage(InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z")));
    private final LqlLanguage lql = new LqlLanguage();

    static Stream<Entry> understood() {
        return TABLE.stream().filter(entry -> entry.outcome() instanceof Outcome.Meant);
    }

    static Stream<Entry> refused() {
        return TABLE.stream().filter(entry -> entry.outcome() instanceof Outcome.Refused);
    }

    @Test
    void hasHundredsOfDifferentSentencesAndRefusals() {
        assertThat(TABLE).hasSizeGreaterThanOrEqualTo(400);
        assertThat(refused()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(TABLE.stream().map(entry -> entry.catalog() + entry.sentence()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("understood")
    void meansWhatLqlShows(Entry entry) {
        Outcome.Meant meant = (Outcome.Meant) entry.outcome();

        Statement statement = nql.parse(entry.sentence(), entry.catalog());

        assertThat(lql.print(statement)).isEqualTo(meant.lql());
        String printed = nql.print(statement);
        assertThat(nql.parse(printed, entry.catalog())).as(printed).isEqualTo(statement);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithTheWordsNotUnderstoodAndWhatWouldBe(Entry entry) {
        Outcome.Refused expected = (Outcome.Refused) entry.outcome();

        QueryError error = catchThrowableOfType(QueryError.class, () -> nql.parse(entry.sentence(), entry.catalog()));

        assertThat(error).as("refused").isNotNull();
        TextPosition position = error.position().orElseThrow();
        assertThat(entry.sentence().substring(position.offset(), position.offset() + position.length()))
                .isEqualTo(expected.at());
        assertThat(error.detail()).contains(expected.says());
        String hint = error.hint().orElse("");
        assertThat(hint).as("something to go on with").isNotEmpty();
        expected.hint().ifPresent(part -> assertThat(hint).contains(part));
        expected.nearest().filter(NONE::equals).ifPresent(_ -> assertThat(hint).doesNotContain("nearest sentence"));
        expected.nearest().filter(sentence -> !sentence.equals(NONE)).ifPresent(nearest -> {
            assertThat(hint).endsWith("nearest sentence: " + nearest);
            assertThat(nql.parse(nearest, entry.catalog())).isNotNull();
        });
    }
}
