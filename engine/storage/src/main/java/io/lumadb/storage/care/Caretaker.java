package io.lumadb.storage.care;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.StorageConfig.ColdCare;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.cold.FragmentCare;
import io.lumadb.storage.cold.Pace;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.view.ColdView;
import io.lumadb.storage.volume.Volumes;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmBatch;
import io.lumadb.storage.warm.WarmSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrubs and repairs the fragments of one shard. Any thread may call the public methods; the work is done on the node's
 * repair thread, a slice at a time, so that shards take turns.
 */
public final class Caretaker {

    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
    private static final long MINUTE_MILLIS = 60_000;
    private static final int MOST_TOLD_A_MINUTE = 20;
    private static final long FIRST_REST_MILLIS = 2_000;
    private static final long LONGEST_REST_MILLIS = 60_000;
    /** While repairs rest, volumes that are gone are looked for this often: one that is back is worth a try at once. */
    private static final long LOOK_MILLIS = 1_000;

    private final LocalShard shard;
    private final Node node;
    private final FragmentCare care;
    private final ColdCare settings;
    private final Pace scrubPace;
    private final Repairs repairs;
    private final AtomicBoolean sliceWaits = new AtomicBoolean();
    /** How often somebody asked for a scrub: a slice under way may be past what the last of them wants. */
    private final AtomicLong asked = new AtomicLong();

    private volatile boolean leads;
    private volatile boolean closed;
    private volatile boolean repairWanted;
    private volatile boolean scrubWanted;
    private volatile long nextRepairMillis;
    private volatile long nextLookMillis;
    private volatile ScrubRound round;
    /** Guards the next two: losses are told by readers, who must not wait for a slice. */
    private final Object toldLock = new Object();

    private long toldMinute;
    private int told;
    private long restMillis = FIRST_REST_MILLIS;
    private long returnsSeen;

    public Caretaker(LocalShard shard, Node node, FragmentCare care) {
        this.shard = shard;
        this.node = node;
        this.care = care;
        this.settings = node.config().coldCare();
        this.scrubPace = new Pace(settings.scrubBytesPerSecond());
        this.repairs = new Repairs(shard, care, new Pace(settings.repairBytesPerSecond()));
        this.round = savedRound();
        care.listener(this::lost);
    }

    private ScrubRound savedRound() {
        WarmSnapshot warm = shard.store().snapshot();
        try {
            return warm.get(Family.META, ScrubRound.KEY)
                    .map(ScrubRound::decode)
                    .orElseGet(() -> ScrubRound.none(nowMillis()));
        } finally {
            warm.release();
        }
    }

    private long nowMillis() {
        return node.config().clock().millis();
    }

    /** By a reader or the scrub, on its thread. */
    private void lost(SegmentManifest manifest, Fragment fragment, boolean withItsVolume, String what) {
        Volumes volumes = node.volumes();
        if (!withItsVolume && mayTell()) {
            tell(
                    Severity.WARNING,
                    "fragment-lost",
                    what + "; it is fragment " + fragment.n() + " of a " + manifest.dataShards() + "+"
                            + manifest.parityShards() + " segment of shard " + shard.shard());
        } else if (withItsVolume && volumes.noteGone(fragment.volume())) {
            node.listener().happened(Severity.CRITICAL, "volume-gone", -1, what);
        }
        nextRepairMillis = 0;
        repairWanted = true;
    }

    /** A folder that was emptied loses thousands of fragments at once, which would push everything else out of the events. */
    private boolean mayTell() {
        long minute = nowMillis() / MINUTE_MILLIS;
        synchronized (toldLock) {
            told = minute == toldMinute ? told + 1 : 1;
            toldMinute = minute;
            return told <= MOST_TOLD_A_MINUTE;
        }
    }

    public void leading(boolean nowLeads) {
        leads = nowLeads;
    }

    public void close() {
        closed = true;
    }

    /** Begins a round over all fragments, if none is under way. */
    public void scrub() {
        if (!leads) {
            throw new LumaException(ErrorCode.NOT_LEADER, "scrubs are the leader's of shard " + shard.shard());
        }
        scrubWanted = true;
        // Whoever asks may have brought a volume back: what waits for one is tried at once.
        nextRepairMillis = 0;
        asked.incrementAndGet();
        tick();
    }

    /** Starts a slice of work if any is due. Cheap. */
    public void tick() {
        long now = nowMillis();
        boolean due = repairWanted && now >= Math.min(nextRepairMillis, nextLookMillis) || isScrubDue(now);
        if (due && leads && !closed && sliceWaits.compareAndSet(false, true)) {
            try {
                node.repairs().execute(this::sliceQuietly);
            } catch (RejectedExecutionException e) {
                LOG.debug("shard {} is closing, no repairs", shard.shard());
            }
        }
    }

    private boolean isScrubDue(long now) {
        long interval = settings.scrubInterval().toMillis();
        return scrubWanted || round.isUnderWay() || interval > 0 && now - round.sinceMillis() >= interval;
    }

    private void sliceQuietly() {
        long askedBefore = asked.get();
        boolean more = false;
        try {
            more = slice();
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.debug("the care for the fragments of shard {} failed", shard.shard(), e);
                tell(
                        Severity.WARNING,
                        "repair-failed",
                        "the fragments of shard " + shard.shard() + " could not be looked after: " + e.getMessage());
                repairWanted = true;
                rest();
            }
        } finally {
            sliceWaits.set(false);
        }
        if (more || asked.get() != askedBefore) {
            tick();
        }
    }

    /** Repairs, and a scrub if one is due or was asked for, to their ends; for tests that have no ticks. Blocks. */
    public void runNow() {
        nextRepairMillis = 0;
        while (slice()) {
            LOG.trace("shard {} has more fragments to look after", shard.shard());
        }
    }

    private synchronized boolean slice() {
        long now = nowMillis();
        long askedBefore = asked.get();
        boolean more = false;
        if (repairWanted && now >= nextLookMillis) {
            nextLookMillis = now + LOOK_MILLIS;
            if (isAVolumeBack()) {
                nextRepairMillis = 0;
            }
        }
        if (repairWanted && now >= nextRepairMillis) {
            // What is lost from here on asks anew.
            repairWanted = false;
            Repairs.Left left = repairs.run();
            more = left.more();
            if (left.more() || left.waiting()) {
                repairWanted = true;
            }
            if (left.waiting() && !left.more()) {
                rest();
                if (asked.get() != askedBefore) {
                    nextRepairMillis = 0;
                }
            } else {
                restMillis = FIRST_REST_MILLIS;
            }
        }
        if (isScrubDue(now)) {
            scrubOne(now);
            more |= round.isUnderWay() || repairWanted && now >= nextRepairMillis;
        }
        return more && !closed;
    }

    /** Whether one came back since this shard looked last, whoever found it. */
    private boolean isAVolumeBack() {
        node.volumes().backUnnoted().forEach(repairs::volumeIsBack);
        long returns = node.volumes().returns();
        boolean news = returns != returnsSeen;
        returnsSeen = returns;
        return news;
    }

    private void rest() {
        nextRepairMillis = nowMillis() + restMillis;
        restMillis = Math.min(LONGEST_REST_MILLIS, restMillis * 2);
    }

    private void scrubOne(long now) {
        ScrubRound at = round.isUnderWay() ? round : ScrubRound.begin(now);
        // Shown as under way from here on, though nothing is read yet.
        round = at;
        scrubWanted = false;
        try (LocalSnapshot snapshot = (LocalSnapshot) shard.snapshot().join()) {
            long after = at.after();
            Optional<SegmentManifest> next = snapshot.moment().segments().values().stream()
                    .filter(manifest -> manifest.segment() > after)
                    .min(Comparator.comparingLong(SegmentManifest::segment));
            at = next.isPresent() ? at.read(next.get().segment(), check(next.get())) : at.finished(now);
        }
        round = at;
        try (WarmBatch row = shard.store().batch()) {
            row.put(Family.META, ScrubRound.KEY, at.encode());
            row.write();
        }
        if (!at.isUnderWay()) {
            shard.store().flush();
        }
        if (!at.isUnderWay() && at.fragments() > 0) {
            long lost = at.missing() + at.damaged();
            tell(
                    lost == 0 ? Severity.INFO : Severity.WARNING,
                    "scrub-finished",
                    "every fragment of shard " + shard.shard() + " was read: " + at.fragments() + ", " + at.bytes()
                            + " bytes; " + at.missing() + " were missing, " + at.damaged() + " damaged");
        }
    }

    private ScrubRound.Tally check(SegmentManifest manifest) {
        long missing = 0;
        long damaged = 0;
        for (Fragment fragment : manifest.fragments()) {
            if (!care.check(manifest, fragment, scrubPace)) {
                if (care.isMissing(manifest, fragment)) {
                    missing++;
                } else {
                    damaged++;
                }
            }
        }
        if (missing + damaged > 0) {
            repairWanted = true;
        }
        return new ScrubRound.Tally(manifest.fragments().size(), manifest.diskBytes(), missing, damaged);
    }

    private void tell(Severity severity, String kind, String text) {
        node.listener().happened(severity, kind, shard.shard(), text);
    }

    /** Without touching a disk. */
    public ColdView view() {
        Collection<SegmentManifest> manifests = shard.manifests().values();
        long raw = 0;
        long stored = 0;
        long disk = 0;
        long fragments = 0;
        Map<List<Integer>, Long> schemes = new TreeMap<>(Comparator.comparing(List::toString));
        List<ColdView.VolumeShare> byVolume =
                new ArrayList<>(Collections.nCopies(node.volumes().count(), new ColdView.VolumeShare(0, 0)));
        for (SegmentManifest manifest : manifests) {
            raw += manifest.rawBytes();
            stored += manifest.storedBytes();
            disk += manifest.diskBytes();
            fragments += manifest.fragments().size();
            int parity = manifest.fragments().size() - manifest.dataShards();
            schemes.merge(List.of(manifest.dataShards(), parity), 1L, Long::sum);
            for (Fragment fragment : manifest.fragments()) {
                if (fragment.volume() < byVolume.size()) {
                    ColdView.VolumeShare share = byVolume.get(fragment.volume());
                    byVolume.set(
                            fragment.volume(),
                            new ColdView.VolumeShare(share.fragments() + 1, share.bytes() + fragment.bytes()));
                }
            }
        }
        return new ColdView(
                shard.shard(),
                manifests.size(),
                raw,
                stored,
                disk,
                care.states(manifests),
                schemes.entrySet().stream()
                        .map(each -> new ColdView.Scheme(
                                each.getKey().getFirst(), each.getKey().getLast(), each.getValue()))
                        .toList(),
                byVolume,
                scrubView(fragments),
                care.traffic());
    }

    /** A round that was asked for is under way, though the node's repair thread may be at another shard. */
    private ColdView.Scrub scrubView(long total) {
        ScrubRound now = scrubWanted && !round.isUnderWay() ? ScrubRound.begin(nowMillis()) : round;
        long interval = settings.scrubInterval().toMillis();
        return new ColdView.Scrub(
                now.startedMillis() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(now.startedMillis())),
                now.startedMillis() == 0 || now.isUnderWay()
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(now.finishedMillis())),
                now.fragments(),
                Math.max(total, now.fragments()),
                now.bytes(),
                now.missing(),
                now.damaged(),
                interval == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(now.sinceMillis() + interval)));
    }
}
