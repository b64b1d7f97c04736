package io.lumadb.storage.tiering;

import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.view.ShardView.Amounts;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What policies allow in bytes ({@code max_bytes}) beside what one shard has: each shard of a node keeps an equal share. */
final class TierLimits {

    private final LocalShard shard;
    private final Node node;

    TierLimits(LocalShard shard, Node node) {
        this.shard = shard;
        this.node = node;
    }

    /** Bytes of a collection that may still become cold: none or less where it is full, very many without a limit. */
    long coldRoom(int collection) {
        OptionalLong most = node.catalog().policy(collection).cold().maxBytes();
        if (most.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Amounts known = amounts().get(collection);
        return share(most.getAsLong()) - (known == null ? 0 : known.cold().bytes());
    }

    /** By how many bytes collections are over their limit of warm bytes; none of those that are not. */
    Map<Integer, Long> warmExcess() {
        Map<Integer, Long> excess = new HashMap<>();
        amounts()
                .forEach((collection, each) -> node.catalog()
                        .policy(collection)
                        .warm()
                        .maxBytes()
                        .ifPresent(most -> {
                            long over = each.warm().bytes() - share(most);
                            if (over > 0) {
                                excess.put(collection, over);
                            }
                        }));
        return excess;
    }

    private Map<Integer, Amounts> amounts() {
        return Carrier.await(shard.amountsNow());
    }

    private long share(long bytes) {
        return bytes / Math.max(1, node.openShards().getAsInt());
    }
}
