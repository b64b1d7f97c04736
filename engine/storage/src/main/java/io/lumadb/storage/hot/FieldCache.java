package io.lumadb.storage.hot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;

/**
 * Fields of hot documents as values, leaf by leaf, for scans that would otherwise read them from BSON each time. One for
 * the node's shards together. An entry lives no longer than its leaf: a write makes another leaf, which begins without.
 * Thread-safe.
 */
public final class FieldCache {

    /** A power of two. */
    private static final int SHARED_VALUES = 1 << 13;

    private final Cache<Object, LeafFields> leaves;
    /** Values that were met lately, by hash. Threads may overwrite one another's: a value is shared or not. */
    private final Value[] met = new Value[SHARED_VALUES];

    /** {@code budgetBytes}: RAM that it may take, about. */
    public FieldCache(long budgetBytes) {
        this.leaves = Caffeine.newBuilder()
                .weakKeys()
                .maximumWeight(budgetBytes)
                .weigher((Object _, LeafFields fields) -> fields.bytes())
                .executor(Runnable::run)
                .build();
        java.util.Arrays.fill(met, Value.NULL);
    }

    /** What is known of a whole leaf. */
    public LeafFields of(Leaf<Entry> leaf) {
        LeafFields known = leaves.getIfPresent(leaf.identity());
        if (known == null) {
            LeafFields made = new LeafFields(leaf, this::shared);
            leaves.put(leaf.identity(), made);
            return made;
        }
        if (known.hasGrown()) {
            // Weighs it again.
            leaves.put(leaf.identity(), known);
        }
        return known;
    }

    /** RAM that it takes, about. */
    public long bytes() {
        return leaves.policy().eviction().flatMap(FieldCache::weight).orElse(0L);
    }

    private static java.util.Optional<Long> weight(Policy.Eviction<Object, LeafFields> eviction) {
        return eviction.weightedSize().isPresent()
                ? java.util.Optional.of(eviction.weightedSize().getAsLong())
                : java.util.Optional.empty();
    }

    private Value shared(Value value) {
        int at = ValueOrder.hash(value) & SHARED_VALUES - 1;
        Value there = met[at];
        if (there.equals(value)) {
            return there;
        }
        met[at] = value;
        return value;
    }
}
