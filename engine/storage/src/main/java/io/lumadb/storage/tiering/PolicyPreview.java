package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.tiering.RowSample.Row;
import io.lumadb.storage.view.ShardView.Amount;
import io.lumadb.storage.view.ShardView.Amounts;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import io.lumadb.storage.view.TierPreview;
import io.lumadb.storage.view.TierPreview.Estimate;
import io.lumadb.storage.view.TierPreview.Flow;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmCursor;
import io.lumadb.storage.warm.WarmSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a policy would move at a moment, if nobody touched anything until then: the rules of the passes, on a sample of the
 * documents. For one thread, once.
 */
final class PolicyPreview {

    private static final Amount NONE = new Amount(0, 0, 0);

    private final Node node;
    private final Settling settling;
    private final Rises rises;
    private final AccessTrace trace;
    private final int collection;
    private final Dues dues;
    private final long at;
    private final long shards;
    private final RowSample hot = new RowSample();
    private final RowSample warm = new RowSample();
    /** Why sampled documents leave their tier; those that are not here stay. */
    private final IdentityHashMap<Row, MoveReason> leaveHot = new IdentityHashMap<>();

    private final IdentityHashMap<Row, MoveReason> leaveWarm = new IdentityHashMap<>();
    private Amounts before = new Amounts(NONE, NONE, NONE);

    PolicyPreview(
            Node node,
            Settling settling,
            Rises rises,
            AccessTrace trace,
            int collection,
            TieringPolicy policy,
            long atMillis) {
        this.node = node;
        this.settling = settling;
        this.rises = rises;
        this.trace = trace;
        this.collection = collection;
        this.dues = new Dues(policy);
        this.at = atMillis;
        this.shards = Math.max(1, node.openShards().getAsInt());
    }

    TierPreview of(Moment moment, WarmSnapshot accesses, Map<Integer, Amounts> amounts) {
        before = amounts.getOrDefault(collection, before);
        if (!moment.dropped().contains(collection)) {
            sampleHot(moment);
            sampleWarm(moment, accesses);
        }
        fallByAge();
        fallOverHotLimit();
        freezeByAge();
        freezeOverWarmLimit();
        keepWithinColdLimit();
        AccessTrace.Excerpt recorded =
                trace.of(collection, node.config().clock().millis());
        return new TierPreview(
                before,
                flows(),
                hot.amount(leaveHot::containsKey, Row::memory, before.hot().documents(), hotMemory()),
                hot.rows().size() + warm.rows().size(),
                coldDiskPerByte(amounts),
                new TraceReplay(dues, capMillis(), recorded).run());
    }

    private void sampleHot(Moment moment) {
        Iterator<Entry> entries = moment.overlay().range(Keys.prefix(collection), Keys.end(collection));
        while (entries.hasNext()) {
            Entry entry = entries.next();
            long pick = AccessTrace.pick(entry.key());
            if (entry.isLive() && hot.wants(pick)) {
                long last = entry.heat().lastAccessMillis();
                hot.add(new Row(
                        pick,
                        last,
                        entry.content().bytes(),
                        entry.memoryBytes(),
                        HotPass.score(last, entry.heat().at(at)),
                        settling.risenMillis(entry.key())));
            }
        }
    }

    private void sampleWarm(Moment moment, WarmSnapshot accesses) {
        try (WarmCursor rows = accesses.range(Family.ACCESS, Keys.prefix(collection), Keys.end(collection), false)) {
            while (rows.advance()) {
                byte[] key = rows.key();
                long pick = AccessTrace.pick(key);
                if (warm.wants(pick) && moment.overlay().get(key) == null) {
                    Rows.Access access = Rows.access(rows.row().value());
                    long last = Math.max(access.lastAccessMillis(), rises.recentMillis(key));
                    warm.add(new Row(pick, last, access.bytes(), 0, last, 0));
                }
            }
        }
    }

    private void fallByAge() {
        for (Row row : hot.rows()) {
            if (dues.leavesHot(row.lastMillis(), row.risenMillis()) <= at) {
                leaveHot.put(row, new MoveReason(Reason.POLICY, dues.hotRule()));
            }
        }
    }

    private void fallOverHotLimit() {
        OptionalLong most = dues.policy().hot().maxBytes();
        if (most.isEmpty()) {
            return;
        }
        List<Row> staying = new ArrayList<>(
                hot.rows().stream().filter(row -> !leaveHot.containsKey(row)).toList());
        double scale = scale(hot, before.hot());
        double bytes = scale * staying.stream().mapToDouble(Row::bytes).sum();
        double limit = shardLimit(most.getAsLong());
        if (bytes <= limit) {
            return;
        }
        double excess = bytes - limit * RamPressure.RELIEF;
        staying.sort(Comparator.comparingDouble(Row::score));
        for (Row row : staying) {
            if (excess <= 0) {
                return;
            }
            excess -= scale * row.bytes();
            leaveHot.put(row, MoveReason.limit("hot_policy"));
        }
    }

    /** Each shard keeps to its share of a collection's limit. */
    private double shardLimit(long most) {
        long own = most / shards;
        return (double) own;
    }

    private static double scale(RowSample sample, Amount tier) {
        return sample.rows().isEmpty()
                ? 1
                : (double) tier.documents() / sample.rows().size();
    }

    /** Warm by then: what is warm now, and what leaves hot. */
    private Stream<Row> warmByThen() {
        return Stream.concat(warm.rows().stream(), hot.rows().stream().filter(leaveHot::containsKey));
    }

    private void freezeByAge() {
        warmByThen()
                .filter(row -> dues.leavesWarm(row.lastMillis()) <= at)
                .forEach(row -> leaveWarm.put(row, new MoveReason(Reason.POLICY, dues.warmRule())));
    }

    private void freezeOverWarmLimit() {
        OptionalLong most = dues.policy().warm().maxBytes();
        if (most.isEmpty() || !dues.policy().cold().enabled()) {
            return;
        }
        List<Row> staying = new ArrayList<>(
                warmByThen().filter(row -> !leaveWarm.containsKey(row)).toList());
        double excess = staying.stream().mapToDouble(this::weighed).sum() - shardLimit(most.getAsLong());
        staying.sort(Comparator.comparingLong(Row::lastMillis));
        for (Row row : staying) {
            if (excess <= 0) {
                return;
            }
            excess -= weighed(row);
            leaveWarm.put(row, MoveReason.limit("warm_policy"));
        }
    }

    private void keepWithinColdLimit() {
        OptionalLong most = dues.policy().cold().maxBytes();
        if (most.isEmpty()) {
            return;
        }
        double room = shardLimit(most.getAsLong()) - before.cold().bytes();
        for (Row row : warmByThen().filter(leaveWarm::containsKey).toList()) {
            room -= weighed(row);
            if (room < 0) {
                leaveWarm.remove(row);
            }
        }
    }

    private double weighed(Row row) {
        boolean isHot = row.memory() > 0;
        return row.bytes() * scale(isHot ? hot : warm, isHot ? before.hot() : before.warm());
    }

    private List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        for (MoveReason reason : Set.copyOf(leaveHot.values())) {
            flows.add(new Flow(
                    Tier.HOT,
                    Tier.WARM,
                    reason.detail(),
                    documents(hot, before.hot(), leaveHot, reason),
                    bytes(hot, before.hot(), leaveHot, reason)));
        }
        for (MoveReason reason : Set.copyOf(leaveWarm.values())) {
            flows.add(new Flow(
                    Tier.WARM,
                    Tier.COLD,
                    reason.detail(),
                    documents(warm, before.warm(), leaveWarm, reason)
                            .plus(documents(hot, before.hot(), leaveWarm, reason)),
                    bytes(warm, before.warm(), leaveWarm, reason).plus(bytes(hot, before.hot(), leaveWarm, reason))));
        }
        return flows;
    }

    private static Estimate documents(
            RowSample of, Amount tier, IdentityHashMap<Row, MoveReason> leaving, MoveReason reason) {
        return of.documents(row -> reason.equals(leaving.get(row)), tier.documents());
    }

    private static Estimate bytes(
            RowSample of, Amount tier, IdentityHashMap<Row, MoveReason> leaving, MoveReason reason) {
        return of.amount(row -> reason.equals(leaving.get(row)), Row::bytes, tier.documents(), (double) tier.bytes());
    }

    private double hotMemory() {
        return scale(hot, before.hot())
                * hot.rows().stream().mapToDouble(Row::memory).sum();
    }

    /** Segments of this collection, or where it has none of the whole shard; their bytes with all copies or parity. */
    private double coldDiskPerByte(Map<Integer, Amounts> amounts) {
        if (before.cold().bytes() > 0) {
            return (double) before.cold().diskBytes() / before.cold().bytes();
        }
        long bytes =
                amounts.values().stream().mapToLong(each -> each.cold().bytes()).sum();
        long disk = amounts.values().stream()
                .mapToLong(each -> each.cold().diskBytes())
                .sum();
        return bytes == 0 ? 0 : (double) disk / bytes;
    }

    /**
     * The idle time at which a limit of hot bytes pushes documents out: that of the last document that fits when the
     * latest accessed go first (Che, Tung and Wang 2002).
     */
    private long capMillis() {
        OptionalLong most = dues.policy().hot().maxBytes();
        if (most.isEmpty()) {
            return Dues.NEVER;
        }
        double room = shardLimit(most.getAsLong());
        List<Row> latestFirst = Stream.concat(hot.rows().stream(), warm.rows().stream())
                .sorted(Comparator.comparingLong(Row::lastMillis).reversed())
                .toList();
        for (Row row : latestFirst) {
            room -= weighed(row);
            if (room < 0) {
                return Math.max(0, node.config().clock().millis() - row.lastMillis());
            }
        }
        return Dues.NEVER;
    }
}
