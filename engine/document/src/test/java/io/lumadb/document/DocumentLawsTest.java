package io.lumadb.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.error.LumaException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;

/** The laws of values: one order in two forms, and encodings that give back what they were given. */
@Domain(RandomValues.class)
@Domain(DomainContext.Global.class)
class DocumentLawsTest {

    /** The reference decoder warns that it has no SLF4J to log to; held, so that the setting is not collected. */
    private static final Logger BSON_LOG = Logger.getLogger("org.bson");

    static {
        BSON_LOG.setLevel(Level.OFF);
    }

    @Property(tries = 3_000)
    void keysAreInTheOrderOfTheirValues(@ForAll Value left, @ForAll Value right) {
        int byKey = Arrays.compareUnsigned(OrderedKey.of(left), OrderedKey.of(right));

        assertThat(Integer.signum(byKey)).isEqualTo(Integer.signum(ValueOrder.INSTANCE.compare(left, right)));
    }

    @Property(tries = 1_000)
    void keysBehindOneAnotherAreInTheOrderOfTheFirstThatDiffers(
            @ForAll Value first, @ForAll Value second, @ForAll Value third) {
        int byKey = Arrays.compareUnsigned(joined(first, second), joined(first, third));

        assertThat(Integer.signum(byKey)).isEqualTo(Integer.signum(ValueOrder.INSTANCE.compare(second, third)));
    }

    @Property(tries = 1_000)
    void invertedKeysAreInTheOppositeOrder(@ForAll Value left, @ForAll Value right) {
        byte[] a = OrderedKey.of(left);
        byte[] b = OrderedKey.of(right);
        OrderedKey.invert(a, 0);
        OrderedKey.invert(b, 0);

        assertThat(Integer.signum(Arrays.compareUnsigned(a, b)))
                .isEqualTo(Integer.signum(ValueOrder.INSTANCE.compare(right, left)));
    }

    private static byte[] joined(Value first, Value second) {
        byte[] head = OrderedKey.of(first);
        byte[] tail = OrderedKey.of(second);
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    @Property(tries = 1_000)
    void theOrderIsTransitive(@ForAll Value a, @ForAll Value b, @ForAll Value c) {
        List<Value> sorted =
                List.of(a, b, c).stream().sorted(ValueOrder.INSTANCE).toList();

        assertThat(ValueOrder.INSTANCE.compare(sorted.get(0), sorted.get(2))).isNotPositive();
    }

    @Property(tries = 1_000)
    void bsonGivesBackWhatItWasGiven(@ForAll Value.Obj object) {
        assertThat(Bson.decode(Bson.encode(object))).isEqualTo(object);
    }

    @Property(tries = 1_000)
    void bsonIsWhatTheReferenceDecoderReads(@ForAll Value.Obj object) {
        BsonDocument read = new BsonDocumentCodec()
                .decode(
                        new BsonBinaryReader(ByteBuffer.wrap(Bson.encode(object))),
                        DecoderContext.builder().build());

        assertThat(read.keySet()).containsExactlyElementsOf(object.fields().keySet());
        read.forEach((name, value) -> {
            switch (object.get(name)) {
                case Value.Text(String text) ->
                    assertThat(value.asString().getValue()).isEqualTo(text);
                case Value.Int64(long number) ->
                    assertThat(value.asInt64().getValue()).isEqualTo(number);
                case Value.Float64(double number) ->
                    assertThat(value.asDouble().getValue()).isEqualTo(Double.valueOf(number));
                case Value.Timestamp(long millis) ->
                    assertThat(value.asDateTime().getValue()).isEqualTo(millis);
                case Value.Binary(byte[] bytes) ->
                    assertThat(value.asBinary().getData()).isEqualTo(bytes);
                case Value.Vector(float[] components) ->
                    assertThat(value.asBinary().asVector().asFloat32Vector().getData())
                            .isEqualTo(components);
                case Value.Array(List<Value> elements) ->
                    assertThat(value.asArray()).hasSameSizeAs(elements);
                case Value.Obj inner -> assertThat(value.asDocument()).hasSameSizeAs(inner.fields());
                case Value.Bool(boolean flag) ->
                    assertThat(value.asBoolean().getValue()).isEqualTo(flag);
                case Value.Decimal(var number) ->
                    assertThat(value.asDecimal128().getValue()).isEqualTo(number);
                case Value.Null _, Value.Missing _ -> assertThat(value.isNull()).isTrue();
            }
        });
    }

    @Property(tries = 2_000)
    void damagedBytesAreReadOrRefusedButNeverCrash(@ForAll Value.Obj object, @ForAll int place, @ForAll byte damage) {
        byte[] bytes = Bson.encode(object);
        bytes[Math.floorMod(place, bytes.length)] = damage;
        try {
            assertThat(Bson.decode(bytes)).isNotNull();
        } catch (LumaException refused) {
            assertThat(refused.detail()).contains("not a BSON document");
        }
    }

    @Property(tries = 1_000)
    void jsonGivesBackWhatItWasGiven(@ForAll Value value) {
        assertThat(Json.parse(Json.relaxed(value))).isEqualTo(value);
        assertThat(Json.parse(Json.pretty(value))).isEqualTo(value);
    }

    @Property(tries = 1_000)
    void aFieldReadFromBytesIsTheFieldOfTheDecodedObject(@ForAll Value.Obj object) {
        Document document = Document.of(object);

        for (String path : List.of("a", "b", "_id", "a.b", "a[0]", "a[-1]", "b[1].a", "a.b.ab", "x y", "nothing")) {
            FieldPath parsed = FieldPath.parse(path);
            assertThat(document.get(parsed)).as(path).isEqualTo(Document.get(object, parsed.segments()));
        }
        assertThat(document.get("a")).isEqualTo(object.get("a"));
        assertThat(document.toObject()).isEqualTo(object);
        assertThat(document.withId(Value.of("k")).id()).isEqualTo(Value.of("k"));
    }
}
