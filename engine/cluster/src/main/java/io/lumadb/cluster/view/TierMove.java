package io.lumadb.cluster.view;

import io.lumadb.document.Value;
import java.time.Instant;
import java.util.List;

/**
 * One of {@code GET /api/v1/tiering/moves} and of the {@code moves} topic ({@code {"moves": [ … ]}}, a delta): a batch of
 * documents of one shard that moved for one reason.
 *
 * @param seq rises by one each move on a node; {@code after=} continues behind it
 * @param reason {@code policy}, {@code pressure}, {@code access} or {@code manual}
 * @param detail the rule in words, such as {@code idle for 5 s (warm_policy)}
 * @param sample up to five of the keys that moved
 */
public record TierMove(
        long seq,
        Instant at,
        String collection,
        int shard,
        String from,
        String to,
        String reason,
        String detail,
        long documents,
        long bytes,
        double durationMs,
        List<Value> sample) {}
