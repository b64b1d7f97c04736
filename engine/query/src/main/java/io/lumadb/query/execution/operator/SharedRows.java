package io.lumadb.query.execution.operator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The rows of a statement's common tables, each read once. Thread-safe; closed when the statement has ended. */
public final class SharedRows implements AutoCloseable {

    private final Map<String, Materialized> tables = new HashMap<>();

    /** A replay of a table's rows; its plan is built when this is the first. */
    synchronized Operator read(String name, Supplier<Operator> plan, QueryRun run) {
        Materialized table = tables.get(name);
        if (table == null) {
            table = new Materialized(plan.get(), run);
            tables.put(name, table);
        }
        return table.replay();
    }

    @Override
    public synchronized void close() {
        tables.values().forEach(Materialized::close);
        tables.clear();
    }
}
