package io.lumadb.query.execution.write;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.runtime.RunningPlan;
import io.lumadb.query.statement.Statement;
import java.util.List;
import java.util.Optional;

/** DELETE. Owned by the statement's thread. */
final class Deletes implements MatchedWrites.Work {

    private final Database database;
    private final QueryRun run;
    private final QueryPlanner planner;
    private final Statement.Delete delete;
    private final ReturnedRows returned;
    private final WriteTally tally = new WriteTally();

    Deletes(Database database, QueryRun run, QueryPlanner planner, Statement.Delete delete, ReturnedRows returned) {
        this.database = database;
        this.run = run;
        this.planner = planner;
        this.delete = delete;
        this.returned = returned;
    }

    WriteCounts run(WritePlan plan, RunningPlan running) {
        MatchedWrites.Target target = new MatchedWrites.Target(
                "delete", delete.collection(), plan, MatchedWrites.limit(delete.limit(), running.compiler()));
        new MatchedWrites(database, run, planner, target, this).run(running);
        return tally.counts();
    }

    @Override
    public WritePlan again(List<Value> ids) {
        return planner.plan(new Statement.Delete(
                delete.rules(),
                delete.collection(),
                Optional.of(Matches.again(ids, delete.where())),
                List.of(),
                Optional.empty()));
    }

    @Override
    public Optional<Mutation> mutation(StoredDocument document) {
        return Optional.of(new Mutation.Delete(document.document().id(), MatchedWrites.revision(document)));
    }

    @Override
    public void unchanged(StoredDocument document) {
        throw new IllegalStateException("a delete leaves no match unchanged");
    }

    @Override
    public void written(StoredDocument before, Mutation mutation, long revision) {
        tally.matched(1);
        tally.deleted();
        returned.give(before);
    }
}
