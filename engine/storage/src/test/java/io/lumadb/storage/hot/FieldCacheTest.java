package io.lumadb.storage.hot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FieldCacheTest {

    private static final long BUDGET = 1 << 20;
    private static final FieldPath CITY = FieldPath.of("address", "city");
    private static final List<FieldPath> PATHS = List.of(
            FieldPath.of("_id"),
            FieldPath.of("n"),
            CITY,
            FieldPath.of("tags"),
            FieldPath.of("note"),
            FieldPath.of("no"));

    private final CowTree<Entry> tree = new CowTree<>();

    private void put(int id, String json) {
        byte[] key = Keys.of(1, Value.of(id));
        tree.put(
                key,
                new Entry(
                        key,
                        new Content.Live(Document.of(Json.parseObject(json.replace('\'', '"'))), id),
                        new Heat(0, 0),
                        false));
    }

    private void remove(int id) {
        byte[] key = Keys.of(1, Value.of(id));
        tree.put(key, new Entry(key, new Content.Gone(), new Heat(0, 0), false));
    }

    private static String order(int id, RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 ->
                "{'_id': %d, 'n': %d, 'address': {'city': 'City %d'}}"
                        .formatted(id, random.nextInt(3), random.nextInt(4));
            case 1 -> "{'_id': %d, 'n': %s, 'tags': ['a', 'b']}".formatted(id, random.nextDouble());
            case 2 -> "{'_id': %d, 'n': null, 'note': '%s'}".formatted(id, "long ".repeat(random.nextInt(30)));
            case 3 -> "{'_id': %d, 'n': '%d', 'address': 'nowhere'}".formatted(id, random.nextInt(3));
            default -> "{'_id': %d}".formatted(id);
        };
    }

    private List<Leaf<Entry>> leaves() {
        List<Leaf<Entry>> leaves = new ArrayList<>();
        Iterator<Leaf<Entry>> all = tree.freeze().leaves(new byte[0], new byte[0]);
        all.forEachRemaining(leaves::add);
        return leaves;
    }

    @Property(tries = 50)
    void givesWhatTheDocumentsHave(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        FieldCache cache = new FieldCache(BUDGET);

        for (int round = 0; round < 6; round++) {
            for (int change = 0; change < 40; change++) {
                int id = random.nextInt(400);
                if (random.nextInt(4) == 0) {
                    remove(id);
                } else {
                    put(id, order(id, random));
                }
            }
            for (Leaf<Entry> leaf : leaves()) {
                check(leaf, cache.of(leaf));
            }
        }
    }

    private static void check(Leaf<Entry> leaf, LeafFields fields) {
        int row = 0;
        long bytes = 0;
        for (int place = leaf.from(); place < leaf.to(); place++) {
            if (leaf.get(place).content() instanceof Content.Live(Document document, long revision)) {
                assertThat(fields.document(row)).isSameAs(document);
                assertThat(fields.revision(row)).isEqualTo(revision);
                for (FieldPath path : PATHS) {
                    assertThat(fields.get(row, path)).isEqualTo(document.get(path));
                    assertThat(fields.get(row, FieldPath.parse(path.toString())))
                            .isEqualTo(document.get(path));
                }
                bytes += fields.sizeBytes(row);
                row++;
            }
        }
        assertThat(fields.size()).isEqualTo(row);
        assertThat(fields.documentBytes()).isEqualTo(bytes);
    }

    @Test
    void keepsAFieldOnceReadingItHasCostAsMuch() {
        put(1, "{'_id': 1, 'address': {'city': 'Ghent'}}");
        put(2, "{'_id': 2, 'address': {'city': 'Ghent'}}");
        Leaf<Entry> leaf = leaves().getFirst();
        LeafFields fields = new FieldCache(BUDGET).of(leaf);
        Value first = fields.get(0, CITY.canonical());
        Value kept = fields.get(1, CITY.canonical());

        assertThat(fields.get(0, CITY.canonical())).isEqualTo(first).isNotSameAs(first);
        assertThat(fields.get(0, CITY.canonical()))
                .isSameAs(fields.get(0, CITY.canonical()))
                .isSameAs(fields.get(1, CITY.canonical()));
        assertThat(kept).isEqualTo(first);
        assertThat(fields.hasGrown()).isTrue();
    }

    @Test
    void knowsALeafAgainUntilItChanges() {
        put(1, "{'_id': 1}");
        FieldCache cache = new FieldCache(BUDGET);
        LeafFields before = cache.of(leaves().getFirst());

        assertThat(cache.of(leaves().getFirst())).isSameAs(before);
        put(2, "{'_id': 2}");
        assertThat(cache.of(leaves().getFirst())).isNotSameAs(before);
    }

    @Test
    void staysWithinItsBudget() {
        long budget = 40_000;
        FieldCache cache = new FieldCache(budget);
        for (int id = 0; id < 20_000; id++) {
            put(id, "{'_id': %d, 'n': %d, 'note': 'note of %d'}".formatted(id, id, id));
        }

        for (int scan = 0; scan < 3; scan++) {
            for (Leaf<Entry> leaf : leaves()) {
                LeafFields fields = cache.of(leaf);
                for (int row = 0; row < fields.size(); row++) {
                    fields.get(row, FieldPath.of("n"));
                    fields.get(row, FieldPath.of("note"));
                }
            }
        }

        assertThat(cache.bytes()).isPositive().isLessThanOrEqualTo(budget);
    }
}
