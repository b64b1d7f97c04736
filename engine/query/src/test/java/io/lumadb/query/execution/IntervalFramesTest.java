package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.query.language.QueryError;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames whose edges are so many days or months away. */
class IntervalFramesTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void fill() {
        bench.lql("CREATE COLLECTION t");
        List<String> days = List.of("2026-01-01", "2026-01-31", "2026-02-05", "2026-02-28", "2026-03-31");
        for (int i = 0; i < days.size(); i++) {
            bench.lql(
                    "INSERT INTO t (_id, d, x) VALUES (" + i + ", TIMESTAMP '" + days.get(i) + "', " + (1 << i) + ")");
        }
    }

    private List<String> sums(String frame) {
        return bench.json("SELECT SUM(x) OVER (ORDER BY d RANGE " + frame + ") AS s FROM t ORDER BY d");
    }

    @Test
    void countDaysBackAndForth() {
        assertThat(sums("INTERVAL '5' day PRECEDING"))
                .containsExactly("{\"s\":1}", "{\"s\":2}", "{\"s\":6}", "{\"s\":8}", "{\"s\":16}");
        assertThat(sums("BETWEEN INTERVAL '30' day PRECEDING AND INTERVAL '23' day FOLLOWING"))
                .containsExactly("{\"s\":1}", "{\"s\":7}", "{\"s\":14}", "{\"s\":14}", "{\"s\":16}");
    }

    @Test
    void countMonthsByTheCalendar() {
        // A month before 31 March and one before 28 February are 28 February and 28 January.
        assertThat(sums("INTERVAL '1' month PRECEDING"))
                .containsExactly("{\"s\":1}", "{\"s\":3}", "{\"s\":6}", "{\"s\":14}", "{\"s\":24}");
    }

    @Test
    void goTheOtherWayInADescendingOrder() {
        assertThat(
                        bench.json(
                                "SELECT SUM(x) OVER (ORDER BY d DESC RANGE INTERVAL '5' days PRECEDING) AS s FROM t ORDER BY d"))
                .containsExactly("{\"s\":1}", "{\"s\":6}", "{\"s\":4}", "{\"s\":8}", "{\"s\":16}");
    }

    @Test
    void refuseUnitsThatAreNoneAndDistancesBackwards() {
        assertThatThrownBy(() -> sums("INTERVAL '1' fortnight PRECEDING"))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("'fortnight' is not a unit of time");
        assertThatThrownBy(() -> sums("INTERVAL '-1' day PRECEDING")).hasMessageContaining("0 or more");
    }
}
