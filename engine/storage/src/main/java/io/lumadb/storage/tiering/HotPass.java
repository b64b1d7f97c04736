package io.lumadb.storage.tiering;

import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.tiering.RamPressure.Scored;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** One look through a shard's hot documents for those that should be warm. For one thread, once. */
final class HotPass {

    /** The most documents taken out in one pass: the next one follows at once, and others get their turn between. */
    private static final int MOST = 4_096;
    /** What being twice as hot is worth when the coldest must go. */
    private static final double HEAT_BONUS_MILLIS = 10_000;

    /** Documents to demote for one reason; none may have been accessed after {@code untouchedSinceMillis}. */
    record Demotion(int collection, MoveReason reason, List<Entry> entries, long untouchedSinceMillis) {}

    /** {@code nextMillis}: when the next document is due, if nothing changes. */
    record Plan(List<Demotion> demotions, long nextMillis) {}

    /** {@code fallsByAge}: an access after the look saves a document of this group. */
    private record Group(int collection, MoveReason reason, boolean fallsByAge) {}

    private record Candidate(Entry entry, int collection, double score) {}

    private final Node node;
    private final int shard;
    private final int shards;
    private final Settling settling;
    private final long room;
    private final long now;
    private final Map<Integer, Dues> dues = new HashMap<>();
    private final Map<Group, List<Entry>> groups = new LinkedHashMap<>();
    private final Map<Integer, List<Candidate>> limited = new HashMap<>();
    private final List<Candidate> others = new ArrayList<>();
    private int chosen;
    private long chosenBytes;
    private boolean cutShort;
    private long next = Long.MAX_VALUE;

    /** {@code room}: bytes that may go by policy; pressure does not ask. */
    HotPass(Node node, int shard, Settling settling, long room, long now) {
        this.node = node;
        this.shard = shard;
        this.shards = Math.max(1, node.openShards().getAsInt());
        this.settling = settling;
        this.room = room;
        this.now = now;
    }

    Plan plan(Moment moment) {
        boolean pressed = node.hotBytes().sum() > node.config().hotBudgetBytes()
                || node.pressure().waitsFor(shard);
        Iterator<Entry> entries = moment.overlay().all();
        while (entries.hasNext()) {
            Entry entry = entries.next();
            if (entry.isLive() && !moment.dropped().contains(Keys.collection(entry.key()))) {
                look(entry, pressed);
            }
        }
        Set<Entry> gone = new HashSet<>();
        limited.forEach((collection, candidates) -> gone.addAll(shedOverMaxBytes(collection, candidates)));
        if (pressed) {
            others.removeIf(candidate -> gone.contains(candidate.entry()));
            shedByPressure();
        }
        List<Demotion> demotions = new ArrayList<>();
        groups.forEach((group, chosenEntries) ->
                demotions.add(new Demotion(group.collection(), group.reason(), chosenEntries, untouchedSince(group))));
        return new Plan(demotions, cutShort ? now : next);
    }

    private Dues dues(int collection) {
        return dues.computeIfAbsent(collection, id -> new Dues(node.catalog().policy(id)));
    }

    /** By age, an access since the look saves a document; by pressure or size nothing does. */
    private long untouchedSince(Group group) {
        return group.fallsByAge() ? now - dues(group.collection()).hotAgeMillis() : Long.MAX_VALUE;
    }

    private void look(Entry entry, boolean pressed) {
        int collection = Keys.collection(entry.key());
        Dues rules = dues(collection);
        long last = entry.heat().lastAccessMillis();
        long due = rules.leavesHot(last, 0);
        if (due <= now && rules.policy().hot().enabled()) {
            // Only what is due by its idle time is looked up among those that rose: that is the slower question.
            due = rules.leavesHot(last, settling.risenMillis(entry.key()));
        }
        if (due <= now) {
            MoveReason reason = new MoveReason(Reason.POLICY, rules.hotRule());
            if (choose(entry, new Group(collection, reason, rules.policy().hot().enabled()), true)) {
                return;
            }
        } else {
            next = Math.min(next, due);
        }
        boolean bounded = rules.policy().hot().maxBytes().isPresent();
        if (bounded || pressed) {
            Candidate candidate = new Candidate(entry, collection, score(entry));
            others.add(candidate);
            if (bounded) {
                limited.computeIfAbsent(collection, _ -> new ArrayList<>()).add(candidate);
            }
        }
    }

    /** Read once for each document: readers go on stamping while this sorts. */
    private double score(Entry entry) {
        return score(entry.heat().lastAccessMillis(), entry.heat().at(now));
    }

    /** How warm a document counts as when the coldest must go: its last access, later for each doubling of its heat. */
    static double score(long lastAccessMillis, double heat) {
        return lastAccessMillis + HEAT_BONUS_MILLIS * Math.log(1 + heat) / Math.log(2);
    }

    private boolean choose(Entry entry, Group group, boolean paced) {
        if (chosen >= MOST || paced && chosenBytes >= room) {
            cutShort |= chosen >= MOST || room > 0;
            return false;
        }
        chosen++;
        chosenBytes += paced ? entry.content().bytes() : 0;
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(entry);
        return true;
    }

    /**
     * Documents are spread evenly over shards by hash, so each shard keeps to its share of a collection's limit. What is
     * over it goes until a tenth of the limit is free, so that the next write does not send the next document down.
     */
    private List<Entry> shedOverMaxBytes(int collection, List<Candidate> candidates) {
        long most = dues(collection).policy().hot().maxBytes().orElse(Long.MAX_VALUE) / shards;
        long hot = candidates.stream()
                .mapToLong(each -> each.entry().content().bytes())
                .sum();
        if (hot <= most) {
            return List.of();
        }
        List<Entry> shed = new ArrayList<>();
        long excess = hot - (long) (most * RamPressure.RELIEF);
        Group group = new Group(collection, MoveReason.limit("hot_policy"), false);
        candidates.sort(Comparator.comparingDouble(Candidate::score));
        for (Candidate candidate : candidates) {
            if (excess <= 0 || !choose(candidate.entry(), group, true)) {
                break;
            }
            excess -= candidate.entry().content().bytes();
            shed.add(candidate.entry());
        }
        return shed;
    }

    private void shedByPressure() {
        others.sort(Comparator.comparingDouble(Candidate::score));
        long budget = node.config().hotBudgetBytes();
        long total = node.hotBytes().sum();
        OptionalLong quota = node.pressure()
                .quota(
                        shard,
                        shards,
                        others.stream()
                                .map(each ->
                                        new Scored(each.score(), each.entry().memoryBytes()))
                                .toList(),
                        total - budget * RamPressure.RELIEF,
                        total);
        if (quota.isEmpty()) {
            next = now;
            return;
        }
        MoveReason reason =
                new MoveReason(Reason.PRESSURE, "hot documents exceed the hot_budget of " + budget + " bytes");
        long left = quota.getAsLong();
        for (Candidate candidate : others) {
            if (left <= 0 || !choose(candidate.entry(), new Group(candidate.collection(), reason, false), false)) {
                break;
            }
            left -= candidate.entry().memoryBytes();
        }
        node.pressure().relieved(shard);
    }
}
