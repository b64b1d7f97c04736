package io.lumadb.query.execution.operator.exchange;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.sort.KeyedRow;
import io.lumadb.query.execution.operator.sort.SortOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/** Runs a sorting fragment beside every shard and merges what they give. */
public final class MergeSorted implements Operator {

    private static final int BATCH = 512;
    private static final int QUEUED_BATCHES = 2;

    private final QueryRun run;
    private final List<Input> inputs = new ArrayList<>();
    private final PriorityQueue<Input> smallestFirst;
    private boolean started;

    public MergeSorted(List<Supplier<Operator>> plans, SortOrder order, QueryRun run) {
        this.run = run;
        for (Supplier<Operator> plan : plans) {
            inputs.add(new Input(plan, run));
        }
        this.smallestFirst = new PriorityQueue<>(Comparator.comparing(Input::head, order));
    }

    @Override
    public List<Row> next() {
        if (!started) {
            started = true;
            inputs.forEach(input -> input.fragment.start("query-fragment"));
            for (Input input : inputs) {
                if (input.advance(run)) {
                    smallestFirst.add(input);
                }
            }
        }
        List<Row> merged = new ArrayList<>(BATCH);
        while (merged.size() < BATCH) {
            Input smallest = smallestFirst.poll();
            if (smallest == null) {
                break;
            }
            merged.add(smallest.head());
            if (smallest.advance(run)) {
                smallestFirst.add(smallest);
            }
        }
        return merged;
    }

    @Override
    public void close() {
        if (started) {
            Fragment.stopAll(inputs.stream().map(input -> input.fragment).toList());
        }
    }

    /** One shard's sorted rows and how far they are read. */
    private static final class Input {
        private final Fragment fragment;
        private final BlockingQueue<Fragment.Message> results = new ArrayBlockingQueue<>(QUEUED_BATCHES);
        private List<Row> batch = List.of();
        private int position = -1;

        Input(Supplier<Operator> plan, QueryRun run) {
            this.fragment = new Fragment(plan, results, run);
        }

        KeyedRow head() {
            return (KeyedRow) batch.get(position);
        }

        /** Moves to the next row; false at the end. */
        boolean advance(QueryRun run) {
            position++;
            if (position < batch.size()) {
                return true;
            }
            return switch (Fragment.receive(results, run)) {
                case Fragment.Message.Rows(List<Row> rows) -> {
                    batch = rows;
                    position = 0;
                    yield true;
                }
                case Fragment.Message.End() -> false;
                case Fragment.Message.Failure failure -> throw failure.cause();
            };
        }
    }
}
