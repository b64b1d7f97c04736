package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How many documents and BSON bytes each collection has in each tier, exactly. Owned by the core loop. */
public final class Census {

    /** One collection's amounts. */
    public static final class Counts {
        private long hotDocuments;
        private long hotBytes;
        private long warmDocuments;
        private long warmBytes;
        private long coldDocuments;
        private long coldBytes;

        public long documents(Tier tier) {
            return switch (tier) {
                case HOT -> hotDocuments;
                case WARM -> warmDocuments;
                case COLD -> coldDocuments;
            };
        }

        public long bytes(Tier tier) {
            return switch (tier) {
                case HOT -> hotBytes;
                case WARM -> warmBytes;
                case COLD -> coldBytes;
            };
        }

        private void add(Tier tier, long documents, long bytes) {
            switch (tier) {
                case HOT -> {
                    hotDocuments += documents;
                    hotBytes += bytes;
                }
                case WARM -> {
                    warmDocuments += documents;
                    warmBytes += bytes;
                }
                case COLD -> {
                    coldDocuments += documents;
                    coldBytes += bytes;
                }
            }
        }
    }

    private final Map<Integer, Counts> collections = new HashMap<>();
    private Set<Integer> warmCollections = Set.of();

    public void add(int collection, Tier tier, long documents, long bytes) {
        Counts counts = collections.computeIfAbsent(collection, _ -> new Counts());
        counts.add(tier, documents, bytes);
        if (tier == Tier.WARM && counts.warmDocuments != 0 != warmCollections.contains(collection)) {
            noteWarm(collection, counts.warmDocuments != 0);
        }
    }

    private void noteWarm(int collection, boolean warm) {
        Set<Integer> now = new HashSet<>(warmCollections);
        if (warm) {
            now.add(collection);
        } else {
            now.remove(collection);
        }
        warmCollections = Set.copyOf(now);
    }

    /** The collections that have warm documents; does not change afterwards. */
    public Set<Integer> warmCollections() {
        return warmCollections;
    }

    public void move(int collection, Tier from, Tier to, int bytes) {
        add(collection, from, -1, -bytes);
        add(collection, to, 1, bytes);
    }

    public void drop(int collection) {
        collections.remove(collection);
        noteWarm(collection, false);
    }

    /** The live map: read it on the core loop only. */
    public Map<Integer, Counts> collections() {
        return collections;
    }
}
