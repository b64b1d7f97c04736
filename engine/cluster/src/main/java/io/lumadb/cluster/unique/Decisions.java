package io.lumadb.cluster.unique;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/**
 * Settles claims whose writer is gone, or too slow: its write is given up on the shard of the document, so that it cannot
 * come later; then the document itself says whether it has the key. Thread-safe.
 */
final class Decisions {

    /** A write that takes longer is taken for lost. If it is not, it fails and is tried again by its writer. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Shards shards;
    private final InstantSource clock;

    Decisions(Shards shards, InstantSource clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /** Whether a claim has been unsettled for too long. The clock of its node may be off: in both directions. */
    boolean isDue(Claim claim) {
        return !claim.settled() && Math.abs(clock.millis() - claim.atMillis()) >= PATIENCE.toMillis();
    }

    /** Settles a claim that is not; nothing happens when somebody else does. */
    void decide(int collection, Key key, Claim claim) {
        Write giveUp = new Write(
                claim.request(),
                collection,
                Operation.GIVE_UP,
                new DocumentOrId.OnlyId(claim.holder()),
                OptionalLong.empty());
        if (shards.send(List.of(giveUp)).join().getFirst() instanceof Shards.Sent.Unknown) {
            // The document's shard takes nothing now: the claim stays, for the next one who meets it.
            return;
        }
        Write settled = has(collection, key, claim.holder())
                ? shards.put(key.keySpace(), claim.asSettled())
                : shards.remove(key.keySpace(), claim);
        shards.send(List.of(settled)).join();
    }

    /** Whether a document has a key right now. */
    boolean has(int collection, Key key, Value id) {
        try (Shards.Reading reading = shards.read()) {
            return has(reading, collection, key, id);
        }
    }

    static boolean has(Shards.Reading reading, int collection, Key key, Value id) {
        return reading.document(collection, id)
                .filter(stored -> has(stored.document(), key))
                .isPresent();
    }

    static boolean has(Document document, Key key) {
        return Key.of(List.of(key.index()), document).containsKey(key.place());
    }
}
