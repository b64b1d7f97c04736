package io.lumadb.query.execution.function;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of texts, such as patterns. The last ones used are kept, since a pattern mostly stands for all rows of a query and reading it
 * costs more than using it. Shared by all threads: two that meet in one place make theirs once too often, and nothing else.
 */
final class Recent<V> {

    private static final int KEPT = 64;

    private final AtomicReferenceArray<@Nullable Made<V>> places = new AtomicReferenceArray<>(KEPT);
    private final Function<String, V> make;

    Recent(Function<String, V> make) {
        this.make = make;
    }

    private record Made<V>(String text, V value) {}

    /** What is made of a text; whatever making it throws. */
    V of(String text) {
        int place = Math.floorMod(text.hashCode(), KEPT);
        Made<V> kept = places.get(place);
        if (kept != null && kept.text().equals(text)) {
            return kept.value();
        }
        V value = make.apply(text);
        places.set(place, new Made<>(text, value));
        return value;
    }
}
