package io.lumadb.storage.care;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.cold.FragmentCare;
import io.lumadb.storage.cold.FragmentCare.Repaired;
import io.lumadb.storage.cold.Pace;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.view.ColdView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Rebuilds the lost fragments of one shard. For one thread at a time. */
final class Repairs {

    /** A volume that is gone for shorter may come back by itself; moving what it had would be work for nothing. */
    private static final long PATIENCE_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final long PROPOSAL_SECONDS = 20;
    private static final int SEGMENTS_AT_ONCE = 16;

    private final LocalShard shard;
    private final FragmentCare care;
    private final Pace pace;
    /** Since when volumes are known to be gone. */
    private final Map<Integer, Long> goneSince = new HashMap<>();
    /** Segments that cannot be read any more, and were told of. */
    private final Set<Long> hopeless = new HashSet<>();

    private String lastTrouble = "";
    private int rebuilt;
    private int foundAgain;
    private long rebuiltBytes;
    private boolean waiting;
    private String trouble = "";

    Repairs(LocalShard shard, FragmentCare care, Pace pace) {
        this.shard = shard;
        this.care = care;
        this.pace = pace;
    }

    /** What is left after {@link #run}: {@code more} can be done at once, {@code waiting} for something to change. */
    record Left(boolean more, boolean waiting) {}

    /** Repairs what is lost in some segments. */
    Left run() {
        rebuilt = 0;
        foundAgain = 0;
        rebuiltBytes = 0;
        waiting = false;
        trouble = "";
        care.beginRound();
        List<Long> segments;
        boolean more;
        try (LocalSnapshot snapshot = (LocalSnapshot) shard.snapshot().join()) {
            segments = care.segmentsWithLosses().stream().sorted().toList();
            int tried = 0;
            int before = 0;
            more = false;
            for (long segment : segments) {
                SegmentManifest manifest = snapshot.moment().segments().get(segment);
                if (manifest == null) {
                    care.forget(segment);
                    continue;
                }
                if (rebuilt + foundAgain > before) {
                    before = rebuilt + foundAgain;
                    tried++;
                }
                if (tried == SEGMENTS_AT_ONCE) {
                    more = true;
                    break;
                }
                repair(manifest);
            }
        }
        hopeless.retainAll(Set.copyOf(segments));
        tell();
        return new Left(more, waiting);
    }

    private void repair(SegmentManifest manifest) {
        for (Fragment fragment : care.lost(manifest)) {
            if (!canBePut(manifest, fragment)) {
                waiting = true;
                continue;
            }
            try {
                count(manifest, fragment, care.repair(manifest, fragment, pace));
                hopeless.remove(manifest.segment());
            } catch (LumaException e) {
                waiting = true;
                trouble = e.detail() + e.hint().map(hint -> " (" + hint + ")").orElse("");
                if (e.code() == ErrorCode.CANCELLED) {
                    throw e;
                }
                if (e.code() == ErrorCode.CORRUPT_DATA && hopeless.add(manifest.segment())) {
                    tell(Severity.CRITICAL, "segment-lost", e.detail());
                }
            }
        }
    }

    /** Its own volume if that is there; another one when it has been gone for long enough. */
    private boolean canBePut(SegmentManifest manifest, Fragment fragment) {
        if (care.hasItsVolume(fragment)) {
            goneSince.remove(fragment.volume());
            volumeIsBack(fragment.volume());
            return true;
        }
        long now = shard.node().config().clock().millis();
        long since = goneSince.computeIfAbsent(fragment.volume(), _ -> now);
        return now - since >= PATIENCE_MILLIS && care.hasSpareVolume(manifest);
    }

    /** Tells of it, once for all shards. */
    void volumeIsBack(int volume) {
        if (shard.node().volumes().noteBack(volume)) {
            shard.node()
                    .listener()
                    .happened(
                            Severity.INFO,
                            "volume-back",
                            -1,
                            "the cold volume "
                                    + shard.node().volumes().get(volume).name() + " is there again");
        }
    }

    private void count(SegmentManifest manifest, Fragment fragment, Repaired repaired) {
        switch (repaired) {
            case Repaired.FoundAgain _ -> foundAgain++;
            case Repaired.Rebuilt(long bytes) -> {
                rebuilt++;
                rebuiltBytes += bytes;
            }
            case Repaired.Elsewhere(Fragment now) -> {
                shard.propose(new ShardCommand.RelocateFragment(manifest.segment(), now))
                        .orTimeout(PROPOSAL_SECONDS, TimeUnit.SECONDS)
                        .join();
                care.leave(manifest, fragment);
                rebuilt++;
                rebuiltBytes += now.bytes();
            }
        }
    }

    private void tell() {
        if (rebuilt > 0) {
            tell(
                    Severity.INFO,
                    "fragments-rebuilt",
                    "shard " + shard.shard() + ": " + ColdView.Fragments.counted(rebuilt) + " rebuilt, " + rebuiltBytes
                            + " bytes");
        }
        if (foundAgain > 0) {
            tell(
                    Severity.INFO,
                    "fragments-found",
                    "shard " + shard.shard() + ": " + ColdView.Fragments.counted(foundAgain)
                            + " there again, as written");
        }
        if (!trouble.isEmpty() && !trouble.equals(lastTrouble)) {
            tell(Severity.WARNING, "repair-waits", "fragments of shard " + shard.shard() + " wait: " + trouble);
        }
        lastTrouble = trouble;
    }

    private void tell(Severity severity, String kind, String text) {
        shard.node().listener().happened(severity, kind, shard.shard(), text);
    }
}
