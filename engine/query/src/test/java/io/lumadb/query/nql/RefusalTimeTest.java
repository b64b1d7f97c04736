package io.lumadb.query.nql;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.text.Vocabulary;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A megabyte of anything is done with within a second of processor time, whatever the catalog, and a refusal is some lines long. */
class RefusalTimeTest {

    private static final int MEGABYTE = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** A collection with as many fields as a sample keeps. */
    private static final Names WIDE = new Names() {
        private final List<String> fields = IntStream.range(0, 2_000)
                .mapToObj(i -> "field_" + i + ".part_" + i)
                .toList();

        @Override
        public List<String> collections() {
            return IntStream.range(0, 1_000).mapToObj(i -> "collection_" + i).toList();
        }

        @Override
        public List<String> fields(String collection) {
            return fields;
        }
    };

    private final NqlLanguage nql = new NqlLanguage(InstantSource.system());

    static List<String> openings() {
        return List.of(
                "",
                "find c where ",
                "find collection_7 where ",
                "find collection_7 where field 5 part 5 is ",
                "find collection_7 where field 5 part 5 is one of ",
                "show ",
                "count collection_7 per ",
                "add to collection_7 ",
                "update collection_7 set ",
                "find collection_7 sorted by ",
                "which ",
                "explain ");
    }

    private static List<String> repeated() {
        return List.of(
                "word ",
                "words",
                "(",
                "not (",
                "not ",
                ",",
                ", ",
                "a, ",
                "a is 1 and ",
                "a is 1, ",
                "field 5 part 5 is 1 and ",
                "field 5 part 5 is 1 or ",
                "field_5.part_5, ",
                "1,",
                "1 ",
                "1",
                "[",
                "a[1]",
                "a[1[",
                "]",
                "\"",
                "'a' ",
                "`a` ",
                ".",
                "a.",
                "a:",
                "1:",
                "?",
                ":p ",
                "in ",
                "and ",
                "or ",
                "of ",
                "the ",
                "last ",
                "has ",
                "explain ",
                "2026-11-23 ",
                "field ",
                "\u201C",
                "\u00FC ",
                "\n");
    }

    @ParameterizedTest
    @MethodSource("openings")
    void aMegabyteOfTheSameWordIsDoneWithWithinASecond(String opening) {
        for (String word : repeated()) {
            String sentence = opening + word.repeat((MEGABYTE - opening.length()) / word.length());
            for (Names names : List.of(Names.NONE, WIDE)) {
                doneInTime(sentence, names, opening + word);
            }
        }
    }

    @Test
    void fiveThousandWordsOfEveryKindAreDoneWithWithinASecond() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> words = new ArrayList<>(Vocabulary.all());
        words.addAll(repeated());
        words.addAll(List.of("collection 7", "field 5 part 5", "5", "\"text\"", "is", "is over 5", "today"));
        for (int i = 0; i < 30; i++) {
            StringBuilder sentence =
                    new StringBuilder(openings().get(random.nextInt(openings().size())));
            for (int word = 0; word < 4_900; word++) {
                sentence.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            doneInTime(sentence.toString(), WIDE, "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "field 5 part 5 is 1 and ",
                "field 5 part 5 is over 1 or ",
                "not (field 5 part 5 is in (1, 2, 3)), "
            })
    void aLongSentenceIsReadWithinASecond(String condition) {
        String sentence = "find collection_7 where " + condition.repeat(250) + "field_5.part_5 is 1";

        assertThat(nql.parse(sentence, WIDE)).isNotNull();
        doneInTime(sentence, WIDE, condition);
    }

    @Test
    void aShortSentenceIsMendedWithinASecondInAWideCatalog() {
        String wrong = "find collection_7 where field 5 part 5 is ovr 5 and field 6 prt 6 bigger 7 or ".repeat(3) + "x";

        doneInTime(wrong, WIDE, "a short sentence");
    }

    private void doneInTime(String sentence, Names names, String what) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        String message = "";
        try {
            nql.parse(sentence, names);
        } catch (QueryError refused) {
            message = refused.detail() + refused.hint().orElse("");
        }
        Duration taken = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);

        assertThat(taken).as(what).isLessThan(LIMIT);
        assertThat(message).as(what).hasSizeLessThan(4_000);
    }
}
