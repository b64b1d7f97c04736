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
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** DELETE. A document that changed since it matched is looked at again. Owned by the statement's thread. */
final class Deletes {

    private final Database database;
    private final QueryRun run;
    private final Matches matches;
    private final String collection;
    private final Statement.Delete delete;
    private final WriteTally tally = new WriteTally();
    private List<Value> overtaken = new ArrayList<>();
    private @Nullable LumaException firstFailure;

    Deletes(Database database, QueryRun run, Matches matches, String collection, Statement.Delete delete) {
        this.database = database;
        this.run = run;
        this.matches = matches;
        this.collection = collection;
        this.delete = delete;
    }

    WriteCounts run() {
        WriteBatches batches = new WriteBatches(database, collection, run, this::take);
        matches.forEach(delete.rules(), collection, delete.where(), delete.orderBy(), delete.limit(), document -> {
            tally.matched(1);
            batches.add(deletion(document));
        });
        batches.finish();
        for (int round = 1; !overtaken.isEmpty() && firstFailure == null; round++) {
            if (round == Updates.MOST_ROUNDS) {
                throw new LumaException(
                        ErrorCode.CONFLICT,
                        "document " + Json.relaxed(overtaken.getFirst()) + " of collection '" + collection
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
        WriteBatches batches = new WriteBatches(database, collection, run, this::take);
        matches.again(delete.rules(), collection, delete.where(), ids, document -> batches.add(deletion(document)));
        batches.finish();
    }

    private static Mutation deletion(StoredDocument document) {
        return new Mutation.Delete(document.document().id(), OptionalLong.of(document.revision()));
    }

    private void take(Mutation mutation, WriteOutcome outcome) {
        switch (outcome) {
            case WriteOutcome.Done _ -> tally.deleted();
            case WriteOutcome.Failed(ErrorCode code, String detail) -> {
                if (code == ErrorCode.REVISION_MISMATCH) {
                    overtaken.add(mutation.id());
                } else if (code != ErrorCode.NOT_FOUND && firstFailure == null) {
                    firstFailure = new LumaException(code, detail);
                }
            }
        }
    }
}
