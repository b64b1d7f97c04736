package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sentences find, where their meaning is easy to get wrong. It is Wednesday, 2026-03-04, 05:06:07 UTC. */
class SentenceMeaningTest {

    private final Bench bench = new Bench();

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

    private List<Value.Obj> rows(String sentence) {
        return bench.ask(Language.NQL, sentence, Map.of());
    }

    private void withTimes() {
        bench.with(
                "events",
                "{\"_id\": \"lastMonthsEnd\", \"at\": {\"$date\": \"2026-02-28T23:59:59.999Z\"}}",
                "{\"_id\": \"monthsStart\", \"at\": {\"$date\": \"2026-03-01T00:00:00Z\"}}",
                "{\"_id\": \"lastWeeksEnd\", \"at\": {\"$date\": \"2026-03-01T23:59:59.999Z\"}}",
                "{\"_id\": \"monday\", \"at\": {\"$date\": \"2026-03-02T00:00:00Z\"}}",
                "{\"_id\": \"yesterdaysEnd\", \"at\": {\"$date\": \"2026-03-03T23:59:59.999Z\"}}",
                "{\"_id\": \"midnight\", \"at\": {\"$date\": \"2026-03-04T00:00:00Z\"}}",
                "{\"_id\": \"now\", \"at\": {\"$date\": \"2026-03-04T05:06:07Z\"}}",
                "{\"_id\": \"tonight\", \"at\": {\"$date\": \"2026-03-04T23:59:59.999Z\"}}",
                "{\"_id\": \"tomorrow\", \"at\": {\"$date\": \"2026-03-05T00:00:00Z\"}}",
                "{\"_id\": \"never\", \"at\": null}",
                "{\"_id\": \"unknown\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            find events today                          | midnight now tonight
            find events yesterday                      | yesterdaysEnd
            find events before today                   | lastMonthsEnd lastWeeksEnd monday monthsStart yesterdaysEnd
            find events after yesterday                | midnight now tomorrow tonight
            find events since today                    | midnight now tomorrow tonight
            find events after today                    | tomorrow
            find events until yesterday                | lastMonthsEnd lastWeeksEnd monday monthsStart yesterdaysEnd
            find events between 2026-03-01 and 2026-03-03 | lastWeeksEnd monday monthsStart yesterdaysEnd
            find events from 2026-03-03 to today       | midnight now tonight yesterdaysEnd
            find events on 2026-03-04                  | midnight now tonight
            find events after 2026-03-04               | tomorrow
            find events where at > 2026-03-03          | midnight now tomorrow tonight
            find events where at <= 2026-03-03         | lastMonthsEnd lastWeeksEnd monday monthsStart yesterdaysEnd
            find events where at is not today          | lastMonthsEnd lastWeeksEnd monday monthsStart tomorrow yesterdaysEnd
            find events this week                      | midnight monday now tomorrow tonight yesterdaysEnd
            find events last week                      | lastMonthsEnd lastWeeksEnd monthsStart
            find events this month                     | lastWeeksEnd midnight monday monthsStart now tomorrow tonight yesterdaysEnd
            find events last month                     | lastMonthsEnd
            find events in 2026-02                     | lastMonthsEnd
            find events in 2025                        |
            find events in the last 5 hours            | now
            find events in the last 6 hours            | midnight now yesterdaysEnd
            find events in the next 2 days             | now tomorrow tonight
            find events after now                      | tomorrow tonight
            find events since now                      | now tomorrow tonight
            find events since 2026-03-04 00:00         | midnight now tomorrow tonight
            find events after 2026-03-04T00:00:00Z     | now tomorrow tonight
            find events older than 5 hours             | lastMonthsEnd lastWeeksEnd monday monthsStart yesterdaysEnd midnight
            find events where at was more than 2 days ago | lastMonthsEnd lastWeeksEnd monday monthsStart
            find events where at was less than 2 days ago | midnight now tomorrow tonight yesterdaysEnd
            find events where at is empty              | never unknown
            find events where at is missing            | unknown
            find events without an at                  | never unknown
            find events with an at before 2026-03-01   | lastMonthsEnd
            """)
    void timesEndAndBeginWithTheirDays(String sentence, String ids) {
        withTimes();

        assertThat(found(sentence)).isEqualTo(ids == null ? List.of() : sorted(ids));
    }

    private static List<String> sorted(String ids) {
        return List.of(ids.split(" ")).stream().sorted().toList();
    }

    private void withPeople() {
        bench.with(
                "people",
                "{\"_id\": \"ann\", \"age\": 30, \"city\": \"Bonn\", \"member\": true, \"tags\": [\"a\", \"b\"]}",
                "{\"_id\": \"bob\", \"age\": 31, \"city\": \"Ulm\", \"member\": false, \"email\": \"\"}",
                "{\"_id\": \"cem\", \"age\": 29, \"city\": \"Bonn\", \"email\": \"c@x\"}",
                "{\"_id\": \"dee\", \"age\": \"30\", \"city\": null, \"member\": true, \"email\": null}",
                "{\"_id\": \"eva\", \"age\": 60.5, \"member\": \"yes\", \"email\": \"room 404\", \"tags\": [404]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            find people older than 30                                    | bob eva
            find people younger than 30                                  | cem
            find people where age is at least 30                         | ann bob eva
            find people where age is 30                                  | ann
            find people where age is "30"                                | dee
            find people where age is not 30                              | bob cem eva
            find people where not age is 30                              | bob cem eva
            find people where not city is Bonn                           | bob
            find people where city is not one of Bonn, Ulm               |
            find people where not city is Bonn and age is over 40        |
            find people where city is Ulm or city is Bonn and age is 30  | ann bob
            find people where (city is Ulm or city is Bonn) and age is 30 | ann
            find people where not (city is Ulm or age is 30)             | cem
            find people where city is Bonn, age is over 29               | ann
            find people where age is over 29 and under 60                | ann bob
            find people where age is under 30 or over 60                 | cem eva
            find people where age is not between 30 and 31               | cem eva
            find people that are member                                  | ann dee
            find people that are not member                              | bob
            find people without an email                                 | ann bob dee
            find people with an email                                    | cem eva
            find people where email is empty                             | ann bob dee
            find people where email is not empty                         | cem eva
            find people where email is null                              | ann dee
            find people where email exists                               | bob cem dee eva
            find people where email contains 404                         | eva
            find people where tags contains 404                          | eva
            find people where tags contains the number 404               | eva
            find people where email contains the number 404              |
            find people where tags contains one of a, 404                | ann eva
            find people where email contains one of room, 404            | eva
            find people where city is null or age is over 60             | dee eva
            """)
    void conditionsFollowTheirLogic(String sentence, String ids) {
        withPeople();

        assertThat(found(sentence)).isEqualTo(ids == null ? List.of() : sorted(ids));
    }

    private void withProducts() {
        bench.with(
                "products",
                "{\"_id\": \"a\", \"category\": \"x\", \"price\": 5, \"made_at\": {\"$date\": \"2026-01-03T00:00:00Z\"}}",
                "{\"_id\": \"b\", \"category\": \"x\", \"price\": 9, \"made_at\": {\"$date\": \"2026-01-01T00:00:00Z\"}}",
                "{\"_id\": \"c\", \"category\": \"y\", \"price\": 9, \"made_at\": {\"$date\": \"2026-01-02T00:00:00Z\"}}",
                "{\"_id\": \"d\", \"category\": \"y\", \"price\": 9}",
                "{\"_id\": \"e\", \"category\": \"y\", \"price\": 2}",
                "{\"_id\": \"f\", \"category\": \"z\"}",
                "{\"_id\": \"g\", \"category\": \"z\", \"price\": null}");
    }

    @Test
    void theTopThreeAreThreeEvenWhenMoreAreAsGood() {
        withProducts();

        assertThat(found("top 3 products by price")).containsExactly("b", "c", "d");
        assertThat(rows("top 2 products by price"))
                .hasSize(2)
                .allSatisfy(product -> assertThat(product.get("price")).isEqualTo(Value.of(9L)));
        assertThat(rows("which category has the most products")).hasSize(1);
    }

    @Test
    void whatHasNoValueIsNotTheLowest() {
        withProducts();

        assertThat(found("which product has the lowest price")).containsExactly("e");
        assertThat(found("get the oldest product")).containsExactly("b");
        assertThat(found("get the newest product")).containsExactly("a");
        Value.Obj lowest =
                rows("which category has the lowest average price in products").getFirst();
        assertThat(lowest.get("category")).isEqualTo(Value.of("y"));
    }

    @Test
    void groupsAreCountedWithTheirDocumentsWithoutValues() {
        withProducts();

        assertThat(rows("count products per category sorted by category"))
                .extracting(row -> row.get("count"))
                .containsExactly(Value.of(2L), Value.of(3L), Value.of(2L));
        assertThat(rows("how many different categories of products are there")
                        .getFirst()
                        .get("COUNT(DISTINCT category)"))
                .isEqualTo(Value.of(3L));
        assertThat(rows("average price of products where category is z")
                        .getFirst()
                        .get("AVG(price)"))
                .isEqualTo(Value.NULL);
    }

    @Test
    void changesReachWhatTheirConditionsHoldFor() {
        withProducts();

        rows("increase price of products by 1 where price is under 9");
        assertThat(bench.written().matched()).isEqualTo(2);
        rows("set the category of products to cheap where price is at most 6");
        assertThat(found("find products where category is cheap")).containsExactly("a", "e");
        rows("delete products without a price");
        assertThat(bench.written().affected()).isEqualTo(2);
        rows("update all products remove made_at");
        assertThat(found("find products where made_at exists")).isEmpty();
    }

    @Test
    void aChangeWithoutConditionsChangesNothing() {
        withProducts();

        assertThatThrownBy(() -> rows("delete products")).hasMessageContaining("every document");
        assertThatThrownBy(() -> rows("delete products where category is x skip 1"))
                .hasMessageContaining("skip has no meaning");
        assertThat(rows("find products")).hasSize(7);
    }

    @Test
    void pagesSkipBeforeTheyLimit() {
        withProducts();

        assertThat(rows("show _id of products sorted by _id limit 2 skip 3"))
                .extracting(row -> row.get("_id"))
                .containsExactly(Value.of("d"), Value.of("e"));
        assertThat(rows("show _id of products sorted by _id skip 3 limit 2"))
                .extracting(row -> row.get("_id"))
                .containsExactly(Value.of("d"), Value.of("e"));
    }
}
