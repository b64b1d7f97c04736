package io.lumadb.cluster.unique;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.Json;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt at some writes of different documents: look, reserve, write, confirm. A write that meets a claim somebody
 * else has under way, or loses a race for one, reserves nothing and is left for the next round: nobody waits while it
 * holds a reservation. For one thread.
 */
final class UniqueRound {

    private final Shards shards;
    private final Decisions decisions;
    private final InstantSource clock;
    private final CollectionDefinition collection;
    private final List<UniqueIndex> indexes;
    private final List<PendingWrite> writes;
    private final boolean last;

    private final Set<Key.Place> leaving = new HashSet<>();
    private final Map<Key, Claim> underWay = new LinkedHashMap<>();
    private final List<Write> settling = new ArrayList<>();
    private boolean lostARace;

    /** @param last whether a key that another write of this round gives up counts as taken all the same */
    UniqueRound(
            Shards shards,
            Decisions decisions,
            InstantSource clock,
            CollectionDefinition collection,
            List<UniqueIndex> indexes,
            List<PendingWrite> writes,
            boolean last) {
        this.shards = shards;
        this.decisions = decisions;
        this.clock = clock;
        this.collection = collection;
        this.indexes = indexes;
        this.writes = writes;
        this.last = last;
    }

    /** Others had claims under way, or were faster to one. */
    boolean metOthers() {
        return lostARace || !underWay.isEmpty();
    }

    void run() {
        look();
        reserve();
        write();
        var settled = shards.send(settling);
        if (!writes.stream().allMatch(PendingWrite::isOver)) {
            // The next round is to find these claims settled. Otherwise nobody waits: what is not settled in the end is
            // decided by whoever meets it.
            settled.join();
            underWay.forEach((key, claim) -> {
                if (decisions.isDue(claim)) {
                    decisions.decide(collection.id(), key, claim);
                }
            });
        }
    }

    private void look() {
        WritePlanner planner = new WritePlanner(shards, collection.id(), indexes);
        try (Shards.Reading reading = shards.read()) {
            for (PendingWrite write : writes) {
                planner.plan(write, reading);
                write.plan().ifPresent(plan -> plan.leaves().forEach(key -> leaving.add(key.place())));
            }
            for (PendingWrite write : writes) {
                write.plan().ifPresent(plan -> look(write, plan, reading));
            }
        }
    }

    private void look(PendingWrite write, PendingWrite.Plan plan, Shards.Reading reading) {
        List<Step> steps = new ArrayList<>();
        boolean free = true;
        for (Key key : plan.enters()) {
            Optional<Claim> claim = reading.claim(key);
            if (claim.isPresent() && isOfAnother(claim.get(), write)) {
                if (last || !leaving.contains(key.place())) {
                    write.refuse(ErrorCode.DUPLICATE_KEY, taken(key, claim.get()));
                    return;
                }
                free = false;
            } else {
                free &= step(write, plan, key, true, claim, steps);
            }
        }
        for (Key key : plan.leaves()) {
            Optional<Claim> claim = reading.claim(key);
            // While an index is being built, two documents may still have one key: then it is not this one's to give
            // up.
            if (claim.isEmpty() || !isOfAnother(claim.get(), write)) {
                free &= step(write, plan, key, false, claim, steps);
            }
        }
        if (free) {
            write.steps(steps);
        } else {
            write.putOff();
        }
    }

    /** Adds the step for a claim that is free or the document's own; false when it is under way. */
    private boolean step(
            PendingWrite write,
            PendingWrite.Plan plan,
            Key key,
            boolean enters,
            Optional<Claim> claim,
            List<Step> steps) {
        if (claim.isPresent() && !claim.get().settled()) {
            underWay.put(key, claim.get());
            return false;
        }
        long revision = claim.map(Claim::revision).orElse(0L);
        Claim reserved =
                new Claim(key.id(), write.mutation.id(), plan.write().requestId(), false, clock.millis(), revision);
        steps.add(new Step(key, enters, claim, reserved));
        return true;
    }

    private static boolean isOfAnother(Claim claim, PendingWrite write) {
        return claim.settled() && !ValueOrder.same(claim.holder(), write.mutation.id());
    }

    private String taken(Key key, Claim claim) {
        return "unique index '" + key.index().index().name() + "' of \"" + collection.name() + "\" has " + key.text()
                + " already, in the document with _id " + Json.relaxed(claim.holder());
    }

    private void reserve() {
        List<PendingWrite> owners = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (PendingWrite write : writes) {
            if (write.plan().isPresent()) {
                write.steps().forEach(step -> {
                    owners.add(write);
                    steps.add(step);
                });
            }
        }
        List<Shards.Sent> sent = shards.send(
                        steps.stream().map(step -> step.reserve(shards)).toList())
                .join();
        Map<PendingWrite, List<Step>> granted = new LinkedHashMap<>();
        Set<PendingWrite> refused = new HashSet<>();
        for (int at = 0; at < steps.size(); at++) {
            PendingWrite owner = owners.get(at);
            switch (sent.get(at)) {
                case Shards.Sent.Known(WriteResult.Done done) ->
                    granted.computeIfAbsent(owner, _ -> new ArrayList<>())
                            .add(steps.get(at).at(done.revision()));
                case Shards.Sent.Known(WriteResult.Failed _) -> refused.add(owner);
                case Shards.Sent.Unknown(var failure) -> {
                    refused.add(owner);
                    owner.lose(failure);
                }
            }
        }
        granted.forEach((owner, own) -> {
            if (refused.contains(owner)) {
                own.forEach(step -> settling.add(step.undo(shards)));
            } else {
                owner.steps(own);
            }
        });
        refused.forEach(PendingWrite::putOff);
        lostARace = !refused.isEmpty();
    }

    private void write() {
        List<PendingWrite> ready =
                writes.stream().filter(write -> write.plan().isPresent()).toList();
        List<Shards.Sent> sent = shards.send(ready.stream()
                        .map(write -> write.plan().orElseThrow().write())
                        .toList())
                .join();
        for (int at = 0; at < ready.size(); at++) {
            PendingWrite write = ready.get(at);
            switch (sent.get(at)) {
                case Shards.Sent.Known(WriteResult result) -> {
                    boolean done = result instanceof WriteResult.Done;
                    for (Step step : write.steps()) {
                        settling.add(done ? step.confirm(shards) : step.undo(shards));
                    }
                    write.take(result);
                }
                case Shards.Sent.Unknown(var failure) -> write.lose(failure);
            }
        }
    }

    /** The key of a write that has waited for too long, and who has it. */
    Optional<String> obstacle() {
        return underWay.entrySet().stream()
                .findFirst()
                .map(met -> met.getKey().text() + " of unique index '"
                        + met.getKey().index().index().name() + "' is being written, with the document with _id "
                        + Json.relaxed(met.getValue().holder()));
    }
}
