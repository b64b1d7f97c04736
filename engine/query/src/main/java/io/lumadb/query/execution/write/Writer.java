package io.lumadb.query.execution.write;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.SelectPlanner;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Returning;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The door of this room: carries out one writing statement, on the statement's thread. */
public final class Writer {

    private final Database database;
    private final QueryRun run;
    private final Function<String, CollectionDefinition> catalog;
    private final Consumer<Value.Obj> rows;

    /**
     * @param catalog gives a collection's definition, or throws UNKNOWN_COLLECTION
     * @param rows takes what a statement gives back of the documents it touched
     */
    public Writer(
            Database database, QueryRun run, Function<String, CollectionDefinition> catalog, Consumer<Value.Obj> rows) {
        this.database = database;
        this.run = run;
        this.catalog = catalog;
        this.rows = rows;
    }

    /**
     * Stores documents.
     *
     * @throws LumaException DUPLICATE_KEY, SCHEMA_VIOLATION, BAD_REQUEST, … of the first document that failed, saying how
     *     many others are stored
     */
    public WriteCounts insert(Statement.Insert insert) {
        return new Inserts(
                        database,
                        run,
                        catalog.apply(insert.collection()),
                        insert,
                        returned(MatchingRules.SQL, insert.returning()))
                .run();
    }

    /**
     * Changes documents.
     *
     * @throws LumaException of the first document that could not be changed; CONFLICT when one kept changing meanwhile
     */
    public WriteCounts update(Statement.Update update) {
        return new Updates(
                        database,
                        run,
                        matches(),
                        catalog.apply(update.collection()),
                        update,
                        returned(update.rules(), update.returning()))
                .run();
    }

    /** Deletes documents. */
    public WriteCounts delete(Statement.Delete delete) {
        return new Deletes(
                        database,
                        run,
                        matches(),
                        catalog.apply(delete.collection()).name(),
                        delete,
                        returned(delete.rules(), delete.returning()))
                .run();
    }

    private ReturnedRows returned(MatchingRules rules, Optional<Returning> returning) {
        return new ReturnedRows(returning, ExpressionCompiler.over(rules, run.startedAt()), rows);
    }

    private Matches matches() {
        return new Matches(database, run, new SelectPlanner(catalog, run.startedAt()));
    }
}
