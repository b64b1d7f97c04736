package io.lumadb.query.execution.write;

import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.runtime.RunningPlan;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
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
    private final QueryPlanner planner;
    private final Target target;
    private final Work work;
    private final Map<ValueKey, StoredDocument> pending = new HashMap<>();
    private final Set<ValueKey> finished = new HashSet<>();
    private List<Value> overtaken = new ArrayList<>();
    private @Nullable LumaException firstFailure;
    private long written;

    /**
     * The documents that a statement is about.
     *
     * @param statement what it is called in error messages
     * @param plan gives them
     * @param limit how many there are at most; absent without a limit
     */
    record Target(String statement, String collection, WritePlan plan, OptionalLong limit) {}

    /** What is done to a document that matches. */
    interface Work {

        /** The plan of those of some documents that still match. */
        WritePlan again(List<Value> ids);

        /** The write that a document calls for; none when it is as it should be. */
        Optional<Mutation> mutation(StoredDocument document);

        /** A document needed no write. */
        void unchanged(StoredDocument document);

        /** A write is durable. {@code revision} is that of the document now. */
        void written(StoredDocument before, Mutation mutation, long revision);
    }

    MatchedWrites(Database database, QueryRun run, QueryPlanner planner, Target target, Work work) {
        this.database = database;
        this.run = run;
        this.planner = planner;
        this.target = target;
        this.work = work;
    }

    /** How many documents a limit allows. */
    static OptionalLong limit(Optional<Expression> limit, ExpressionCompiler compiler) {
        return limit.isPresent() && compiler.compile(limit.get()) instanceof Evaluator.Constant(Value.Int64(long count))
                ? OptionalLong.of(count)
                : OptionalLong.empty();
    }

    /**
     * Does the work on every document that matches, up to the limit.
     *
     * @param running the target's plan, which has not been asked for rows
     * @throws LumaException of the first document that could not be written, saying how many others are; CONFLICT when one kept
     *     changing meanwhile
     */
    void run(RunningPlan running) {
        if (target.limit().isPresent()) {
            runLimited(running, target.limit().getAsLong());
        } else {
            runAll(running);
        }
        LumaException failure = firstFailure;
        if (failure != null) {
            throw written == 0 ? failure : amongOthers(failure);
        }
    }

    private LumaException amongOthers(LumaException failure) {
        String others =
                written == 1 ? "; another document is written" : "; " + written + " other documents are written";
        return new LumaException(
                failure.code(), failure.detail() + others, failure.hint().orElse(null), failure);
    }

    private void runAll(RunningPlan running) {
        WriteBatches first = batches(target.plan());
        Matches.forEach(running, document -> take(document, first));
        first.finish();
        for (int round = 1; !overtaken.isEmpty() && firstFailure == null; round++) {
            requireRoundLeft(round);
            List<Value> ids = overtaken;
            overtaken = new ArrayList<>();
            WritePlan plan = work.again(ids);
            WriteBatches again = batches(plan);
            forEach(plan, document -> take(document, again));
            again.finish();
        }
    }

    private void runLimited(RunningPlan running, long limit) {
        Round first = new Round(limit);
        Matches.forEach(running, first::offer);
        first.finish();
        for (int round = 1; !overtaken.isEmpty() && finished.size() < limit && firstFailure == null; round++) {
            requireRoundLeft(round);
            overtaken = new ArrayList<>();
            Round again = new Round(limit - finished.size());
            forEach(target.plan(), again::offer);
            again.finish();
        }
    }

    /** One look at the first documents in order. Those that are done with may be among them. */
    private final class Round {
        private final WriteBatches batches = batches(target.plan());
        private long wanted;

        Round(long wanted) {
            this.wanted = wanted;
        }

        void offer(StoredDocument document) {
            if (wanted > 0 && !finished.contains(key(document))) {
                wanted--;
                take(document, batches);
            }
        }

        void finish() {
            batches.finish();
        }
    }

    private void forEach(WritePlan plan, Consumer<StoredDocument> action) {
        try (RunningPlan running = RunningPlan.of(database, run, planner, plan.reads())) {
            Matches.forEach(running, action);
        }
    }

    private static ValueKey key(StoredDocument document) {
        return new ValueKey(document.document().id());
    }

    private WriteBatches batches(WritePlan plan) {
        return new WriteBatches(
                database, target.collection(), run, this::outcome, plan.subqueriesRead(target.collection()));
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
            pending.put(key(document), document);
            batches.add(mutation.get());
        }
    }

    private void finish(StoredDocument document) {
        if (target.limit().isPresent()) {
            finished.add(key(document));
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
                written++;
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
