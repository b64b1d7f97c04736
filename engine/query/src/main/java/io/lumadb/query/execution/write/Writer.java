package io.lumadb.query.execution.write;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.runtime.RunningPlan;
import io.lumadb.query.statement.Statement;
import java.util.function.Consumer;
import java.util.function.Function;

/** The door of this room: carries out one writing statement, on the statement's thread. */
public final class Writer {

    private final Database database;
    private final QueryRun run;
    private final Function<String, CollectionDefinition> catalog;
    private final QueryPlanner planner;
    private final Consumer<Value.Obj> returned;

    /**
     * @param catalog gives a collection's definition, or throws UNKNOWN_COLLECTION
     * @param returned takes the rows that RETURNING asks for
     */
    public Writer(
            Database database,
            QueryRun run,
            Function<String, CollectionDefinition> catalog,
            QueryPlanner planner,
            Consumer<Value.Obj> returned) {
        this.database = database;
        this.run = run;
        this.catalog = catalog;
        this.planner = planner;
        this.returned = returned;
    }

    /**
     * Stores documents.
     *
     * @throws LumaException DUPLICATE_KEY, SCHEMA_VIOLATION, BAD_REQUEST, … of the first document that failed, saying how
     *     many others are stored
     */
    public WriteCounts insert(Statement.Insert insert, WritePlan plan) {
        try (RunningPlan running = running(plan)) {
            return inserts(insert.collection(), insert.upsert(), plan, running)
                    .values(plan.documents(), insert.ordered(), running.compiler());
        }
    }

    /**
     * Stores a query's rows as documents.
     *
     * @throws LumaException as {@link #insert(Statement.Insert, WritePlan)}
     */
    public WriteCounts insert(Statement.InsertQuery insert, WritePlan plan) {
        boolean readsItself =
                plan.reads().root().reads(insert.collection()) || plan.subqueriesRead(insert.collection());
        try (RunningPlan running = running(plan);
                Operator rows = running.rows()) {
            return inserts(insert.collection(), insert.upsert(), plan, running).rows(rows, readsItself);
        }
    }

    private Inserts inserts(String collection, boolean upsert, WritePlan plan, RunningPlan running) {
        return new Inserts(database, run, catalog.apply(collection), upsert, returned(plan, running));
    }

    /**
     * Changes documents.
     *
     * @throws LumaException of the first document that could not be changed; CONFLICT when one kept changing meanwhile
     */
    public WriteCounts update(Statement.Update update, WritePlan plan) {
        CollectionDefinition collection = catalog.apply(update.collection());
        try (RunningPlan running = running(plan)) {
            ReturnedRows rows = returned(plan, running);
            return new Updates(database, run, planner, collection, update, plan, running.compiler(), rows).run(running);
        }
    }

    /** Deletes documents. */
    public WriteCounts delete(Statement.Delete delete, WritePlan plan) {
        try (RunningPlan running = running(plan)) {
            return new Deletes(database, run, planner, delete, returned(plan, running)).run(plan, running);
        }
    }

    private RunningPlan running(WritePlan plan) {
        return RunningPlan.of(database, run, planner, plan.reads());
    }

    private ReturnedRows returned(WritePlan plan, RunningPlan running) {
        return new ReturnedRows(plan.returned(), running.compiler(), returned);
    }
}
