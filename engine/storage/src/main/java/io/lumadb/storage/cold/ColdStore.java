package io.lumadb.storage.cold;

import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot.Within;
import io.lumadb.storage.TieringRules;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.view.FragmentState;
import io.lumadb.storage.volume.VolumeFailure;
import io.lumadb.storage.volume.VolumeStore;
import io.lumadb.storage.volume.VolumeStore.Stored;
import io.lumadb.storage.volume.Volumes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * The cold segments of one shard, in fragments on this node's cold volumes: {@code shard-NNN/SEGMENT-FRAGMENT.seg}. Fragments
 * are put whole and never changed. Thread-safe; blocks on disk.
 */
public final class ColdStore implements ColdReader {

    static final String SUFFIX = ".seg";

    private static final int MOST_OPEN_SEGMENTS = 256;
    private static final int MOST_CACHED_BLOCKS = 16;

    private final Volumes volumes;
    private final Workbenches workbenches;
    private final ColdMeter meter = new ColdMeter();
    private final Fragments fragments;
    private final Map<Long, SegmentFile> files = leastRecentlyUsed(MOST_OPEN_SEGMENTS);
    private final Map<BlockName, List<Copy>> blocks = leastRecentlyUsed(MOST_CACHED_BLOCKS);

    private record BlockName(long segment, int block) {}

    /** @param workbenches what this node makes segments with */
    public ColdStore(String node, int shard, Volumes volumes, Workbenches workbenches) {
        this.volumes = volumes;
        this.workbenches = workbenches;
        this.fragments = new Fragments(node, shard, volumes, meter);
    }

    private static <K, V> Map<K, V> leastRecentlyUsed(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What repairs fragments of this store. One for each store. */
    public FragmentCare care() {
        return new FragmentCare(fragments);
    }

    /**
     * Puts documents on the volumes as a segment. When this returns, all of its fragments are on disk under their final names,
     * each on a volume of its own.
     *
     * @param documents in key order, at least one
     * @throws LumaException BAD_REQUEST when there are fewer volumes than fragments; what a volume said, naming the file, when
     *     too few of them take a fragment
     */
    public SegmentManifest write(int collection, long segment, List<Copy> documents, ColdStrategy strategy) {
        TieringRules.requireVolumes(strategy, volumes.count());
        return workbenches.make(workbench -> write(workbench, collection, segment, documents, strategy));
    }

    private SegmentManifest write(
            Workbenches.Workbench workbench,
            int collection,
            long segment,
            List<Copy> documents,
            ColdStrategy strategy) {
        ByteBuffer laidOut = workbench.writer().write(collection, segment, documents);
        int bytes = laidOut.limit();
        Stripe stripe = switch (strategy) {
            case ColdStrategy.Replication(int factor) -> new Stripe(bytes, 1, factor - 1);
            case ColdStrategy.ErasureCoding(int data, int parity) -> new Stripe(bytes, data, parity);
        };
        List<ByteBuffer> objects = workbench.cutter().cut(laidOut, segment, stripe, fragments);
        List<Fragment> put = put(segment, objects);
        long rawBytes =
                documents.stream().mapToLong(copy -> copy.content().bytes()).sum();
        return new SegmentManifest(
                segment, collection, keys(documents), rawBytes, bytes, stripe.dataShards(), stripe.parityShards(), put);
    }

    private static List<SegmentManifest.Key> keys(List<Copy> documents) {
        List<SegmentManifest.Key> keys = new ArrayList<>(documents.size());
        for (Copy copy : documents) {
            Content.Live live = copy.content();
            keys.add(new SegmentManifest.Key(live.document().id(), live.revision()));
        }
        return keys;
    }

    private List<Fragment> put(long segment, List<ByteBuffer> objects) {
        List<String> names = new ArrayList<>();
        for (int n = 0; n < objects.size(); n++) {
            names.add(fragments.object(segment, n));
        }
        int first = (int) Long.remainderUnsigned(segment, volumes.count());
        List<Integer> taken = volumes.putApart(first, names, objects);
        List<Fragment> put = new ArrayList<>();
        for (int n = 0; n < objects.size(); n++) {
            ByteBuffer object = objects.get(n);
            put.add(new Fragment(n, fragments.node(), taken.get(n), object.limit(), SegmentLayout.crc(object)));
        }
        return put;
    }

    /** The volume's folder, for people; its number where the fragment is not on this node. */
    public String volumeName(Fragment fragment) {
        return fragments.isHere(fragment)
                ? volumes.get(fragment.volume()).name()
                : "volume " + fragment.volume() + " of " + fragment.node();
    }

    /** The fragment's file, for people. */
    public String locate(SegmentManifest manifest, Fragment fragment) {
        return fragments.locate(manifest, fragment);
    }

    /** How a fragment is, without reading it. */
    public FragmentState state(SegmentManifest segment, Fragment fragment) {
        return fragments.state(segment, fragment);
    }

    private SegmentFile file(SegmentManifest manifest) {
        synchronized (files) {
            SegmentFile known = files.get(manifest.segment());
            // A fragment that was put elsewhere leaves the segment what it was, and changes where to read it.
            if (known != null && known.manifest().fragments().equals(manifest.fragments())) {
                return known;
            }
        }
        SegmentFile opened = SegmentFile.open(new SegmentBytes(manifest, fragments));
        synchronized (files) {
            files.put(manifest.segment(), opened);
        }
        return opened;
    }

    @Override
    public Content.Live read(SegmentManifest segment, byte[] key, Content.Cold cold) {
        SegmentFile file = file(segment);
        Optional<Integer> block = file.blockOf(key);
        if (block.isPresent()) {
            for (Copy copy : block(file, segment.segment(), block.get())) {
                if (Arrays.equals(copy.key(), key) && copy.content().revision() == cold.revision()) {
                    return copy.content();
                }
            }
        }
        throw new LumaException(
                ErrorCode.CORRUPT_DATA,
                "the cold segment " + Long.toHexString(segment.segment()) + " of shard " + fragments.shard()
                        + " lacks a document that should be in it");
    }

    private List<Copy> block(SegmentFile file, long segment, int number) {
        BlockName name = new BlockName(segment, number);
        synchronized (blocks) {
            List<Copy> known = blocks.get(name);
            if (known != null) {
                return known;
            }
        }
        List<Copy> read = file.read(number);
        synchronized (blocks) {
            blocks.put(name, read);
        }
        return read;
    }

    @Override
    public boolean mayHave(SegmentManifest segment, List<Within> wanted) {
        return wanted.isEmpty() || wanted.stream().allMatch(file(segment).zones()::mayHave);
    }

    @Override
    public Iterator<Copy> scan(SegmentManifest segment) {
        SegmentFile file = file(segment);
        return new Iterator<>() {
            private int nextBlock;
            private Iterator<Copy> copies = List.<Copy>of().iterator();

            @Override
            public boolean hasNext() {
                while (!copies.hasNext() && nextBlock < file.blocks()) {
                    copies = file.read(nextBlock++).iterator();
                }
                return copies.hasNext();
            }

            @Override
            public Copy next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return copies.next();
            }
        };
    }

    /**
     * Deletes a segment's fragments on this node. What stays because a volume fails is swept away when it is back.
     *
     * @return what could not be deleted, in words
     */
    public List<String> delete(SegmentManifest manifest) {
        synchronized (files) {
            files.remove(manifest.segment());
        }
        fragments.forget(manifest.segment());
        List<String> kept = new ArrayList<>();
        for (Fragment fragment : manifest.fragments()) {
            if (fragments.isHere(fragment)) {
                try {
                    volumes.get(fragment.volume()).delete(fragments.object(manifest.segment(), fragment.n()));
                } catch (VolumeFailure e) {
                    kept.add(e.detail());
                }
            }
        }
        return kept;
    }

    /**
     * Deletes this shard's objects that were put before {@code before} and are no fragment of a known segment on the volume
     * that its manifest names: what writers left that came to no end, and copies that were replaced elsewhere.
     *
     * @return how many
     */
    public int sweep(Collection<SegmentManifest> known, Instant before) {
        List<Set<String>> wanted = new ArrayList<>();
        for (int volume = 0; volume < volumes.count(); volume++) {
            wanted.add(new HashSet<>());
        }
        for (SegmentManifest manifest : known) {
            for (Fragment fragment : manifest.fragments()) {
                if (fragments.isHere(fragment)) {
                    wanted.get(fragment.volume()).add(fragments.object(manifest.segment(), fragment.n()));
                }
            }
        }
        int swept = 0;
        for (int volume = 0; volume < volumes.count(); volume++) {
            swept += sweep(volumes.get(volume), wanted.get(volume), before);
        }
        return swept;
    }

    private int sweep(VolumeStore volume, Set<String> wanted, Instant before) {
        int swept = 0;
        try {
            for (Stored stored : volume.list(fragments.prefix())) {
                if (!wanted.contains(stored.object()) && stored.changed().isBefore(before)) {
                    volume.delete(stored.object());
                    swept++;
                }
            }
        } catch (VolumeFailure e) {
            // A volume that is gone has nothing to sweep; its turn comes when it is back.
            if (e.kind() != VolumeFailure.Kind.GONE) {
                throw e;
            }
        }
        return swept;
    }
}
