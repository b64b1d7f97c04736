package io.lumadb.query.execution.operator;

import io.lumadb.document.FieldPath;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.expression.CompositeRow;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Operators without a plan: inputs from lists, random rows, and runs with a budget. */
public final class OperatorBench {

    public static final long AMPLE = 64L << 20;

    /** So little that nearly everything is spilled. */
    public static final long TINY = 6_000;

    private OperatorBench() {}

    public static QueryRun run(long budgetBytes, SpillDirectory spill) {
        return new QueryRun(
                "q", Consistency.EVENTUAL, Instant.EPOCH, Duration.ofMinutes(5), new MemoryBudget(budgetBytes), spill);
    }

    public static QueryRun ample() {
        return run(AMPLE, SpillDirectory.none());
    }

    /** Gives the rows in batches of a few. */
    public static Operator input(List<? extends Row> rows) {
        return new Operator() {
            private int given;

            @Override
            public List<Row> next() {
                int from = given;
                given = Math.min(rows.size(), from + 7);
                return List.copyOf(rows.subList(from, given));
            }

            @Override
            public void close() {
                given = rows.size();
            }
        };
    }

    /** Everything that an operator gives, and closes it. */
    public static List<Row> drain(Operator operator) {
        List<Row> all = new ArrayList<>();
        try (operator) {
            for (List<Row> batch = operator.next(); !batch.isEmpty(); batch = operator.next()) {
                all.addAll(batch);
            }
        }
        return all;
    }

    public static Evaluator field(String name) {
        FieldPath path = FieldPath.of(name);
        return row -> row.get(path);
    }

    /** A row of names and values in turn. */
    public static Row row(Object... namesAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new ObjectRow(new Value.Obj(fields));
    }

    /** A value that is often equal to others, of few kinds, sometimes null. */
    public static Value key(Random random, int different) {
        return switch (random.nextInt(12)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of("t" + random.nextInt(different));
            case 2, 3, 4 -> Value.of((double) random.nextInt(different));
            default -> Value.of((long) random.nextInt(different));
        };
    }

    /** Rows with an {@code _id}, a key {@code k}, a number {@code n} and some text that takes memory. */
    public static List<Row> rows(Random random, int count, int different) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(
                    "_id", Value.of(i),
                    "k", key(random, different),
                    "n", Value.of(random.nextInt(20)),
                    "pad", Value.of("x".repeat(random.nextInt(60)))));
        }
        return rows;
    }

    /** Rows as texts that are equal when the rows are, values by query rules: to compare results as multisets. */
    public static List<String> texts(List<Row> rows) {
        return rows.stream().map(OperatorBench::text).toList();
    }

    public static String text(Row row) {
        return HexFormat.of().formatHex(OrderedKey.of(row.object()));
    }

    /** Two rows side by side: {@code l} and {@code r}, of which one may be absent. */
    public record Pair(List<Row> parts, Shape shape) implements CompositeRow {

        private static final Shape BOTH = Pair::both;
        private static final Shape LEFT = parts -> new Pair(parts, Pair.LEFT);
        private static final Shape RIGHT = parts -> new Pair(parts, Pair.RIGHT);

        private static Row both(List<Row> parts) {
            return new Pair(parts, BOTH);
        }

        public static Row of(Row left, Row right) {
            return new Pair(List.of(left, right), BOTH);
        }

        public static Row left(Row left) {
            return new Pair(List.of(left), LEFT);
        }

        public static Row right(Row right) {
            return new Pair(List.of(right), RIGHT);
        }

        @Override
        public Value field(String name) {
            return object().get(name);
        }

        @Override
        public Value get(FieldPath path) {
            return io.lumadb.document.Document.get(object(), path.segments());
        }

        @Override
        public Value.Obj object() {
            Map<String, Value> fields = new LinkedHashMap<>();
            if (!shape.equals(RIGHT)) {
                fields.put("l", parts.getFirst().object());
            }
            if (!shape.equals(LEFT)) {
                fields.put("r", parts.getLast().object());
            }
            return new Value.Obj(fields);
        }
    }
}
