package io.lumadb.storage.cold;

import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.view.ColdView;
import io.lumadb.storage.view.FragmentState;
import io.lumadb.storage.volume.VolumeFailure;
import io.lumadb.storage.volume.Volumes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks the fragments of one shard and rebuilds those that are lost. Thread-safe; blocks. */
public final class FragmentCare {

    private final Fragments fragments;
    /** What volumes said that took nothing in this round of repairs. */
    private final Map<Integer, VolumeFailure> full = new ConcurrentHashMap<>();

    FragmentCare(Fragments fragments) {
        this.fragments = fragments;
    }

    /** Told of every fragment that turns out to be lost, once until it is rebuilt, by the thread that finds it: never block. */
    @FunctionalInterface
    public interface LossListener {
        /** {@code withItsVolume}: all that lies there is lost; {@code what} names the file. */
        void lost(SegmentManifest manifest, Fragment fragment, boolean withItsVolume, String what);
    }

    /** What a repair came to. */
    public sealed interface Repaired {

        /** The fragment is where it should be, as it was written. */
        record FoundAgain() implements Repaired {}

        record Rebuilt(long bytes) implements Repaired {}

        /** Its volume takes nothing, so it was put on another one, which the shard's log has to agree on. */
        record Elsewhere(Fragment fragment) implements Repaired {}
    }

    public void listener(LossListener listener) {
        fragments.listener(listener);
    }

    /** Segments that have lost fragments, among them such as were dropped since. */
    public Set<Long> segmentsWithLosses() {
        return fragments.segmentsWithLosses();
    }

    /** The lost fragments of a segment; marks of places where it has none any more are forgotten. */
    public List<Fragment> lost(SegmentManifest manifest) {
        fragments.forgetOthers(manifest);
        return manifest.fragments().stream()
                .filter(fragment -> fragments.lost(manifest, fragment).isPresent())
                .toList();
    }

    /** A round of repairs begins: volumes that were full may have room. */
    public void beginRound() {
        full.clear();
    }

    /** A segment is no more. */
    public void forget(long segment) {
        fragments.forget(segment);
    }

    /** Whether the volume of a fragment is there at all. */
    public boolean hasItsVolume(Fragment fragment) {
        return fragments.isHere(fragment)
                && fragments.volumes().get(fragment.volume()).isThere();
    }

    /** Whether a volume is there on which a segment has no fragment. */
    public boolean hasSpareVolume(SegmentManifest manifest) {
        return unused(manifest).stream()
                .anyMatch(volume -> fragments.volumes().get(volume).isThere());
    }

    /** A fragment lies elsewhere now. */
    public void leave(SegmentManifest manifest, Fragment fragment) {
        fragments.found(manifest, fragment);
    }

    public boolean isMissing(SegmentManifest manifest, Fragment fragment) {
        return fragments.state(manifest, fragment) == FragmentState.MISSING;
    }

    /** Reads a whole fragment. False when it is lost. */
    public boolean check(SegmentManifest manifest, Fragment fragment, Pace pace) {
        fragments.meter().scrubbed.increment();
        fragments.meter().scrubbedBytes.add(fragment.bytes());
        try {
            fragments.verify(manifest, fragment, pace);
            fragments.found(manifest, fragment);
            return true;
        } catch (FragmentLoss e) {
            fragments.lose(manifest, fragment, e);
            return false;
        }
    }

    /**
     * Makes a lost fragment from the others and puts it where it was, or, when that volume takes nothing, on one where the
     * segment has nothing yet.
     *
     * @throws io.lumadb.document.error.LumaException CORRUPT_DATA when too few others are left; what the volume said when it
     *     cannot be put anywhere
     */
    public Repaired repair(SegmentManifest manifest, Fragment fragment, Pace pace) {
        Fragments.Place place = Fragments.Place.of(manifest, fragment);
        fragments.rebuilding(place, true);
        try {
            fragments.verify(manifest, fragment, pace);
            fragments.found(manifest, fragment);
            return new Repaired.FoundAgain();
        } catch (FragmentLoss stillLost) {
            return rebuild(manifest, fragment, pace);
        } finally {
            fragments.rebuilding(place, false);
        }
    }

    private Repaired rebuild(SegmentManifest manifest, Fragment fragment, Pace pace) {
        VolumeFailure known = full.get(fragment.volume());
        if (known != null && full.keySet().containsAll(unused(manifest))) {
            // All of the others would be read for nothing.
            throw known;
        }
        byte[] object = new SegmentBytes(manifest, fragments).rebuild(fragment.n(), pace);
        Volumes volumes = fragments.volumes();
        String name = fragments.object(manifest.segment(), fragment.n());
        Optional<VolumeFailure> refused = put(volumes, fragment.volume(), name, object);
        if (refused.isEmpty()) {
            fragments.found(manifest, fragment);
            count(object.length);
            return new Repaired.Rebuilt(object.length);
        }
        for (int volume : unused(manifest)) {
            if (put(volumes, volume, name, object).isEmpty()) {
                count(object.length);
                return new Repaired.Elsewhere(
                        new Fragment(fragment.n(), fragments.node(), volume, fragment.bytes(), fragment.crc()));
            }
        }
        throw refused.get();
    }

    private void count(int bytes) {
        fragments.meter().rebuilt.increment();
        fragments.meter().rebuiltBytes.add(bytes);
    }

    private Optional<VolumeFailure> put(Volumes volumes, int volume, String name, byte[] object) {
        try {
            if (volume >= volumes.count()) {
                throw new VolumeFailure(
                        VolumeFailure.Kind.GONE,
                        "volume " + volume + " is not among the " + volumes.count() + " of this node",
                        "list it in storage.cold_volumes again, at its former place",
                        null);
            }
            volumes.get(volume).put(name, ByteBuffer.wrap(object));
            return Optional.empty();
        } catch (VolumeFailure e) {
            if (e.kind() == VolumeFailure.Kind.FULL) {
                full.put(volume, e);
            }
            return Optional.of(e);
        }
    }

    /** Volumes on which a segment has no fragment, neither a good one nor a lost one. */
    private List<Integer> unused(SegmentManifest manifest) {
        List<Integer> unused = new ArrayList<>();
        for (int volume = 0; volume < fragments.volumes().count(); volume++) {
            int candidate = volume;
            if (manifest.fragments().stream().noneMatch(each -> each.volume() == candidate)) {
                unused.add(volume);
            }
        }
        return unused;
    }

    /** What is known of the shard's fragments without looking: no disk is touched. */
    public ColdView.Fragments states(Iterable<SegmentManifest> manifests) {
        return fragments.states(manifests);
    }

    public ColdView.Traffic traffic() {
        ColdMeter meter = fragments.meter();
        return new ColdView.Traffic(
                meter.degradedReads.sum(),
                meter.losses.sum(),
                meter.rebuilt.sum(),
                meter.rebuiltBytes.sum(),
                meter.scrubbed.sum(),
                meter.scrubbedBytes.sum());
    }
}
