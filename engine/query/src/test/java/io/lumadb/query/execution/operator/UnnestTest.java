package io.lumadb.query.execution.operator;

import static io.lumadb.query.execution.operator.OperatorBench.ample;
import static io.lumadb.query.execution.operator.OperatorBench.drain;
import static io.lumadb.query.execution.operator.OperatorBench.field;
import static io.lumadb.query.execution.operator.OperatorBench.input;
import static io.lumadb.query.execution.operator.OperatorBench.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Unnest.OfScalar;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UnnestTest {

    private static final List<Row> ROWS = List.of(
            row("id", Value.of(1), "a", Value.array(Value.of("x"), Value.NULL, Value.of("y"))),
            row("id", Value.of(2), "a", Value.array()),
            row("id", Value.of(3), "a", Value.of("scalar")),
            row("id", Value.of(4)));

    private static final Unnest.Elements ELEMENTS =
            (row, element, index) -> row("id", row.field("id"), "e", element, "i", Value.of(index));

    private static List<Row> unnest(OfScalar ofScalar, Optional<UnaryOperator<Row>> without) {
        return drain(new Unnest(input(ROWS), field("a"), ofScalar, ELEMENTS, without, ample()));
    }

    private static Row element(long id, Value value, long index) {
        return row("id", Value.of(id), "e", value, "i", Value.of(index));
    }

    @Test
    void givesARowForEveryElement() {
        assertThat(unnest(OfScalar.NOTHING, Optional.empty()))
                .containsExactly(element(1, Value.of("x"), 0), element(1, Value.NULL, 1), element(1, Value.of("y"), 2));
    }

    @Test
    void takesAScalarForAnArrayOfOneWhereJqlAsksForIt() {
        assertThat(unnest(OfScalar.ITSELF, Optional.empty()))
                .endsWith(element(3, Value.of("scalar"), -1))
                .hasSize(4);
    }

    @Test
    void keepsRowsWithoutElementsWhereTheyAreWanted() {
        assertThat(unnest(OfScalar.NOTHING, Optional.of(row -> row("lone", row.field("id")))))
                .endsWith(row("lone", Value.of(2)), row("lone", Value.of(3)), row("lone", Value.of(4)))
                .hasSize(6);
    }

    @Test
    void givesALongArrayInBatches() {
        Value many =
                new Value.Array(LongStream.range(0, 100_000).mapToObj(Value::of).toList());
        Unnest unnest = new Unnest(
                input(List.of(row("id", Value.of(1), "a", many))),
                field("a"),
                OfScalar.NOTHING,
                ELEMENTS,
                Optional.empty(),
                ample());

        assertThat(unnest.next()).hasSizeLessThan(1_000);
        assertThat(drain(unnest)).last().isEqualTo(element(1, Value.of(99_999), 99_999));
    }

    @Test
    void replaysWhatWasReadOnce() {
        int[] reads = {0};
        Operator counted = new Operator() {
            private final Operator rows = input(ROWS);

            @Override
            public List<Row> next() {
                reads[0]++;
                return rows.next();
            }

            @Override
            public void close() {
                rows.close();
            }
        };
        try (Materialized materialized = new Materialized(counted, ample())) {
            assertThat(reads[0]).isZero();
            assertThat(drain(materialized.replay())).isEqualTo(ROWS);
            int once = reads[0];
            assertThat(drain(materialized.replay())).isEqualTo(ROWS);
            assertThat(reads[0]).isEqualTo(once);
        }
    }
}
