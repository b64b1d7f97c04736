package io.lumadb.query.execution.operator;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.function.Watch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Gives a row for every element of an array that is computed from an input row: UNNEST, and JQL's $unwind. Rows come in
 * the input's order, elements in the array's.
 */
public final class Unnest implements Operator {

    private static final int BATCH = 512;
    private static final long MOST_BATCH_BYTES = 8L * 1024 * 1024;

    private final Operator input;
    private final Evaluator array;
    private final OfScalar ofScalar;
    private final Elements elements;
    private final Optional<UnaryOperator<Row>> withoutElements;
    private final QueryRun run;
    private Iterator<Row> rows = List.<Row>of().iterator();
    private Iterator<Row> unnested = List.<Row>of().iterator();

    /** What a value gives that is neither an array nor null. */
    public enum OfScalar {
        /** Nothing, as if it were an empty array. */
        NOTHING,
        /** Itself, as if it were an array of one element: JQL. */
        ITSELF
    }

    /** Makes a row of an input row and one element. */
    @FunctionalInterface
    public interface Elements {

        /** {@code index}: the element's place, from 0; -1 where the value was no array. */
        Row row(Row row, Value element, long index);
    }

    /**
     * @param array over the input's rows
     * @param withoutElements makes the row for an input row that has no elements (LEFT JOIN UNNEST,
     *     preserveNullAndEmptyArrays); without it there is none
     */
    public Unnest(
            Operator input,
            Evaluator array,
            OfScalar ofScalar,
            Elements elements,
            Optional<UnaryOperator<Row>> withoutElements,
            QueryRun run) {
        this.input = input;
        this.array = array;
        this.ofScalar = ofScalar;
        this.elements = elements;
        this.withoutElements = withoutElements;
        this.run = run;
    }

    @Override
    public List<Row> next() {
        run.checkpoint();
        List<Row> given = new ArrayList<>();
        long madeBefore = Watch.madeBytes();
        while (given.size() < BATCH && (given.isEmpty() || Watch.madeBytes() - madeBefore < MOST_BATCH_BYTES)) {
            if (unnested.hasNext()) {
                given.add(unnested.next());
            } else if (rows.hasNext()) {
                unnested = unnest(rows.next());
            } else {
                run.checkpoint();
                List<Row> batch = input.next();
                if (batch.isEmpty()) {
                    break;
                }
                rows = batch.iterator();
            }
        }
        return given;
    }

    private Iterator<Row> unnest(Row row) {
        Value value = array.evaluate(row);
        if (value instanceof Value.Array(List<Value> values) && !values.isEmpty()) {
            return new ElementRows(row, values);
        }
        boolean scalar = !(value instanceof Value.Array) && !value.isNull();
        if (scalar && ofScalar == OfScalar.ITSELF) {
            return List.of(elements.row(row, value, -1)).iterator();
        }
        return withoutElements
                .map(it -> List.of(it.apply(row)))
                .orElse(List.of())
                .iterator();
    }

    /** The rows of one array, made one by one: an array may be long. */
    private final class ElementRows implements Iterator<Row> {
        private final Row row;
        private final List<Value> values;
        private int index;

        ElementRows(Row row, List<Value> values) {
            this.row = row;
            this.values = values;
        }

        @Override
        public boolean hasNext() {
            return index < values.size();
        }

        @Override
        public Row next() {
            Row made = elements.row(row, values.get(index), index);
            index++;
            return made;
        }
    }

    @Override
    public void close() {
        input.close();
    }
}
