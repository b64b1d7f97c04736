package io.lumadb.cluster.unique;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.view.IndexComparison;
import io.lumadb.storage.view.IndexComparison.Difference;
import io.lumadb.storage.view.IndexComparison.Problem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the claims of a unique index against the documents, shard by shard, while writes go on. The shards are not looked
 * at in the same moment: what seems wrong is looked at again before it counts. For one thread.
 */
public final class UniqueCheck {

    private final Shards shards;
    private final Doubt doubt;

    UniqueCheck(Shards shards) {
        this(shards, (_, _, _) -> false);
    }

    /** {@code doubt}: asked before a difference counts. */
    UniqueCheck(Shards shards, Doubt doubt) {
        this.shards = shards;
        this.doubt = doubt;
    }

    /** Whether a difference between a document and a claim may be none, for what is read of either is not its last state. */
    @FunctionalInterface
    interface Doubt {
        boolean isOpen(int collection, Value document, Key.Place claim);
    }

    /**
     * Compares all of an index.
     *
     * @param examples how many differences of each kind to describe, 0 or more
     */
    public IndexComparison run(CollectionDefinition collection, UniqueIndex index, int examples) {
        Count count = new Count(collection.id(), index, examples);
        for (int shard = 0; shard < shards.count(); shard++) {
            compare(shard, count);
        }
        return count.comparison();
    }

    /** Compares the documents and the claims of one shard with what the others have. */
    IndexComparison run(int shard, CollectionDefinition collection, UniqueIndex index, int examples) {
        Count count = new Count(collection.id(), index, examples);
        compare(shard, count);
        return count.comparison();
    }

    private void compare(int shard, Count count) {
        try (ShardSnapshot snapshot = shards.snapshot(shard);
                Shards.Reading reading = shards.read()) {
            snapshot.scan(count.collection, false).forEachRemaining(stored -> count.document(stored, reading));
            snapshot.scan(count.index.keySpace(), false).forEachRemaining(stored -> count.claim(stored, reading));
        }
    }

    private final class Count {
        private final int collection;
        private final UniqueIndex index;
        private final int most;
        private final List<Difference> missingOnes = new ArrayList<>();
        private final List<Difference> extraOnes = new ArrayList<>();
        private long documents;
        private long claims;
        private long missing;
        private long extra;

        Count(int collection, UniqueIndex index, int most) {
            this.collection = collection;
            this.index = index;
            this.most = most;
        }

        private void document(StoredDocument stored, Shards.Reading reading) {
            documents++;
            Value id = stored.document().id();
            for (Key key : Key.of(List.of(index), stored.document()).values()) {
                if (!isClaimed(reading, key, id)
                        && isUnclaimed(key, id)
                        && !doubt.isOpen(collection, id, key.place())) {
                    missing++;
                    note(missingOnes, Problem.MISSING, id, "its unique key " + key.text() + " is not reserved for it");
                }
            }
        }

        private static boolean isClaimed(Shards.Reading reading, Key key, Value id) {
            Optional<Claim> claim = reading.claim(key);
            return claim.isPresent()
                    && (!claim.get().settled() || ValueOrder.same(claim.get().holder(), id));
        }

        /** Whether the document had the key all the while before and after its claim was not there. */
        private boolean isUnclaimed(Key key, Value id) {
            OptionalLong before = revisionWith(key, id);
            try (Shards.Reading reading = shards.read()) {
                if (before.isEmpty() || isClaimed(reading, key, id)) {
                    return false;
                }
            }
            return before.equals(revisionWith(key, id));
        }

        private OptionalLong revisionWith(Key key, Value id) {
            try (Shards.Reading reading = shards.read()) {
                return reading.document(collection, id).stream()
                        .filter(stored -> Decisions.has(stored.document(), key))
                        .mapToLong(StoredDocument::revision)
                        .findFirst();
            }
        }

        private void claim(StoredDocument stored, Shards.Reading reading) {
            claims++;
            Claim claim = Claim.of(stored);
            if (claim.settled() && isGroundless(claim, reading)) {
                try (Shards.Reading again = shards.read()) {
                    Key.Place place = new Key.Place(
                            index.keySpace(), ByteBuffer.wrap(claim.key().bytes()));
                    if (isGroundless(claim, again) && !doubt.isOpen(collection, claim.holder(), place)) {
                        extra++;
                        note(
                                extraOnes,
                                Problem.EXTRA,
                                claim.holder(),
                                "a unique key is reserved for it that it does not have");
                    }
                }
            }
        }

        /** Whether the claim's document does not have the key, and the claim is as it was afterwards. */
        private boolean isGroundless(Claim claim, Shards.Reading reading) {
            boolean fits = reading.document(collection, claim.holder()).stream()
                    .flatMap(document -> Key.of(List.of(index), document.document()).values().stream())
                    .anyMatch(key -> key.id().equals(claim.key()));
            Optional<Claim> now = reading.claim(index.keySpace(), claim.key());
            return !fits && now.isPresent() && now.get().revision() == claim.revision();
        }

        private void note(List<Difference> differences, Problem problem, Value id, String detail) {
            if (differences.size() < most) {
                differences.add(new Difference(problem, id, detail));
            }
        }

        IndexComparison comparison() {
            List<Difference> all = new ArrayList<>(missingOnes);
            all.addAll(extraOnes);
            return new IndexComparison(documents, claims, missing, extra, all);
        }
    }
}
