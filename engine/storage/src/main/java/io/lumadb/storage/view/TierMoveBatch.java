package io.lumadb.storage.view;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Documents of one shard and collection that moved for one reason.
 *
 * @param detail the rule in words, such as {@code idle for 5 s (warm_policy)}
 * @param sample up to five of their keys
 */
public record TierMoveBatch(
        Instant at,
        int shard,
        int collection,
        Tier from,
        Tier to,
        Reason reason,
        String detail,
        long documents,
        long bytes,
        Duration duration,
        List<Value> sample) {

    public TierMoveBatch {
        sample = List.copyOf(sample);
    }

    public enum Reason {
        POLICY,
        PRESSURE,
        ACCESS,
        MANUAL
    }
}
