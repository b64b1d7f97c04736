package io.lumadb.query.execution.operator.join;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Joins few left rows with the partners that an index or their key finds. When the left rows turn out to be many, another
 * join that reads the whole right side takes their place. Rows come in no particular order.
 */
public final class LookupJoin implements Operator {

    private static final int MOST_LOOKED_UP = 256;
    private static final int BATCH = 512;

    private final Operator left;
    private final Operator right;
    private final Lookup lookup;
    private final boolean keepsLoneLeft;
    private final JoinRows rows;
    private final BinaryOperator<Operator> otherwise;
    private final QueryRun run;
    private final List<Row> few = new ArrayList<>();
    private final Map<ValueKey, List<Row>> found = new HashMap<>();
    private @Nullable Operator reading;
    private boolean begun;
    private int position;
    private long heldBytes;

    /**
     * How partners are found.
     *
     * @param key over the left rows; null has no partner
     * @param partners gives the right rows that may be partners of a key
     * @param condition over the combined row, without which two rows are no partners
     */
    public record Lookup(Evaluator key, Function<Value, Operator> partners, Optional<Evaluator> condition) {}

    /**
     * Makes the join.
     *
     * @param right all rows that have partners; read only when the left rows are many
     * @param keepsLoneLeft also left rows without a partner
     * @param otherwise makes the join of many left rows and all right rows; it closes what it is given
     */
    public LookupJoin(
            Operator left,
            Operator right,
            Lookup lookup,
            boolean keepsLoneLeft,
            JoinRows rows,
            BinaryOperator<Operator> otherwise,
            QueryRun run) {
        this.left = left;
        this.right = right;
        this.lookup = lookup;
        this.keepsLoneLeft = keepsLoneLeft;
        this.rows = rows;
        this.otherwise = otherwise;
        this.run = run;
    }

    @Override
    public List<Row> next() {
        if (!begun) {
            begin();
            begun = true;
        }
        if (reading != null) {
            return reading.next();
        }
        List<Row> given = new ArrayList<>();
        while (position < few.size() && given.size() < BATCH) {
            run.checkpoint();
            join(few.get(position), given);
            position++;
        }
        return given;
    }

    private void begin() {
        for (List<Row> batch = left.next(); !batch.isEmpty(); batch = left.next()) {
            for (Row row : batch) {
                hold(row);
                few.add(row);
            }
            if (few.size() > MOST_LOOKED_UP) {
                reading = otherwise.apply(new Resumed(List.copyOf(few), left), right);
                few.clear();
                return;
            }
        }
    }

    private void join(Row row, List<Row> given) {
        Value key = lookup.key().evaluate(row);
        boolean matched = false;
        for (Row partner : key.isNull() ? List.<Row>of() : partners(key)) {
            Row combined = rows.combined().apply(row, partner);
            if (lookup.condition().isEmpty() || lookup.condition().get().holds(combined)) {
                given.add(combined);
                matched = true;
            }
        }
        if (!matched && keepsLoneLeft) {
            given.add(rows.leftAlone().apply(row));
        }
    }

    private List<Row> partners(Value key) {
        ValueKey hashed = new ValueKey(key);
        List<Row> known = found.get(hashed);
        if (known == null) {
            known = new ArrayList<>();
            try (Operator partners = lookup.partners().apply(key)) {
                for (List<Row> batch = partners.next(); !batch.isEmpty(); batch = partners.next()) {
                    batch.forEach(this::hold);
                    known.addAll(batch);
                }
            }
            found.put(hashed, known);
        }
        return known;
    }

    private void hold(Row row) {
        long bytes = row.heldBytes();
        run.memory().reserve(bytes, "JOIN");
        heldBytes += bytes;
    }

    @Override
    public void close() {
        if (reading == null) {
            left.close();
            right.close();
        } else {
            reading.close();
        }
        few.clear();
        found.clear();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }

    /** Rows that were read already, and the others behind them. */
    private static final class Resumed implements Operator {
        private final List<Row> read;
        private final Operator rest;
        private boolean given;

        Resumed(List<Row> read, Operator rest) {
            this.read = read;
            this.rest = rest;
        }

        @Override
        public List<Row> next() {
            if (given) {
                return rest.next();
            }
            given = true;
            return read;
        }

        @Override
        public void close() {
            rest.close();
        }
    }
}
