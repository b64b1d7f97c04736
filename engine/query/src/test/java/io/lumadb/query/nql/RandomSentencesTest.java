package io.lumadb.query.nql;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.statement.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words in any order: each sentence is understood or refused, and what is understood is printed and read back as it was. */
class RandomSentencesTest {

    private static final int SENTENCES = 10_000;

    private static final SentenceTable.Catalog CATALOG = new SentenceTable.Catalog(java.util.Map.of(
            "products",
            List.of("_id", "name", "price", "stock", "tags", "active", "created_at", "maker.city"),
            "log_events",
            List.of("_id", "level", "timestamp", "count", "total")));

    /** The same names with what their values are. */
    private static final SentenceTable.Catalog SAMPLED = new SentenceTable.Catalog(
            CATALOG.known(),
            java.util.Map.of(
                    "products name", known("string", "lamp"),
                    "products price", known("double"),
                    "products stock", known("int64"),
                    "products tags", known("array", "text"),
                    "products active", known("boolean"),
                    "products created_at", known("timestamp"),
                    "products maker", known("array"),
                    "products maker.city", known("string", "today"),
                    "log_events level", known("string", "ten", "lamp"),
                    "log_events total", known("decimal128")));

    private static SentenceTable.Known known(String type, String... values) {
        return new SentenceTable.Known(
                Set.of(type), Stream.of(values).<Value>map(Value::of).toList());
    }

    private final NqlLanguage nql = new NqlLanguage(InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z")));

    /** Sentences begin and go on as people's do, so that many get far. */
    private static final List<String> BEGINNINGS = List.of(
            "find products",
            "find products where",
            "find products with",
            "find log events that are",
            "show name and price of products",
            "count log events per level",
            "how many products",
            "what is the average price of products",
            "which level has the most log events",
            "which product has the lowest",
            "update products set price to 5",
            "increase stock of products by",
            "delete log events",
            "add to products name",
            "top 3 products by",
            "newest 5");

    private static final List<String> NAMES = List.of(
            "products",
            "log events",
            "name",
            "price",
            "stock",
            "tags",
            "active",
            "created",
            "city",
            "level",
            "timestamp",
            "count",
            "total",
            "5",
            "0",
            "1.5",
            "ten",
            "007",
            "\"text\"",
            "lamp",
            "today",
            "last 7 days",
            "2026-01-31",
            "2026",
            "(",
            ")",
            ",",
            "=",
            ">",
            "<=",
            "is",
            "is not",
            "is over",
            "one of",
            "and",
            "or",
            "not",
            "where",
            "with",
            "sorted by",
            "per",
            "limit",
            "of",
            "[",
            "]",
            "?",
            ":p",
            "`name`",
            ".",
            ";",
            "empty",
            "yes",
            "in lamp",
            "january 2026",
            "contains text and lamp",
            "or more");

    @Test
    void areUnderstoodOrRefusedAndReadBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> vocabulary = new ArrayList<>(Vocabulary.all());
        int understood = 0;
        for (int i = 0; i < SENTENCES; i++) {
            String sentence = sentence(random, vocabulary);
            Optional<Statement> statement = parse(sentence, i % 2 == 0 ? CATALOG : SAMPLED, seed);
            if (statement.isPresent()) {
                understood++;
                String printed = nql.print(statement.get());
                assertThat(parse(printed, Names.NONE, seed))
                        .as("seed %d: %s, printed as %s", seed, sentence, printed)
                        .isEqualTo(statement);
            }
        }
        assertThat(understood).as("seed %d", seed).isGreaterThan(SENTENCES / 100);
    }

    private static String sentence(Random random, List<String> vocabulary) {
        StringBuilder sentence = new StringBuilder(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())));
        for (int word = random.nextInt(9); word > 0; word--) {
            List<String> words = random.nextInt(4) == 0 ? vocabulary : NAMES;
            sentence.append(' ').append(words.get(random.nextInt(words.size())));
        }
        return sentence.toString();
    }

    private Optional<Statement> parse(String sentence, Names names, long seed) {
        try {
            return Optional.of(nql.parse(sentence, names));
        } catch (QueryError refused) {
            assertThat(refused.detail()).as("seed %d: %s", seed, sentence).isNotBlank();
            assertThat(refused.position()).as("seed %d: %s", seed, sentence).isPresent();
            return Optional.empty();
        }
    }
}
