package io.lumadb.query.execution.write;

import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.StoredDocument;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.statement.Statement;
import java.util.Optional;

/** DELETE. Owned by the statement's thread. */
final class Deletes implements MatchedWrites.Work {

    private final MatchedWrites writes;
    private final ReturnedRows returned;
    private final WriteTally tally = new WriteTally();

    Deletes(
            Database database,
            QueryRun run,
            Matches matches,
            String collection,
            Statement.Delete delete,
            ReturnedRows returned) {
        this.returned = returned;
        MatchedWrites.Target target = new MatchedWrites.Target(
                "delete", delete.rules(), collection, delete.where(), delete.orderBy(), delete.limit());
        this.writes = new MatchedWrites(database, run, matches, target, this);
    }

    WriteCounts run() {
        writes.run();
        return tally.counts();
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
        returned.written(Optional.of(before), mutation, revision);
    }
}
