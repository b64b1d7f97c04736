package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.DocumentView.FragmentView;
import io.lumadb.storage.view.DocumentView.Move;
import io.lumadb.storage.view.DocumentView.Next;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says where a document is, why, and what will happen to it. Touches nothing. */
final class Xray {

    private final Node node;
    private final ColdStore cold;
    private final MoveMemory memory;
    private final Settling settling;
    private final Rises rises;
    /** As it is now: accesses are noted beside the log, so a moment's own snapshot may lack them. */
    private final WarmSnapshot accesses;

    Xray(Node node, ColdStore cold, MoveMemory memory, Settling settling, Rises rises, WarmSnapshot accesses) {
        this.node = node;
        this.cold = cold;
        this.memory = memory;
        this.settling = settling;
        this.rises = rises;
        this.accesses = accesses;
    }

    Optional<DocumentView> of(Moment moment, int collection, Value id) {
        byte[] key = Keys.of(collection, id);
        Optional<Tier> tier = moment.dropped().contains(collection) ? Optional.empty() : ManualMove.tier(moment, key);
        return tier.map(where -> view(moment, collection, key, where));
    }

    private DocumentView view(Moment moment, int collection, byte[] key, Tier tier) {
        Content content = moment.content(key);
        Entry entry = moment.overlay().get(key);
        long lastAccess = lastAccess(key, entry, tier);
        long now = node.config().clock().millis();
        List<Move> moves = memory.of(key);
        return new DocumentView(
                tier,
                content.revisionOrZero(),
                content.bytes(),
                lastAccess == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastAccess)),
                tier == Tier.HOT && entry != null ? entry.heat().at(now) : rises.reads(key),
                reason(tier, moves),
                next(key, new Dues(node.catalog().policy(collection)), tier, lastAccess, now),
                moves,
                fragments(moment, content));
    }

    private long lastAccess(byte[] key, @Nullable Entry entry, Tier tier) {
        if (tier == Tier.HOT && entry != null) {
            return entry.heat().lastAccessMillis();
        }
        long row = tier == Tier.WARM
                ? accesses.get(Family.ACCESS, key)
                        .map(found -> Rows.access(found).lastAccessMillis())
                        .orElse(0L)
                : 0L;
        return Math.max(row, rises.recentMillis(key));
    }

    private static String reason(Tier tier, List<Move> moves) {
        if (!moves.isEmpty() && moves.getLast().to() == tier) {
            Move last = moves.getLast();
            return "came from " + last.from().wireName() + ", " + last.reason();
        }
        return switch (tier) {
            case HOT -> "written lately; no rule has moved it since";
            case WARM -> "it was here when this node started: RAM is filled by reads and writes only";
            case COLD -> "it was here when this node started";
        };
    }

    /**
     * What its policy does next if nobody touches it. Limits and pressure may be sooner: they depend on other documents. A
     * segment that would be small waits for company, up to a quarter of the age threshold and 30 s.
     */
    private Optional<Next> next(byte[] key, Dues dues, Tier tier, long lastAccess, long now) {
        long due = switch (tier) {
            case HOT -> dues.leavesHot(lastAccess, settling.risenMillis(key));
            case WARM -> dues.leavesWarm(lastAccess);
            case COLD -> Dues.NEVER;
        };
        if (due == Dues.NEVER) {
            return Optional.empty();
        }
        String held = node.pace().paused() ? "; moves are paused" : "";
        return Optional.of(
                switch (tier) {
                    case HOT ->
                        new Next(
                                Tier.WARM,
                                Instant.ofEpochMilli(dues.policy().hot().enabled() ? due : now),
                                hotRule(dues, due, lastAccess) + held);
                    case WARM, COLD ->
                        new Next(
                                Tier.COLD,
                                Instant.ofEpochMilli(due),
                                "cold_policy: idle for "
                                        + MoveReason.words(dues.policy().cold().ageThreshold())
                                        + held);
                });
    }

    private static String hotRule(Dues dues, long due, long lastAccess) {
        if (!dues.policy().hot().enabled()) {
            return "hot_policy: the hot tier is off";
        }
        String stay = due > lastAccess + dues.hotAgeMillis() ? ", and a minute after it came up" : "";
        String idle = "idle for " + MoveReason.words(Duration.ofMillis(dues.hotAgeMillis())) + stay;
        return dues.policy().warm().enabled()
                ? "warm_policy: " + idle
                : "cold_policy: " + idle + " (the warm tier is off)";
    }

    private List<FragmentView> fragments(Moment moment, Content content) {
        if (!(content instanceof Content.Cold lies)) {
            return List.of();
        }
        return fragments(cold, moment.segment(lies.segment()));
    }

    static List<FragmentView> fragments(ColdStore cold, SegmentManifest manifest) {
        return manifest.fragments().stream()
                .map(fragment -> new FragmentView(
                        fragment.n(), fragment.node(), cold.volumeName(fragment), cold.state(manifest, fragment)))
                .toList();
    }
}
