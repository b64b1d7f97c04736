package io.lumadb.storage.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShardCommandCodecTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsBackEveryCommandItWrites(@ForAll("commands") ShardCommand command) {
        byte[] bytes = ShardCommandCodec.encode(command);

        assertThat(ShardCommandCodec.decode(ByteBuffer.wrap(bytes))).isEqualTo(command);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void refusesEveryTruncatedCommand(@ForAll("commands") ShardCommand command, @ForAll double where) {
        byte[] bytes = ShardCommandCodec.encode(command);
        int length = (int) (Math.abs(where % 1.0) * (bytes.length - 1));

        assertThatThrownBy(() -> ShardCommandCodec.decode(ByteBuffer.wrap(bytes, 0, length)))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CORRUPT_DATA));
    }

    @Test
    void carriesADocumentThatIsAsLargeAsDocumentsMayBe() {
        Value.Obj large =
                new Value.Obj(Map.of("_id", Value.of(1), "text", new Value.Binary(new byte[16 * 1024 * 1024 - 100])));
        ShardCommand command =
                new ShardCommand.Writes(1, List.of(insert(Document.of(large)), insert(Document.of(large))));

        byte[] bytes = ShardCommandCodec.encode(command);

        assertThat(ShardCommandCodec.decode(ByteBuffer.wrap(bytes))).isEqualTo(command);
    }

    private static ShardCommand.Write insert(Document document) {
        return new ShardCommand.Write(
                "r",
                1,
                ShardCommand.Operation.INSERT,
                new ShardCommand.DocumentOrId.Whole(document),
                OptionalLong.empty());
    }

    @Provide
    Arbitrary<ShardCommand> commands() {
        return Arbitraries.oneOf(
                writes(),
                Combinators.combine(numbers(), indexes()).as(ShardCommand.CreateIndex::new),
                Combinators.combine(numbers(), numbers()).as(ShardCommand.DropIndex::new),
                numbers().map(ShardCommand.DropCollection::new),
                Combinators.combine(Arbitraries.longs(), manifests(), texts()).as(ShardCommand.SealSegment::new),
                Combinators.combine(
                                Arbitraries.longs(),
                                numbers(),
                                Combinators.combine(documents(), Arbitraries.longs())
                                        .as(ShardCommand.Promoted::new)
                                        .list()
                                        .ofMaxSize(5),
                                texts())
                        .as(ShardCommand.PromoteFromCold::new),
                Combinators.combine(
                                Arbitraries.longs(),
                                manifests(),
                                Arbitraries.longs().list().ofMaxSize(5))
                        .as(ShardCommand.RewriteSegments::new),
                Combinators.combine(Arbitraries.longs(), fragments()).as(ShardCommand.RelocateFragment::new),
                Arbitraries.longs().map(ShardCommand.DropSegment::new));
    }

    private static Arbitrary<ShardCommand> writes() {
        Arbitrary<ShardCommand.DocumentOrId> subjects = Arbitraries.oneOf(
                documents().map(ShardCommand.DocumentOrId.Whole::new),
                ids().map(ShardCommand.DocumentOrId.OnlyId::new));
        Arbitrary<OptionalLong> revisions = Arbitraries.longs()
                .optional()
                .map(value -> value.map(OptionalLong::of).orElse(OptionalLong.empty()));
        Arbitrary<ShardCommand.Write> write = Combinators.combine(
                        texts(), numbers(), Arbitraries.of(ShardCommand.Operation.class), subjects, revisions)
                .as(ShardCommand.Write::new);
        return Combinators.combine(Arbitraries.longs(), write.list().ofMaxSize(20))
                .as(ShardCommand.Writes::new);
    }

    private static Arbitrary<IndexDefinition> indexes() {
        Arbitrary<FieldPath.Segment> segments = Arbitraries.oneOf(
                texts().filter(name -> !name.isEmpty()).map(FieldPath.Field::new),
                numbers().map(FieldPath.Subscript::new));
        Arbitrary<FieldPath> paths = Combinators.combine(
                        texts().filter(name -> !name.isEmpty()), segments.list().ofMaxSize(3))
                .as((root, rest) -> new FieldPath(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(new FieldPath.Field(root)), rest.stream())
                        .toList()));
        Arbitrary<List<IndexDefinition.IndexField>> fields = Combinators.combine(paths, Arbitraries.of(true, false))
                .as(IndexDefinition.IndexField::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
        return Combinators.combine(
                        numbers(),
                        texts(),
                        fields,
                        Arbitraries.of(IndexDefinition.Kind.class),
                        Arbitraries.of(true, false),
                        Arbitraries.maps(texts(), ids()).ofMaxSize(3))
                .as(IndexDefinition::new);
    }

    private static Arbitrary<SegmentManifest> manifests() {
        Arbitrary<List<SegmentManifest.Key>> keys = Combinators.combine(ids(), Arbitraries.longs())
                .as(SegmentManifest.Key::new)
                .list()
                .ofMaxSize(10);
        return Combinators.combine(
                        Arbitraries.longs(),
                        numbers(),
                        keys,
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        numbers(),
                        numbers(),
                        fragments().list().ofMaxSize(6))
                .as(SegmentManifest::new);
    }

    private static Arbitrary<SegmentManifest.Fragment> fragments() {
        return Combinators.combine(numbers(), texts(), numbers(), Arbitraries.longs(), Arbitraries.integers())
                .as(SegmentManifest.Fragment::new);
    }

    private static Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(0, 1_000_000);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().alpha().numeric().withChars("äß€ -_").ofMaxLength(12);
    }

    private static Arbitrary<Value> ids() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Value::of),
                Arbitraries.doubles().map(Value::of),
                texts().map(Value::of),
                Arbitraries.of(Value.TRUE, Value.FALSE),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(Value.Binary::new),
                Arbitraries.longs().between(0, 4_000_000_000_000L).map(Value.Timestamp::new));
    }

    private static Arbitrary<Document> documents() {
        return Combinators.combine(ids(), texts())
                .as((id, text) -> Document.of(new Value.Obj(Map.of("_id", id, "text", Value.of(text)))));
    }
}
