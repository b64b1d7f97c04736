package io.lumadb.query.execution.write;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.StoredDocument;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.runtime.RunningPlan;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** DELETE. A document that changed since it matched is looked at again. Owned by the statement's thread. */
final class Deletes {

    private final Database database;
    private final QueryRun run;
    private final QueryPlanner planner;
    private final Statement.Delete delete;
    private final ReturnedRows returned;
    private final WriteTally tally = new WriteTally();
    private final IdentityHashMap<Mutation, StoredDocument> underway = new IdentityHashMap<>();
    private List<Value> overtaken = new ArrayList<>();
    private @Nullable LumaException firstFailure;

    Deletes(Database database, QueryRun run, QueryPlanner planner, Statement.Delete delete, ReturnedRows returned) {
        this.database = database;
        this.run = run;
        this.planner = planner;
        this.delete = delete;
        this.returned = returned;
    }

    WriteCounts run(WritePlan plan, RunningPlan running) {
        WriteBatches batches = new WriteBatches(
                database, delete.collection(), run, this::take, plan.subqueriesRead(delete.collection()));
        Matches.forEach(running, document -> {
            tally.matched(1);
            remove(document, batches);
        });
        batches.finish();
        for (int round = 1; !overtaken.isEmpty() && firstFailure == null; round++) {
            if (round == Updates.MOST_ROUNDS) {
                throw new LumaException(
                        ErrorCode.CONFLICT,
                        "document " + Json.relaxed(overtaken.getFirst()) + " of collection '" + delete.collection()
                                + "' changed under this delete " + round + " times",
                        "send the delete again");
            }
            retry();
        }
        if (firstFailure != null) {
            throw firstFailure;
        }
        return tally.counts();
    }

    private void retry() {
        List<Value> ids = overtaken;
        overtaken = new ArrayList<>();
        Statement.Delete again = new Statement.Delete(
                delete.rules(),
                delete.collection(),
                Optional.of(Matches.again(ids, delete.where())),
                List.of(),
                Optional.empty());
        WritePlan plan = planner.plan(again);
        WriteBatches batches = new WriteBatches(
                database, delete.collection(), run, this::take, plan.subqueriesRead(delete.collection()));
        try (RunningPlan running = RunningPlan.of(database, run, planner, plan.reads())) {
            Matches.forEach(running, document -> remove(document, batches));
        }
        batches.finish();
    }

    private void remove(StoredDocument document, WriteBatches batches) {
        Mutation deletion = deletion(document);
        if (returned.isWanted()) {
            underway.put(deletion, document);
        }
        batches.add(deletion);
    }

    private static Mutation deletion(StoredDocument document) {
        return new Mutation.Delete(document.document().id(), OptionalLong.of(document.revision()));
    }

    private void take(Mutation mutation, WriteOutcome outcome) {
        switch (outcome) {
            case WriteOutcome.Done _ -> {
                tally.deleted();
                StoredDocument deleted = underway.remove(mutation);
                if (deleted != null) {
                    returned.give(deleted);
                }
            }
            case WriteOutcome.Failed(ErrorCode code, String detail) -> {
                underway.remove(mutation);
                if (code == ErrorCode.REVISION_MISMATCH) {
                    overtaken.add(mutation.id());
                } else if (code != ErrorCode.NOT_FOUND && firstFailure == null) {
                    firstFailure = new LumaException(code, detail);
                }
            }
        }
    }
}
