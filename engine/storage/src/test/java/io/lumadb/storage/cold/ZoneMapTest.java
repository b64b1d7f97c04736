package io.lumadb.storage.cold;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.storage.ShardSnapshot.Bound;
import io.lumadb.storage.ShardSnapshot.Within;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.cold.SegmentLayout.Footer;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.volume.Volumes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneMapTest {

    @TempDir
    private Path folder;

    private static Copy copy(int id, String json) {
        return copy(id, Json.parseObject(json));
    }

    private static Copy copy(int id, Value.Obj object) {
        return new Copy(OrderedKey.of(Value.of(id)), new Content.Live(Document.of(object), 1));
    }

    private static Optional<Bound> at(Value value) {
        return Optional.of(new Bound(value, true));
    }

    private static Optional<Bound> beyond(Value value) {
        return Optional.of(new Bound(value, false));
    }

    private static ZoneMap of(List<Copy> documents) {
        ZoneMap.Maker maker = new ZoneMap.Maker();
        documents.forEach(copy -> maker.add(copy.content().document()));
        return maker.make();
    }

    @Test
    void leavesOutWhatLiesOutsideEveryDocument() {
        ZoneMap zones = of(List.of(
                copy(1, "{\"_id\": 1, \"price\": 5, \"name\": \"Ball\", \"tags\": [1]}"),
                copy(2, "{\"_id\": 2, \"price\": 20.5, \"name\": null, \"tags\": 7}")));

        assertThat(zones.mayHave(new Within("price", at(Value.of(5)), Optional.empty())))
                .isTrue();
        assertThat(zones.mayHave(new Within("price", at(Value.of(20.5)), Optional.empty())))
                .isTrue();
        assertThat(zones.mayHave(new Within("price", beyond(Value.of(20.5)), Optional.empty())))
                .isFalse();
        assertThat(zones.mayHave(new Within("price", Optional.empty(), beyond(Value.of(5)))))
                .isFalse();
        assertThat(zones.mayHave(new Within("price", at(Value.of("x")), Optional.empty())))
                .isFalse();
        assertThat(zones.mayHave(new Within("name", at(Value.of("Cat")), at(Value.of("Cat")))))
                .isFalse();
        assertThat(zones.mayHave(new Within("colour", at(Value.of("red")), at(Value.of("red")))))
                .isFalse();
        assertThat(zones.mayHave(new Within("tags", at(Value.of(99)), at(Value.of(99)))))
                .isTrue();
        assertThat(ZoneMap.UNKNOWN.mayHave(new Within("price", at(Value.of(99)), Optional.empty())))
                .isTrue();
    }

    @Test
    void keepsToItsWordWithMoreFieldsAndLongerTextsThanItNotes() {
        StringBuilder many = new StringBuilder("{\"_id\": 1, \"long\": \"" + "x".repeat(500) + "\"");
        for (int i = 0; i < 200; i++) {
            many.append(", \"f").append(i).append("\": ").append(i);
        }
        ZoneMap zones = of(List.of(copy(1, many + "}")));

        assertThat(zones.mayHave(new Within("f199", at(Value.of(199)), at(Value.of(199)))))
                .isTrue();
        assertThat(zones.mayHave(new Within("nowhere", at(Value.of(1)), at(Value.of(1)))))
                .isTrue();
        assertThat(zones.mayHave(new Within("long", at(Value.of("y")), Optional.empty())))
                .isTrue();
        assertThat(zones.mayHave(new Within("f3", at(Value.of(4)), Optional.empty())))
                .isFalse();
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void neverLeavesOutADocumentThatIsWanted(@ForAll long seed) {
        Random random = new Random(seed);
        List<Copy> documents = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("_id", Value.of(i));
            if (random.nextInt(4) > 0) {
                fields.put("a", value(random, true));
            }
            documents.add(copy(i, new Value.Obj(fields)));
        }
        ZoneMap zones = ZoneMap.decode(of(documents).encode());
        assertThat(zones).as("seed %s", seed).isEqualTo(of(documents));

        for (int i = 0; i < 40; i++) {
            Optional<Bound> low = random.nextBoolean()
                    ? Optional.of(new Bound(value(random, false), random.nextBoolean()))
                    : Optional.empty();
            Optional<Bound> high = low.isEmpty() || random.nextBoolean()
                    ? Optional.of(new Bound(value(random, false), random.nextBoolean()))
                    : Optional.empty();
            Within wanted = new Within("a", low, high);
            boolean found = documents.stream()
                    .anyMatch(copy -> fits(copy.content().document().get("a"), wanted));
            if (found) {
                assertThat(zones.mayHave(wanted))
                        .as("seed %s: %s", seed, wanted)
                        .isTrue();
            }
        }
    }

    private static Value value(Random random, boolean nested) {
        return switch (random.nextInt(nested ? 9 : 7)) {
            case 0 -> Value.of(random.nextInt(8) / 2.0);
            case 1 -> Value.of(String.valueOf((char) ('a' + random.nextInt(6))));
            case 2 -> Value.of(random.nextBoolean());
            case 3 -> new Value.Timestamp(random.nextInt(6));
            case 7 -> Value.NULL;
            case 8 -> Value.array(value(random, false), value(random, false));
            default -> Value.of(random.nextInt(8));
        };
    }

    private static boolean fits(Value value, Within wanted) {
        return within(value, wanted)
                || value instanceof Value.Array(List<Value> elements)
                        && elements.stream().anyMatch(element -> within(element, wanted));
    }

    private static boolean within(Value value, Within wanted) {
        return wanted.low().map(low -> isOn(value, low, 1)).orElse(true)
                && wanted.high().map(high -> isOn(value, high, -1)).orElse(true);
    }

    private static boolean isOn(Value value, Bound bound, int side) {
        int order = side * Integer.signum(ValueOrder.INSTANCE.compare(value, bound.value()));
        return ValueOrder.rank(value) == ValueOrder.rank(bound.value())
                && (order > 0 || order == 0 && bound.inclusive());
    }

    @Test
    void readsSegmentsOfTheLayoutBeforeZoneMaps() throws IOException {
        List<Copy> documents = List.of(copy(1, "{\"_id\": 1, \"a\": 1}"), copy(2, "{\"_id\": 2, \"a\": 2}"));
        byte[] file;
        try (SegmentWriter writer = new SegmentWriter()) {
            ByteBuffer laidOut = writer.write(7, 3, documents);
            file = new byte[laidOut.remaining()];
            laidOut.get(file);
        }
        int footerAt = file.length - SegmentLayout.FOOTER_BYTES;
        Footer footer = Footer.decode(Arrays.copyOfRange(file, footerAt, file.length));
        byte[] former = new Footer(
                        footer.index(),
                        footer.bloom(),
                        Optional.empty(),
                        footer.documents(),
                        footer.rawBytes(),
                        footer.collection(),
                        footer.segment())
                .encode();
        Path path = Files.createDirectories(folder.resolve("shard-000")).resolve("0000000000000003-0.seg");
        Files.write(path, Arrays.copyOf(file, footerAt));
        Files.write(path, former, StandardOpenOption.APPEND);
        int bytes = footerAt + former.length;

        SegmentFile read;
        try (Volumes volumes = Volumes.directories(List.of(folder))) {
            SegmentManifest manifest = new SegmentManifest(
                    3, 7, List.of(), 0, bytes, 1, 0, List.of(new SegmentManifest.Fragment(0, "node-1", 0, bytes, 0)));
            read = SegmentFile.open(new SegmentBytes(manifest, new Fragments("node-1", 0, volumes, new ColdMeter())));
        }

        assertThat(former).hasSize(76);
        assertThat(read.read(0))
                .extracting(copy -> copy.content().document().id())
                .containsExactly(Value.of(1), Value.of(2));
        assertThat(read.zones().mayHave(new Within("a", at(Value.of(9)), Optional.empty())))
                .isTrue();
        assertThat(footer.zones()).isPresent();
    }
}
