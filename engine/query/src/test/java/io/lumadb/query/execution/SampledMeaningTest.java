package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences whose meaning depends on what kinds of values a collection's fields hold. It is Wednesday, 2026-03-04, 05:06:07 UTC. */
class SampledMeaningTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void withStaff() {
        bench.with(
                "staff",
                "{\"_id\": \"ann\", \"salary\": 5000, \"age\": 30, \"active\": true, \"team\": \"Sales\", \"skills\": [\"sql\", \"java\"],"
                        + " \"notes\": \"calm\", \"began\": {\"$date\": \"2026-01-31T23:59:59Z\"}, \"lines\": [{\"kind\": \"toys\"}]}",
                "{\"_id\": \"bob\", \"salary\": 4000, \"age\": 61, \"active\": false, \"team\": \"Sales\", \"skills\": [],"
                        + " \"notes\": \"\", \"began\": {\"$date\": \"2026-02-01T00:00:00Z\"}, \"lines\": []}",
                "{\"_id\": \"cem\", \"salary\": 6000, \"age\": 25, \"active\": true, \"team\": \"Home Office\", \"skills\": [\"java\"],"
                        + " \"notes\": null, \"began\": {\"$date\": \"2026-01-01T00:00:00Z\"}}",
                "{\"_id\": \"dee\", \"salary\": null, \"age\": 40, \"active\": null, \"team\": \"Home Office\"}");
    }

    @AfterEach
    void close() {
        bench.engine.close();
    }

    private List<String> found(String sentence) {
        return bench.ask(Language.NQL, sentence, Map.of()).stream()
                .map(document -> ((Value.Text) document.get("_id")).value())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            find staff where active                           | ann cem
            find staff where not active                       | bob
            find staff where active is no                     | bob
            find staff where active is yes and age is over 28 | ann
            find staff where skills is empty                  | bob dee
            find staff where skills is not empty              | ann cem
            find staff without skills                         | bob dee
            find staff where notes is empty                   | bob cem dee
            find staff where notes is not empty               | ann
            find staff where notes is null                    | cem dee
            find staff where salary is empty                  | dee
            find staff where skills contains sql and java     | ann
            find staff where skills contains sql or java      | ann cem
            find staff where salary is 5000 or more           | ann cem
            find staff where salary is 5000 or less           | ann bob
            find the oldest 1 staff                           | bob
            find staff where began is in january 2026         | ann cem
            find staff began in february 2026                 | bob
            find staff in Sales                               | ann bob
            find staff from the home office                   | cem dee
            """)
    void whatTheValuesAreSaysWhatIsMeant(String sentence, String ids) {
        assertThat(found(sentence)).containsExactly(ids.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update staff set salary to salary + 100 where age is 30",
                "update staff set salary to salary plus 100 where age is 30",
                "update staff set salary to 9k where age is 30",
                "update staff set active to maybe where age is 30",
                "update staff set began to soon where age is 30",
                "set the salary of staff to age where age is 30",
                "add to staff _id eve, salary 5k",
                "find staff where salary is about 5000",
                "find staff where salary is 5k",
                "find staff where skills is java",
                "find staff where began in january",
                "count staff where lines.kind is toys",
                "count staff where kind is toys",
                "count staff per lines.kind",
                "update staff set lines.kind to books where age is 30"
            })
    void aTextThatTheFieldCannotMeanIsRefusedAndNothingWritten(String sentence) {
        assertThatThrownBy(() -> bench.ask(Language.NQL, sentence, Map.of()))
                .isInstanceOfSatisfying(
                        QueryError.class, error -> assertThat(error.hint()).isPresent());

        assertThat(found("find staff where salary is 5000")).containsExactly("ann");
        assertThat(found("find staff")).hasSize(4);
    }

    @Test
    void yesAndNoAreWrittenAsTrueAndFalse() {
        bench.ask(Language.NQL, "update staff set active to yes where age is 61", Map.of());
        bench.ask(Language.NQL, "add to staff _id eve, active no", Map.of());

        assertThat(bench.lql("SELECT _id FROM staff WHERE active = TRUE ORDER BY _id"))
                .hasSize(3);
        assertThat(bench.lql("SELECT _id FROM staff WHERE active = FALSE"))
                .extracting(row -> row.get("_id"))
                .containsExactly(Value.of("eve"));
    }

    @Test
    void theOneCollectionWithTheFieldIsMeant() {
        assertThat(bench.ask(Language.NQL, "what is the highest salary", Map.of()))
                .extracting(row -> row.get("MAX(salary)"))
                .containsExactly(Value.of(6000L));

        bench.with("bosses", "{\"_id\": 1, \"salary\": 9000}");

        assertThatThrownBy(() -> bench.ask(Language.NQL, "what is the highest salary", Map.of()))
                .hasMessageContaining("of and a collection");
    }
}
