package io.lumadb.query.execution.write;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.StoredDocument;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents that match, each on condition that it is still the one the write was computed from. One that has
 * changed since is read and tested again. With a limit the search begins anew, since another document may now be the first
 * in order. Owned by the statement's thread.
 */
final class MatchedWrites {

    /** A document that changed under the statement as often as this is given up on. */
    static final int MOST_ROUNDS = 1_000;

    private final Database database;
    private final QueryRun run;
    private final Matches matches;
    private final Target target;
    private final Work work;
    private final Map<ValueKey, StoredDocument> pending = new HashMap<>();
    private final Set<ValueKey> finished = new HashSet<>();
    private List<Value> overtaken = new ArrayList<>();
    private @Nullable LumaException firstFailure;

    /** @param statement what it is called in error messages */
    record Target(
            String statement,
            MatchingRules rules,
            String collection,
            Optional<Expression> where,
            List<SortKey> orderBy,
            Optional<Expression> limit) {}

    /** What is done to a document that matches. */
    interface Work {

        /** The write that a document calls for; none when it is as it should be. */
        Optional<Mutation> mutation(StoredDocument document);

        /** A document needed no write. */
        void unchanged(StoredDocument document);

        /** A write is durable. {@code revision} is that of the document now. */
        void written(StoredDocument before, Mutation mutation, long revision);
    }

    MatchedWrites(Database database, QueryRun run, Matches matches, Target target, Work work) {
        this.database = database;
        this.run = run;
        this.matches = matches;
        this.target = target;
        this.work = work;
    }

    /**
     * Does the work on every document that matches, up to the limit.
     *
     * @throws LumaException of the first document that could not be written; CONFLICT when one kept changing meanwhile
     */
    void run() {
        if (target.limit().isPresent()) {
            runLimited(matches.limit(target.limit().get()));
        } else {
            runAll();
        }
    }

    private void runAll() {
        WriteBatches first = batches();
        matches.forEach(
                target.rules(),
                target.collection(),
                target.where(),
                target.orderBy(),
                Optional.empty(),
                document -> take(document, first));
        first.finish();
        for (int round = 1; !overtaken.isEmpty() && firstFailure == null; round++) {
            requireRoundLeft(round);
            List<Value> ids = overtaken;
            overtaken = new ArrayList<>();
            WriteBatches again = batches();
            matches.again(target.rules(), target.collection(), target.where(), ids, document -> take(document, again));
            again.finish();
        }
        throwFailure();
    }

    private void runLimited(long limit) {
        boolean again = true;
        for (int round = 0; again && finished.size() < limit && firstFailure == null; round++) {
            requireRoundLeft(round);
            overtaken = new ArrayList<>();
            WriteBatches batches = batches();
            long wanted = limit - finished.size();
            long[] taken = {0};
            matches.forEach(
                    target.rules(), target.collection(), target.where(), target.orderBy(), target.limit(), document -> {
                        boolean fresh = !finished.contains(
                                new ValueKey(document.document().id()));
                        if (fresh && taken[0] < wanted) {
                            taken[0]++;
                            take(document, batches);
                        }
                    });
            batches.finish();
            again = !overtaken.isEmpty();
        }
        throwFailure();
    }

    private WriteBatches batches() {
        return new WriteBatches(database, target.collection(), run, this::outcome);
    }

    private void take(StoredDocument document, WriteBatches batches) {
        if (firstFailure != null) {
            return;
        }
        Optional<Mutation> mutation = work.mutation(document);
        if (mutation.isEmpty()) {
            finish(document);
            work.unchanged(document);
        } else {
            pending.put(new ValueKey(document.document().id()), document);
            batches.add(mutation.get());
        }
    }

    private void finish(StoredDocument document) {
        if (target.limit().isPresent()) {
            finished.add(new ValueKey(document.document().id()));
        }
    }

    private void outcome(Mutation mutation, WriteOutcome outcome) {
        StoredDocument before = pending.remove(new ValueKey(mutation.id()));
        if (before == null) {
            throw new IllegalStateException("an outcome for a document that was not written");
        }
        switch (outcome) {
            case WriteOutcome.Done(long revision, boolean _) -> {
                finish(before);
                work.written(before, mutation, revision);
            }
            case WriteOutcome.Failed(ErrorCode code, String detail) -> {
                // A document that was deleted meanwhile is none of the matches any more.
                if (code == ErrorCode.REVISION_MISMATCH || code == ErrorCode.NOT_FOUND) {
                    overtaken.add(mutation.id());
                } else if (firstFailure == null) {
                    firstFailure = new LumaException(code, detail);
                }
            }
        }
    }

    private void throwFailure() {
        if (firstFailure != null) {
            throw firstFailure;
        }
    }

    private void requireRoundLeft(int round) {
        if (round >= MOST_ROUNDS) {
            String which = overtaken.isEmpty() ? "a document" : "document " + Json.relaxed(overtaken.getFirst());
            throw new LumaException(
                    ErrorCode.CONFLICT,
                    which + " of collection '" + target.collection() + "' changed under this " + target.statement()
                            + " " + MOST_ROUNDS + " times",
                    "send the " + target.statement() + " again");
        }
    }

    /** The condition of a write that was computed from a document. */
    static OptionalLong revision(StoredDocument document) {
        return OptionalLong.of(document.revision());
    }
}
