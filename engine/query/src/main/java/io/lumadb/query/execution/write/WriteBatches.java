package io.lumadb.query.execution.write;

import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Sends mutations down in batches, with a few batches on their way at a time. Outcomes are handed over on the statement's
 * thread, which owns this object.
 */
final class WriteBatches {

    static final int MOST_MUTATIONS = 500;
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final int MOST_IN_FLIGHT = 4;
    private static final int HELD_BYTES = 64;

    private final Database database;
    private final String collection;
    private final QueryRun run;
    private final BiConsumer<Mutation, WriteOutcome> outcomes;
    private final boolean holdsBack;
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private final List<Mutation> held = new ArrayList<>();
    private long heldBytes;
    private List<Mutation> batch = new ArrayList<>();
    private long batchBytes;

    private record Sent(List<Mutation> mutations, CompletableFuture<List<WriteOutcome>> outcomes) {}

    /** Sends mutations as soon as there are enough of them. */
    WriteBatches(Database database, String collection, QueryRun run, BiConsumer<Mutation, WriteOutcome> outcomes) {
        this(database, collection, run, outcomes, false);
    }

    /**
     * Sends mutations in batches.
     *
     * @param holdsBack nothing is sent before {@link #finish()}: what computes the mutations must not see their effects
     */
    WriteBatches(
            Database database,
            String collection,
            QueryRun run,
            BiConsumer<Mutation, WriteOutcome> outcomes,
            boolean holdsBack) {
        this.holdsBack = holdsBack;
        this.database = database;
        this.collection = collection;
        this.run = run;
        this.outcomes = outcomes;
    }

    void add(Mutation mutation) {
        if (holdsBack) {
            long bytes = HELD_BYTES + bytes(mutation);
            heldBytes += bytes;
            run.memory().reserve(bytes, "the changes");
            held.add(mutation);
        } else {
            take(mutation);
        }
    }

    private void take(Mutation mutation) {
        batch.add(mutation);
        batchBytes += bytes(mutation);
        if (batch.size() >= MOST_MUTATIONS || batchBytes >= MOST_BYTES) {
            send();
        }
    }

    private static long bytes(Mutation mutation) {
        return switch (mutation) {
            case Mutation.Insert insert -> insert.document().sizeBytes();
            case Mutation.Upsert upsert -> upsert.document().sizeBytes();
            case Mutation.Replace replace -> replace.document().sizeBytes();
            case Mutation.Delete _ -> 0;
        };
    }

    /** Sends what is left and waits for all outcomes. */
    void finish() {
        held.forEach(this::take);
        held.clear();
        run.memory().release(heldBytes);
        heldBytes = 0;
        send();
        while (!inFlight.isEmpty()) {
            takeOldest();
        }
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        run.checkpoint();
        while (inFlight.size() >= MOST_IN_FLIGHT) {
            takeOldest();
        }
        inFlight.add(new Sent(batch, database.write(collection, batch)));
        batch = new ArrayList<>();
        batchBytes = 0;
    }

    private void takeOldest() {
        Sent oldest = inFlight.remove();
        List<WriteOutcome> results = run.await(oldest.outcomes());
        for (int i = 0; i < results.size(); i++) {
            outcomes.accept(oldest.mutations().get(i), results.get(i));
        }
    }
}
