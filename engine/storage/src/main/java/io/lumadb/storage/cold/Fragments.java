package io.lumadb.storage.cold;

import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.erasure.ReedSolomon;
import io.lumadb.storage.view.ColdView;
import io.lumadb.storage.view.FragmentState;
import io.lumadb.storage.volume.VolumeFailure;
import io.lumadb.storage.volume.VolumeStore;
import io.lumadb.storage.volume.Volumes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The fragments of one shard's segments on this node: their names, their codes, and which of them are known to be lost. A
 * lost one is not tried again before it is rebuilt. Thread-safe.
 */
final class Fragments {

    private static final int STEP_BYTES = 1024 * 1024;

    private final String node;
    private final int shard;
    private final Volumes volumes;
    private final ColdMeter meter;
    private final Map<Place, Lost> lost = new ConcurrentHashMap<>();
    private final Set<Place> underRepair = ConcurrentHashMap.newKeySet();
    private final Map<Stripe, ReedSolomon> codes = new ConcurrentHashMap<>();
    private volatile FragmentCare.LossListener listener = (_, _, _, _) -> {};

    /** Where a fragment lies; one that was put elsewhere has two. */
    record Place(long segment, int n, String node, int volume) {
        static Place of(SegmentManifest manifest, Fragment fragment) {
            return new Place(manifest.segment(), fragment.n(), fragment.node(), fragment.volume());
        }
    }

    /** What is known of a lost fragment. */
    record Lost(FragmentState state, boolean withItsVolume, String what) {}

    Fragments(String node, int shard, Volumes volumes, ColdMeter meter) {
        this.node = node;
        this.shard = shard;
        this.volumes = volumes;
        this.meter = meter;
    }

    void listener(FragmentCare.LossListener now) {
        listener = now;
    }

    String node() {
        return node;
    }

    int shard() {
        return shard;
    }

    Volumes volumes() {
        return volumes;
    }

    ColdMeter meter() {
        return meter;
    }

    String prefix() {
        return "shard-%03d".formatted(shard);
    }

    String object(long segment, int n) {
        return "%s/%016x-%d%s".formatted(prefix(), segment, n, ColdStore.SUFFIX);
    }

    boolean isHere(Fragment fragment) {
        return fragment.node().equals(node) && fragment.volume() < volumes.count();
    }

    String locate(SegmentManifest manifest, Fragment fragment) {
        return isHere(fragment)
                ? volumes.get(fragment.volume()).locate(object(manifest.segment(), fragment.n()))
                : "fragment " + fragment.n() + " on volume " + fragment.volume() + " of " + fragment.node();
    }

    ReedSolomon code(Stripe stripe) {
        return codes.computeIfAbsent(
                new Stripe(0, stripe.dataShards(), stripe.parityShards()),
                it -> ReedSolomon.of(it.dataShards(), it.parityShards()));
    }

    Optional<Lost> lost(SegmentManifest manifest, Fragment fragment) {
        return lost.isEmpty() ? Optional.empty() : Optional.ofNullable(lost.get(Place.of(manifest, fragment)));
    }

    Set<Long> segmentsWithLosses() {
        return lost.keySet().stream().map(Place::segment).collect(Collectors.toSet());
    }

    /** Notes that a fragment cannot be used, and tells of it if that is news. */
    void lose(SegmentManifest manifest, Fragment fragment, FragmentLoss loss) {
        Lost now = new Lost(loss.state(), loss.withItsVolume(), loss.what());
        if (lost.putIfAbsent(Place.of(manifest, fragment), now) == null) {
            meter.losses.increment();
            listener.lost(manifest, fragment, loss.withItsVolume(), loss.what());
        }
    }

    void found(SegmentManifest manifest, Fragment fragment) {
        lost.remove(Place.of(manifest, fragment));
    }

    void rebuilding(Place place, boolean now) {
        if (now) {
            underRepair.add(place);
        } else {
            underRepair.remove(place);
        }
    }

    /** Forgets a segment that was dropped. */
    void forget(long segment) {
        lost.keySet().removeIf(place -> place.segment() == segment);
    }

    /** Forgets losses at places where a segment has no fragment any more. */
    void forgetOthers(SegmentManifest manifest) {
        lost.keySet()
                .removeIf(place -> place.segment() == manifest.segment()
                        && manifest.fragments().stream()
                                .noneMatch(
                                        fragment -> Place.of(manifest, fragment).equals(place)));
    }

    ColdView.Fragments states(Iterable<SegmentManifest> manifests) {
        Map<FragmentState, Long> counts = new EnumMap<>(FragmentState.class);
        for (SegmentManifest manifest : manifests) {
            for (Fragment fragment : manifest.fragments()) {
                FragmentState state = underRepair.contains(Place.of(manifest, fragment))
                        ? FragmentState.REBUILDING
                        : lost(manifest, fragment).map(Lost::state).orElse(FragmentState.OK);
                counts.merge(state, 1L, Long::sum);
            }
        }
        return new ColdView.Fragments(
                counts.getOrDefault(FragmentState.OK, 0L),
                counts.getOrDefault(FragmentState.MISSING, 0L),
                counts.getOrDefault(FragmentState.DAMAGED, 0L),
                counts.getOrDefault(FragmentState.REBUILDING, 0L));
    }

    FragmentFile open(SegmentManifest manifest, Fragment fragment) throws FragmentLoss {
        return FragmentFile.open(
                volume(manifest, fragment), object(manifest.segment(), fragment.n()), manifest, fragment);
    }

    private VolumeStore volume(SegmentManifest manifest, Fragment fragment) throws FragmentLoss {
        if (!isHere(fragment)) {
            throw FragmentLoss.of(new VolumeFailure(
                    VolumeFailure.Kind.GONE,
                    locate(manifest, fragment) + " is out of reach: this node has " + volumes.count() + " volumes",
                    "list the volume in storage.cold_volumes again, at its former place",
                    null));
        }
        return volumes.get(fragment.volume());
    }

    /** How a fragment is without reading it: by its file's length, and by what is known of it. */
    FragmentState state(SegmentManifest manifest, Fragment fragment) {
        if (underRepair.contains(Place.of(manifest, fragment))) {
            return FragmentState.REBUILDING;
        }
        Optional<Lost> known = lost(manifest, fragment);
        try {
            OptionalLong size = volume(manifest, fragment).size(object(manifest.segment(), fragment.n()));
            if (size.isEmpty()) {
                return FragmentState.MISSING;
            }
            return size.getAsLong() == fragment.bytes()
                    ? known.map(Lost::state).orElse(FragmentState.OK)
                    : FragmentState.DAMAGED;
        } catch (FragmentLoss e) {
            return e.state();
        } catch (VolumeFailure e) {
            return FragmentState.DAMAGED;
        }
    }

    /**
     * Reads all of a fragment's file and holds it against what was written.
     *
     * @throws FragmentLoss saying what is wrong with it
     */
    void verify(SegmentManifest manifest, Fragment fragment, Pace pace) throws FragmentLoss {
        VolumeStore volume = volume(manifest, fragment);
        String object = object(manifest.segment(), fragment.n());
        try {
            OptionalLong size = volume.size(object);
            if (size.isPresent() && size.getAsLong() != fragment.bytes()) {
                throw FragmentLoss.damaged(
                        volume.locate(object), "it has " + size.getAsLong() + " bytes, not " + fragment.bytes());
            }
            CRC32C crc = new CRC32C();
            for (long at = 0; at < fragment.bytes(); at += STEP_BYTES) {
                int length = (int) Math.min(STEP_BYTES, fragment.bytes() - at);
                pace.spend(length);
                crc.update(volume.get(object, at, length));
            }
            if ((int) crc.getValue() != fragment.crc()) {
                throw FragmentLoss.damaged(volume.locate(object), "its checksum does not match");
            }
        } catch (VolumeFailure e) {
            throw FragmentLoss.of(e);
        }
    }
}
