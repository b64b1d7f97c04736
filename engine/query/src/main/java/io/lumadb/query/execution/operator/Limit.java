package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import java.util.List;
import java.util.OptionalLong;

/** Skips the first rows and stops after some; what stands below is not asked for more. */
final class Limit implements Operator {

    private final Operator input;
    private long toSkip;
    private long toGive;

    Limit(Operator input, long offset, OptionalLong count) {
        this.input = input;
        this.toSkip = offset;
        this.toGive = count.orElse(Long.MAX_VALUE);
    }

    @Override
    public List<Row> next() {
        while (toGive > 0) {
            List<Row> batch = input.next();
            if (batch.isEmpty()) {
                return batch;
            }
            int from = (int) Math.min(toSkip, batch.size());
            toSkip -= from;
            int to = from + (int) Math.min(batch.size() - from, toGive);
            toGive -= to - from;
            if (to > from) {
                return batch.subList(from, to);
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        input.close();
    }
}
