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

    private final Database database;
    private final String collection;
    private final QueryRun run;
    private final BiConsumer<Mutation, WriteOutcome> outcomes;
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private List<Mutation> batch = new ArrayList<>();
    private long batchBytes;

    private record Sent(List<Mutation> mutations, CompletableFuture<List<WriteOutcome>> outcomes) {}

    WriteBatches(Database database, String collection, QueryRun run, BiConsumer<Mutation, WriteOutcome> outcomes) {
        this.database = database;
        this.collection = collection;
        this.run = run;
        this.outcomes = outcomes;
    }

    void add(Mutation mutation) {
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
