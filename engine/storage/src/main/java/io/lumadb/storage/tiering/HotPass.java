package io.lumadb.storage.tiering;

import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One look through a shard's hot documents for those that should be warm. For one thread, once. */
final class HotPass {

    /** The most documents taken out in one pass: the next one follows at once, and others get their turn between. */
    private static final int MOST = 4_096;
    /** Pressure is relieved down to this share of the budget, so that it does not return with the next write. */
    private static final double RELIEF = 0.9;
    /** What being twice as hot is worth when the coldest must go. */
    private static final double HEAT_BONUS_MILLIS = 10_000;

    /** Documents to demote for one reason; none may have been accessed after {@code untouchedSinceMillis}. */
    record Demotion(int collection, MoveReason reason, List<Entry> entries, long untouchedSinceMillis) {}

    /** {@code nextMillis}: when the next document is due, if nothing changes. */
    record Plan(List<Demotion> demotions, long nextMillis) {}

    private record Group(int collection, MoveReason reason) {}

    private final Node node;
    private final int shards;
    private final long now;
    private final Map<Integer, TieringPolicy> policies = new HashMap<>();
    private final Map<Group, List<Entry>> groups = new LinkedHashMap<>();
    private final Map<Integer, Long> bytes = new HashMap<>();
    private final List<Entry> others = new ArrayList<>();
    private int chosen;
    private long next = Long.MAX_VALUE;
    private long hotBytes;

    HotPass(Node node, int shards, long now) {
        this.node = node;
        this.shards = Math.max(1, shards);
        this.now = now;
    }

    Plan plan(Moment moment) {
        boolean pressed = node.hotBytes().sum() > node.config().hotBudgetBytes();
        Iterator<Entry> entries = moment.overlay().all();
        while (entries.hasNext()) {
            Entry entry = entries.next();
            if (entry.isLive() && !moment.dropped().contains(Keys.collection(entry.key()))) {
                look(entry, pressed);
            }
        }
        shedOverMaxBytes();
        if (pressed) {
            long total = Math.max(1, node.hotBytes().sum());
            double excess = total - node.config().hotBudgetBytes() * RELIEF;
            shed(
                    others,
                    (long) (excess * hotBytes / total),
                    new MoveReason(
                            Reason.PRESSURE,
                            "hot documents exceed the hot_budget of "
                                    + node.config().hotBudgetBytes() + " bytes"));
        }
        List<Demotion> demotions = new ArrayList<>();
        groups.forEach((group, chosenEntries) ->
                demotions.add(new Demotion(group.collection(), group.reason(), chosenEntries, untouchedSince(group))));
        return new Plan(demotions, chosen >= MOST ? now : next);
    }

    private TieringPolicy policy(int collection) {
        return policies.computeIfAbsent(collection, node.catalog()::policy);
    }

    /** By age, an access since the look saves a document; by pressure or size nothing does. */
    private long untouchedSince(Group group) {
        TieringPolicy policy = policy(group.collection());
        boolean byAge = group.reason().kind() == Reason.POLICY
                && policy.hot().enabled()
                && group.reason().detail().startsWith("idle");
        return byAge ? now - policy.warm().ageThreshold().toMillis() : Long.MAX_VALUE;
    }

    private void look(Entry entry, boolean pressed) {
        int collection = Keys.collection(entry.key());
        TieringPolicy policy = policy(collection);
        hotBytes += entry.memoryBytes();
        if (!policy.hot().enabled()) {
            choose(entry, collection, new MoveReason(Reason.POLICY, "the hot tier is off (hot_policy)"));
            return;
        }
        Duration age = policy.warm().ageThreshold();
        long due = entry.heat().lastAccessMillis() + age.toMillis();
        if (policy.warm().enabled() && due <= now) {
            choose(
                    entry,
                    collection,
                    new MoveReason(Reason.POLICY, "idle for " + MoveReason.words(age) + " (warm_policy)"));
            return;
        }
        if (policy.warm().enabled()) {
            next = Math.min(next, due);
        }
        if (policy.hot().maxBytes().isPresent()) {
            bytes.merge(collection, (long) entry.content().bytes(), Long::sum);
            others.add(entry);
        } else if (pressed) {
            others.add(entry);
        }
    }

    private void choose(Entry entry, int collection, MoveReason reason) {
        if (chosen < MOST) {
            chosen++;
            groups.computeIfAbsent(new Group(collection, reason), _ -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** Documents are spread evenly over shards by hash, so each shard keeps to its share of a collection's limit. */
    private void shedOverMaxBytes() {
        bytes.forEach((collection, hot) -> {
            long most = policy(collection).hot().maxBytes().orElse(Long.MAX_VALUE) / shards;
            if (hot > most) {
                List<Entry> own = others.stream()
                        .filter(entry -> Keys.collection(entry.key()) == collection)
                        .toList();
                shed(own, hot - most, new MoveReason(Reason.POLICY, "over max_bytes (hot_policy)"));
            }
        });
    }

    private void shed(List<Entry> from, long excess, MoveReason reason) {
        List<Entry> coldestFirst = new ArrayList<>(from);
        IdentityHashMap<Entry, Double> scores = new IdentityHashMap<>();
        // Scores are read once: readers go on stamping while this sorts.
        coldestFirst.forEach(entry -> scores.put(
                entry,
                entry.heat().lastAccessMillis()
                        + HEAT_BONUS_MILLIS * Math.log(1 + entry.heat().at(now)) / Math.log(2)));
        coldestFirst.sort(Comparator.comparingDouble(entry -> scores.getOrDefault(entry, 0.0)));
        long shed = 0;
        for (Entry entry : coldestFirst) {
            if (shed >= excess || chosen >= MOST) {
                return;
            }
            shed += entry.memoryBytes();
            choose(entry, Keys.collection(entry.key()), reason);
        }
    }
}
