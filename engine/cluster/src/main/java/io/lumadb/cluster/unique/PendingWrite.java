package io.lumadb.cluster.unique;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mutation on its way. Its plan is that of the present round. For one thread. */
final class PendingWrite {

    /** The document's write, conditional on what the keys were computed from, and the keys it gains and loses. */
    record Plan(Write write, List<Key> enters, List<Key> leaves) {}

    final Mutation mutation;
    private @Nullable Plan plan;
    private List<Step> steps = new ArrayList<>();
    private @Nullable WriteOutcome outcome;
    private @Nullable LumaException failure;

    PendingWrite(Mutation mutation) {
        this.mutation = mutation;
    }

    void plan(Plan now) {
        plan = now;
        steps = new ArrayList<>();
    }

    /** Not in this round. */
    void putOff() {
        plan = null;
    }

    Optional<Plan> plan() {
        return Optional.ofNullable(plan);
    }

    List<Step> steps() {
        return steps;
    }

    void steps(List<Step> now) {
        steps = now;
    }

    void end(WriteOutcome with) {
        plan = null;
        outcome = with;
    }

    void refuse(ErrorCode code, String detail) {
        end(new WriteOutcome.Failed(code, detail));
    }

    /** It is not known what became of it. */
    void lose(LumaException why) {
        plan = null;
        failure = why;
    }

    boolean isOver() {
        return outcome != null || failure != null;
    }

    /** @throws LumaException when the outcome is not known */
    WriteOutcome outcome() {
        if (failure != null) {
            throw failure;
        }
        return java.util.Objects.requireNonNull(outcome);
    }

    /** Takes the result of the document's write; one whose condition was not the caller's is tried again. */
    void take(WriteResult result) {
        switch (result) {
            case WriteResult.Done(long revision, boolean existed) -> end(new WriteOutcome.Done(revision, existed));
            case WriteResult.Failed(ErrorCode code, String detail) -> {
                if (triesAgain(code)) {
                    putOff();
                } else {
                    refuse(code, detail);
                }
            }
        }
    }

    private boolean triesAgain(ErrorCode code) {
        // Given up by somebody who took it for lost.
        boolean givenUp = code == ErrorCode.CONFLICT;
        return givenUp
                || switch (mutation) {
                    case Mutation.Insert _ -> false;
                    case Mutation.Upsert _ ->
                        code == ErrorCode.DUPLICATE_KEY
                                || code == ErrorCode.REVISION_MISMATCH
                                || code == ErrorCode.NOT_FOUND;
                    case Mutation.Replace(var _, var expected) ->
                        code == ErrorCode.REVISION_MISMATCH && expected.isEmpty();
                    case Mutation.Delete(var _, var expected) ->
                        code == ErrorCode.REVISION_MISMATCH && expected.isEmpty();
                };
    }
}
