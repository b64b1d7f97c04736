package io.lumadb.console.ui.query.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowStoreTest {

    @Property(tries = 40)
    void givesBackWhatWasPutWhetherInMemoryOrOnDisk(@ForAll @IntRange(max = 300) int rows, @ForAll long seed) {
        Random random = new Random(seed);
        List<Value.Obj> put = new ArrayList<>();
        try (RowStore store = new RowStore(new RowStore.Limits(1_000, 4_000, 1L << 30))) {
            for (int i = 0; i < rows; i++) {
                Value.Obj row = row(i, "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 400_000 : 200)));
                assertThat(store.append(row)).isTrue();
                put.add(row);
                int any = random.nextInt(put.size());
                assertThat(store.row(any)).contains(put.get(any));
            }
            assertThat(store.size()).isEqualTo(rows);
            for (int i = 0; i < rows; i++) {
                assertThat(store.row(i)).contains(put.get(i));
            }
        }
    }

    @Test
    void takesNoMoreRowsThanItMay() {
        try (RowStore store = new RowStore(new RowStore.Limits(2, 1 << 20, 1 << 20))) {
            assertThat(store.append(row(1, ""))).isTrue();
            assertThat(store.append(row(2, ""))).isTrue();
            assertThat(store.append(row(3, ""))).isFalse();
            assertThat(store.size()).isEqualTo(2);
        }
    }

    @Test
    void takesNoMoreBytesThanItMay() {
        try (RowStore store = new RowStore(new RowStore.Limits(100, 1_000, 1_000))) {
            assertThat(store.append(row(1, "x".repeat(900)))).isTrue();
            assertThat(store.append(row(2, "x".repeat(900)))).isTrue();
            assertThat(store.append(row(3, "x".repeat(900)))).isFalse();
        }
    }

    @Test
    void isEmptyOnceClosed() {
        RowStore store = new RowStore(RowStore.Limits.standard());
        store.append(row(1, ""));

        store.close();

        assertThat(store.row(0)).isEmpty();
        assertThat(store.append(row(2, ""))).isFalse();
    }

    static Value.Obj row(long number, String text) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", Value.of(number));
        fields.put("text", Value.of(text));
        return new Value.Obj(fields);
    }
}
