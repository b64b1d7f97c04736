package io.lumadb.storage.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.volume.VolumeFailure;
import io.lumadb.storage.volume.VolumeStore;
import io.lumadb.storage.volume.Volumes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Fragments on volumes in memory that lose and spoil them. */
class SegmentBytesTest {

    private static final long SEGMENT = 0x5e6;

    /** A volume in memory. */
    private static final class MemoryVolume implements VolumeStore {
        private final int number;
        private final Map<String, byte[]> objects = new TreeMap<>();

        MemoryVolume(int number) {
            this.number = number;
        }

        @Override
        public String name() {
            return "memory-" + number;
        }

        @Override
        public String locate(String object) {
            return name() + "/" + object;
        }

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public synchronized void put(String object, ByteBuffer content) {
            objects.put(object, bytes(content));
        }

        @Override
        public synchronized byte[] get(String object, long offset, int length) {
            byte[] content = objects.get(object);
            if (content == null) {
                throw new VolumeFailure(VolumeFailure.Kind.MISSING, locate(object) + " is missing", null, null);
            }
            if (offset + length > content.length) {
                throw new VolumeFailure(VolumeFailure.Kind.CUT_SHORT, locate(object) + " is cut short", null, null);
            }
            return Arrays.copyOfRange(content, (int) offset, (int) offset + length);
        }

        @Override
        public synchronized OptionalLong size(String object) {
            byte[] content = objects.get(object);
            return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
        }

        @Override
        public synchronized List<Stored> list(String prefix) {
            return objects.entrySet().stream()
                    .map(each -> new Stored(each.getKey(), each.getValue().length, Instant.EPOCH))
                    .toList();
        }

        @Override
        public synchronized void delete(String object) {
            objects.remove(object);
        }

        @Override
        public Space space() {
            return new Space(1, 1);
        }
    }

    private record Written(
            byte[] bytes, SegmentManifest manifest, List<MemoryVolume> volumes, Fragments fragments, Volumes owner) {

        SegmentBytes open() {
            return new SegmentBytes(manifest, fragments);
        }

        byte[] object(int n) {
            return volumes.get(n).get(fragments.object(SEGMENT, n), 0, (int)
                    manifest.fragments().get(n).bytes());
        }

        /** Deletes the fragment, cuts it, or flips a bit of it. */
        void spoil(int n, Random random) {
            String name = fragments.object(SEGMENT, n);
            byte[] object = object(n);
            switch (random.nextInt(3)) {
                case 0 -> volumes.get(n).delete(name);
                case 1 -> volumes.get(n).put(name, ByteBuffer.wrap(object, 0, random.nextInt(object.length)));
                default -> {
                    object[random.nextInt(object.length)] ^= (byte) (1 << random.nextInt(8));
                    volumes.get(n).put(name, ByteBuffer.wrap(object));
                }
            }
        }
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    private static Written write(int k, int m, int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        List<MemoryVolume> volumes =
                IntStream.range(0, k + m).mapToObj(MemoryVolume::new).toList();
        Volumes owner = new Volumes(volumes);
        Fragments fragments = new Fragments("node-1", 2, owner, new ColdMeter());
        Stripe stripe = new Stripe(length, k, m);
        // The arrays of a cutter are used again: what is left of a longer segment must not get into this one.
        FragmentCutter cutter = new FragmentCutter();
        byte[] longer = new byte[length + random.nextInt(2 * length + 1)];
        random.nextBytes(longer);
        cutter.cut(ByteBuffer.wrap(longer), SEGMENT, new Stripe(longer.length, k, m), fragments);
        List<ByteBuffer> objects = cutter.cut(ByteBuffer.wrap(bytes), SEGMENT, stripe, fragments);
        List<Fragment> placed = new ArrayList<>();
        for (int n = 0; n < objects.size(); n++) {
            byte[] object = bytes(objects.get(n));
            volumes.get(n).put(fragments.object(SEGMENT, n), objects.get(n));
            placed.add(new Fragment(n, "node-1", n, object.length, SegmentLayout.crc(object, 0, object.length)));
        }
        SegmentManifest manifest = new SegmentManifest(SEGMENT, 1, List.of(), 0, length, k, m, placed);
        return new Written(bytes, manifest, volumes, fragments, owner);
    }

    private static List<Integer> some(int count, int of, Random random) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, of).boxed().toList());
        Collections.shuffle(all, random);
        return all.subList(0, count);
    }

    @Property(tries = 200)
    void givesEveryRangeWhileNoMoreThanTheParityIsLost(
            @ForAll @IntRange(min = 1, max = 12) int k, @ForAll @IntRange(max = 4) int m, @ForAll long seed) {
        Random random = new Random(seed);
        Written written = write(k, m, 1 + random.nextInt(random.nextBoolean() ? 40 : 300_000), random);
        try (Volumes _ = written.owner()) {
            SegmentBytes bytes = written.open();
            if (random.nextBoolean()) {
                // Opened while it was whole.
                bytes.read(0, written.bytes().length);
            }
            some(random.nextInt(m + 1), k + m, random).forEach(n -> written.spoil(n, random));

            for (int n = 0; n < 20; n++) {
                int from = random.nextInt(written.bytes().length);
                int length = random.nextInt(written.bytes().length - from + 1);
                assertThat(bytes.read(from, length))
                        .isEqualTo(Arrays.copyOfRange(written.bytes(), from, from + length));
            }
        }
    }

    @Property(tries = 100)
    void readsAroundDamageToAllFragmentsWhileItIsInDifferentPlaces(
            @ForAll @IntRange(min = 2, max = 8) int k, @ForAll @IntRange(min = 1, max = 3) int m, @ForAll long seed) {
        Random random = new Random(seed);
        int chunk = FragmentLayout.CHUNK_BYTES;
        Written written = write(k, m, k * (k + m) * chunk, random);
        try (Volumes _ = written.owner()) {
            for (int n = 0; n < k + m; n++) {
                byte[] object = written.object(n);
                object[n * chunk + random.nextInt(chunk)] ^= 1;
                written.volumes().get(n).put(written.fragments().object(SEGMENT, n), ByteBuffer.wrap(object));
            }
            SegmentBytes bytes = written.open();

            for (int at = 0; at < written.bytes().length; at += chunk) {
                assertThat(bytes.read(at, chunk)).isEqualTo(Arrays.copyOfRange(written.bytes(), at, at + chunk));
            }
        }
    }

    @Property(tries = 100)
    void rebuildsTheVeryFragmentThatWasLost(
            @ForAll @IntRange(min = 1, max = 12) int k, @ForAll @IntRange(min = 1, max = 4) int m, @ForAll long seed) {
        Random random = new Random(seed);
        Written written = write(k, m, 1 + random.nextInt(300_000), random);
        try (Volumes _ = written.owner()) {
            List<Integer> lost = some(m, k + m, random);
            List<byte[]> before = lost.stream().map(written::object).toList();
            lost.forEach(n -> written.spoil(n, random));
            FragmentCare care = new FragmentCare(written.fragments());

            for (Fragment fragment : written.manifest().fragments()) {
                assertThat(care.check(written.manifest(), fragment, Pace.UNLIMITED))
                        .as("fragment %d, lost %s", fragment.n(), lost)
                        .isEqualTo(!lost.contains(fragment.n()));
            }
            for (Fragment fragment : care.lost(written.manifest())) {
                care.repair(written.manifest(), fragment, Pace.UNLIMITED);
            }

            assertThat(care.lost(written.manifest())).isEmpty();
            for (int i = 0; i < m; i++) {
                assertThat(written.object(lost.get(i))).isEqualTo(before.get(i));
            }
        }
    }

    @Property(tries = 100)
    void namesTheFilesWhenMoreThanTheParityIsLost(
            @ForAll @IntRange(min = 1, max = 8) int k, @ForAll @IntRange(max = 3) int m, @ForAll long seed) {
        Random random = new Random(seed);
        Written written = write(k, m, 100_000, random);
        try (Volumes _ = written.owner()) {
            // One of them has to be wanted.
            List<Integer> lost = new ArrayList<>(some(m + 1, k + m, random));
            lost.set(0, lost.contains(0) ? lost.getFirst() : 0);
            lost.forEach(
                    n -> written.volumes().get(n).delete(written.fragments().object(SEGMENT, n)));

            assertThatThrownBy(() -> written.open().read(0, 1)).isInstanceOfSatisfying(LumaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_DATA);
                assertThat(e.detail()).contains("segment 5e6 of shard 2");
                for (int n : lost) {
                    assertThat(e.detail())
                            .contains(written.volumes()
                                    .get(n)
                                    .locate(written.fragments().object(SEGMENT, n)));
                }
            });
        }
    }

    @Property(tries = 100)
    void findsASingleFlippedBitWhereverItIs(
            @ForAll @IntRange(min = 1, max = 6) int k, @ForAll @IntRange(max = 2) int m, @ForAll long seed) {
        Random random = new Random(seed);
        Written written = write(k, m, 1 + random.nextInt(100_000), random);
        try (Volumes _ = written.owner()) {
            int n = random.nextInt(k + m);
            byte[] object = written.object(n);
            object[random.nextInt(object.length)] ^= (byte) (1 << random.nextInt(8));
            written.volumes().get(n).put(written.fragments().object(SEGMENT, n), ByteBuffer.wrap(object));

            FragmentCare care = new FragmentCare(written.fragments());

            assertThat(written.manifest().fragments())
                    .allSatisfy(fragment -> assertThat(care.check(written.manifest(), fragment, Pace.UNLIMITED))
                            .isEqualTo(fragment.n() != n));
        }
    }
}
