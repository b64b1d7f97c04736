package io.lumadb.storage.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonSerializationException;
import org.bson.io.BasicOutputBuffer;
import org.junit.jupiter.api.Test;

class PackedKeysTest {

    private static final int MANY = 8_000;

    @Property(tries = 500)
    void readsBackWhatItPacks(@ForAll("keys") List<SegmentManifest.Key> keys) {
        assertThat(PackedKeys.unpack(PackedKeys.pack(keys))).isEqualTo(keys);
    }

    /** Ids that have much in common, in front and at the end, and one that is all of another. */
    @Provide
    Arbitrary<List<SegmentManifest.Key>> keys() {
        Arbitrary<Value> ids = Arbitraries.oneOf(
                Arbitraries.longs().map(Value::of),
                Arbitraries.integers().between(0, 300).map(n -> Value.of((long) n)),
                Arbitraries.strings().withChars("ab\u00e4").ofMaxLength(12).map(Value::of),
                Arbitraries.integers().between(0, 40).map(n -> Value.of("aa".repeat(n))));
        return Combinators.combine(ids, Arbitraries.longs())
                .as(SegmentManifest.Key::new)
                .list()
                .ofMaxSize(40);
    }

    @Test
    void numbersInARowTakeAFewBytesEach() {
        List<SegmentManifest.Key> keys = LongStream.range(0, MANY)
                .mapToObj(n -> new SegmentManifest.Key(Value.of(1_000_000 + n), 5_000_000 + 3 * n))
                .toList();

        assertThat(PackedKeys.pack(keys)).hasSizeLessThan(7 * MANY);
    }

    @Test
    void textsThatBeginAlikeTakeAFewBytesEach() {
        List<SegmentManifest.Key> keys = IntStream.range(0, MANY)
                .mapToObj(n -> new SegmentManifest.Key(Value.of("customer-%08d/order".formatted(n)), n))
                .toList();

        assertThat(PackedKeys.pack(keys)).hasSizeLessThan(7 * MANY);
    }

    @Test
    void refusesKeysThatEndTooEarly() {
        byte[] packed = PackedKeys.pack(
                List.of(new SegmentManifest.Key(Value.of(1), 1), new SegmentManifest.Key(Value.of("two"), 2)));

        for (int length = 0; length < packed.length; length++) {
            byte[] some = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> PackedKeys.unpack(some)).isInstanceOf(BsonSerializationException.class);
        }
    }

    @Test
    void refusesPartsThatAreLargerThanWhatIsThere() {
        assertThatThrownBy(() -> PackedKeys.unpack(new byte[] {1, 9, 0, 0, 0}))
                .isInstanceOf(BsonSerializationException.class)
                .hasMessageContaining("9 bytes");
        assertThatThrownBy(() -> PackedKeys.unpack(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}))
                .isInstanceOf(BsonSerializationException.class)
                .hasMessageContaining("64 bits");
    }

    /** A manifest in the log of a node that has been there for longer. */
    @Test
    void readsManifestsWithLooseKeys() {
        List<SegmentManifest.Key> keys =
                List.of(new SegmentManifest.Key(Value.of(7), 70), new SegmentManifest.Key(Value.of("eight"), 80));
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter out = new BsonBinaryWriter(buffer)) {
            out.writeStartDocument();
            out.writeInt64("segment", 3);
            out.writeInt32("collection", 1);
            out.writeInt64("rawBytes", 200);
            out.writeInt64("storedBytes", 100);
            out.writeInt32("dataShards", 1);
            out.writeInt32("parityShards", 0);
            out.writeStartArray("keys");
            for (SegmentManifest.Key key : keys) {
                out.writeStartDocument();
                out.writeBinaryData("i", ShardCommandCodec.KeyBytes.of(key.id()));
                out.writeInt64("v", key.revision());
                out.writeEndDocument();
            }
            out.writeEndArray();
            out.writeStartArray("fragments");
            out.writeEndArray();
            out.writeEndDocument();

            SegmentManifest manifest = SegmentManifestCodec.read(
                    new BsonBinaryReader(buffer.getByteBuffers().getFirst().asNIO()));

            assertThat(manifest).isEqualTo(new SegmentManifest(3, 1, keys, 200, 100, 1, 0, List.of()));
        }
    }
}
