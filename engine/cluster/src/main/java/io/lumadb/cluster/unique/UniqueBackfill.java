package io.lumadb.cluster.unique;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Claims the keys of documents that were there before their unique index, while writes go on that heed it already. A key
 * is reserved, then its document is looked at, then the claim is kept or freed: a writer that changes the document
 * meanwhile waits for the reservation, or made its own before and is waited for. For one thread.
 */
public final class UniqueBackfill {

    private static final int BATCH = 2_000;

    private final Shards shards;
    private final Decisions decisions;
    private final InstantSource clock;

    UniqueBackfill(Shards shards, Decisions decisions, InstantSource clock) {
        this.shards = shards;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** What is claimed for: one index of one collection. */
    private record Target(CollectionDefinition collection, UniqueIndex index) {}

    /**
     * Claims the keys of all documents. Every write that does not heed the index is over.
     *
     * @param done told how many documents are through so far
     * @param goesOn asked between batches; false ends it
     * @throws LumaException DUPLICATE_KEY naming two documents that have the same key
     */
    public void run(CollectionDefinition collection, UniqueIndex index, LongConsumer done, BooleanSupplier goesOn) {
        Target target = new Target(collection, index);
        long count = 0;
        for (int shard = 0; shard < shards.count(); shard++) {
            try (ShardSnapshot snapshot = shards.snapshot(shard)) {
                Iterator<StoredDocument> documents = snapshot.scan(collection.id(), false);
                while (documents.hasNext() && goesOn.getAsBoolean()) {
                    Set<Value> batch = new LinkedHashSet<>();
                    for (int n = 0; n < BATCH && documents.hasNext(); n++) {
                        batch.add(documents.next().document().id());
                        count++;
                    }
                    claim(target, batch, goesOn);
                    done.accept(count);
                }
            }
        }
    }

    private void claim(Target target, Set<Value> documents, BooleanSupplier goesOn) {
        Set<Value> pending = documents;
        for (int round = 0; !pending.isEmpty() && goesOn.getAsBoolean(); round++) {
            if (round > 0) {
                pause();
            }
            Set<Value> again = new LinkedHashSet<>();
            List<Step> reserved = reserve(look(target, pending, again), again);
            settle(target, reserved);
            pending = again;
        }
    }

    /** The reservations that some documents need; those that meet one of somebody else come again. */
    private List<Step> look(Target target, Set<Value> documents, Set<Value> again) {
        List<Step> steps = new ArrayList<>();
        List<Runnable> afterwards = new ArrayList<>();
        try (Shards.Reading reading = shards.read()) {
            for (Value id : documents) {
                Optional<StoredDocument> document =
                        reading.document(target.collection().id(), id);
                if (document.isEmpty()) {
                    continue;
                }
                for (Key key : Key.of(List.of(target.index()), document.get().document())
                        .values()) {
                    Optional<Claim> claim = reading.claim(key);
                    if (claim.isEmpty()) {
                        Claim reserved = new Claim(key.id(), id, shards.request(), false, clock.millis(), 0);
                        steps.add(new Step(key, true, claim, reserved));
                    } else if (!claim.get().settled()) {
                        again.add(id);
                        afterwards.add(() -> decideIfDue(target, key, claim.get()));
                    } else if (!ValueOrder.same(claim.get().holder(), id)) {
                        again.add(id);
                        afterwards.add(() -> refuseTwo(target, key, claim.get().holder(), id));
                    }
                }
            }
        }
        afterwards.forEach(Runnable::run);
        return steps;
    }

    private void decideIfDue(Target target, Key key, Claim claim) {
        if (decisions.isDue(claim)) {
            decisions.decide(target.collection().id(), key, claim);
        }
    }

    private void refuseTwo(Target target, Key key, Value holder, Value other) {
        int collection = target.collection().id();
        if (decisions.has(collection, key, holder) && decisions.has(collection, key, other)) {
            throw new LumaException(
                    ErrorCode.DUPLICATE_KEY,
                    "index '" + target.index().index().name() + "' cannot be unique: the documents with _id "
                            + Json.relaxed(holder) + " and " + Json.relaxed(other) + " of \""
                            + target.collection().name() + "\" both have " + key.text(),
                    "change or delete one of them");
        }
    }

    private List<Step> reserve(List<Step> steps, Set<Value> again) {
        List<Shards.Sent> sent = shards.send(
                        steps.stream().map(step -> step.reserve(shards)).toList())
                .join();
        List<Step> reserved = new ArrayList<>();
        for (int at = 0; at < steps.size(); at++) {
            switch (sent.get(at)) {
                case Shards.Sent.Known(WriteResult.Done done) ->
                    reserved.add(steps.get(at).at(done.revision()));
                case Shards.Sent.Known(WriteResult.Failed(var code, String detail)) -> {
                    if (code == ErrorCode.UNKNOWN_COLLECTION) {
                        throw new LumaException(code, detail);
                    }
                    again.add(steps.get(at).reserved().holder());
                }
                case Shards.Sent.Unknown(var failure) -> throw failure;
            }
        }
        return reserved;
    }

    private void settle(Target target, List<Step> reserved) {
        List<Write> settled = new ArrayList<>();
        try (Shards.Reading reading = shards.read()) {
            for (Step step : reserved) {
                boolean has = Decisions.has(
                        reading,
                        target.collection().id(),
                        step.key(),
                        step.reserved().holder());
                settled.add(has ? step.confirm(shards) : step.undo(shards));
            }
        }
        for (Shards.Sent sent : shards.send(settled).join()) {
            if (sent instanceof Shards.Sent.Unknown(var failure)) {
                throw failure;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LumaException(ErrorCode.CANCELLED, "the build was cancelled", null, e);
        }
    }
}
