package io.lumadb.storage.tiering;

import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Node;

/**
 * When a shard's hot documents are looked through for those that are due: a look reads the heat of each, so it comes when
 * the first can be due, and not before. Looks are for one thread at a time; the other methods are for any.
 */
final class HotLooks {

    /** A document that was last accessed so long before the last look, but came after it, was late in the log. */
    private static final long LATE_MILLIS = 5_000;

    private final LocalShard shard;
    private final Node node;
    private volatile long nextMillis;
    private volatile long lookedMillis;
    /** Whether documents came since the last look that may be due before the next. */
    private volatile boolean lateComers;
    /** What is written may have to leave RAM as soon as it is on disk: somewhere the hot tier is off, or has a limit. */
    private volatile boolean newcomersGo = true;

    HotLooks(LocalShard shard, Node node) {
        this.shard = shard;
        this.node = node;
    }

    /** Whether it is time for a look: a clock set back does not put it off, and RAM that has run short does not wait. */
    boolean due(long now) {
        return now >= nextMillis
                || now < lookedMillis
                || lateComers && now - lookedMillis >= LATE_MILLIS
                || node.hotBytes().sum() > node.config().hotBudgetBytes()
                || node.pressure().waitsFor(shard.shard());
    }

    boolean newcomersGo() {
        return newcomersGo;
    }

    /** The next look is due, whatever was planned. */
    void hurry() {
        nextMillis = 0;
    }

    void notBefore(long millis) {
        nextMillis = Math.max(nextMillis, millis);
    }

    /** A log entry wrote a document, and says when: a replica that lagged behind learns of it later. */
    void wrote(long atMillis) {
        if (atMillis < lookedMillis - LATE_MILLIS) {
            lateComers = true;
        }
    }

    /** A look begins: what comes from now on is not part of it. One that fails leaves the next due. */
    void begin(long now) {
        nextMillis = 0;
        lookedMillis = now;
        lateComers = false;
    }

    /**
     * Plans the next look.
     *
     * @param now when this one began
     * @param firstDue of the documents that were seen and stay
     * @param stayed whether some could not go that should have
     * @param rested when there may be another at the soonest, but for {@code firstDue}
     */
    void end(long now, long firstDue, boolean stayed, long rested) {
        long newcomersLeave = newcomersLeave(now);
        newcomersGo = newcomersLeave <= now;
        nextMillis = Math.min(firstDue, stayed ? rested : Math.max(rested, newcomersLeave));
    }

    /** The soonest for documents that come after the look. Those of collections not known yet hurry the pass when they are. */
    private long newcomersLeave(long now) {
        return shard.view().collections().keySet().stream()
                .mapToLong(id -> new Dues(node.catalog().policy(id)).newcomerLeavesHot(now))
                .min()
                .orElse(now);
    }
}
