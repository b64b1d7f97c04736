package io.lumadb.query.execution.operator.exchange;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/** Runs a fragment beside every shard and gives their rows as they come. */
public final class Gather implements Operator {

    private final QueryRun run;
    private final List<Fragment> fragments = new ArrayList<>();
    private final BlockingQueue<Fragment.Message> results;
    private boolean started;
    private int running;

    public Gather(List<Supplier<Operator>> plans, QueryRun run) {
        this.run = run;
        this.results = new ArrayBlockingQueue<>(2 * Math.max(1, plans.size()));
        for (Supplier<Operator> plan : plans) {
            fragments.add(new Fragment(plan, results, run));
        }
    }

    @Override
    public List<Row> next() {
        if (!started) {
            started = true;
            running = fragments.size();
            fragments.forEach(fragment -> fragment.start("query-fragment"));
        }
        while (running > 0) {
            switch (Fragment.receive(results, run)) {
                case Fragment.Message.Rows(List<Row> rows) -> {
                    return rows;
                }
                case Fragment.Message.End() -> running--;
                case Fragment.Message.Failure failure -> throw failure.cause();
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        if (started) {
            results.clear();
            Fragment.stopAll(fragments);
        }
    }
}
