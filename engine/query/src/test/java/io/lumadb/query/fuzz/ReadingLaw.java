package io.lumadb.query.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryLanguage;
import io.lumadb.query.statement.Statement;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What holds for any text in any language: it is read, or refused with a {@link LumaException} within a second of processor
 * time (a text that is read may take two), and a statement that was read has a text that reads as the same statement.
 */
final class ReadingLaw {

    static final Duration LIMIT = Duration.ofSeconds(1);

    private static final Names SHOP = new Names() {
        @Override
        public List<String> collections() {
            return List.of("products", "orders", "order_lines");
        }

        @Override
        public List<String> fields(String collection) {
            return List.of("name", "price", "first_name", "address.city", "status", "age", "tags", "created_at");
        }
    };

    private static final Languages LANGUAGES =
            new Languages(InstantSource.fixed(Instant.parse("2026-11-26T10:00:00Z")));

    // The first text of a language would be charged with the loading of its classes.
    static {
        Stream.of(
                        "SELECT a FROM c WHERE b = 1 GROUP BY d",
                        "find c where b is 1",
                        "{\"find\": \"c\", \"filter\": {\"b\": 1}}",
                        "")
                .forEach(text -> Stream.of(Language.values()).forEach(language -> read(language, text)));
    }

    private ReadingLaw() {}

    private static void read(Language language, String text) {
        try {
            LANGUAGES.of(language).parse(text, SHOP);
        } catch (LumaException refused) {
            assertThat(refused.detail()).isNotBlank();
        }
    }

    static void holds(Language language, String text) {
        QueryLanguage reader = LANGUAGES.of(language);
        Optional<Statement> read = inTime(text, () -> reader.parse(text, SHOP));
        if (read.isPresent()) {
            String printed = reader.print(read.get());
            assertThat(reader.parse(printed, Names.NONE)).as(printed).isEqualTo(read.get());
        }
    }

    /** What was read; empty where it was refused. */
    static <T> Optional<T> inTime(String text, Supplier<T> reading) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Optional<T> read;
        try {
            read = Optional.of(reading.get());
        } catch (LumaException refused) {
            assertThat(refused.detail() + refused.hint().orElse(""))
                    .isNotBlank()
                    .hasSizeLessThan(4_000);
            read = Optional.empty();
        }
        Duration taken = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        Duration limit = read.isPresent() ? LIMIT.multipliedBy(2) : LIMIT;
        assertThat(taken).as("%d characters", text.length()).isLessThan(limit);
        return read;
    }
}
