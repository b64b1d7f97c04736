package io.lumadb.storage.cold;

import io.lumadb.document.Document;
import io.lumadb.document.FieldWalk;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.storage.ShardSnapshot.Bound;
import io.lumadb.storage.ShardSnapshot.Within;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of values the top-level fields of a segment's documents have, and from where to where they go (Moerkotte,
 * Small Materialized Aggregates, VLDB 1998), so that a scan can leave a segment unread that has nothing it looks for.
 * Immutable.
 */
final class ZoneMap {

    /** Of a segment that has none: it may have everything. */
    static final ZoneMap UNKNOWN = new ZoneMap(Map.of(), false);

    private static final int MOST_FIELDS = 64;
    /** Longer texts are no bounds worth keeping. */
    private static final int MOST_CHARACTERS = 100;

    /** What such a text takes at most: a length, three bytes for each of Java's characters, and a zero. */
    private static final int MOST_TEXT_BYTES = Integer.BYTES + 3 * MOST_CHARACTERS + 1;

    private static final int TEXTS = ValueOrder.rank(Value.of(""));
    private static final int ARRAYS = ValueOrder.rank(new Value.Array(List.of()));

    private final Map<String, Field> fields;
    /** Fields that are not here are in no document. */
    private final boolean complete;

    private ZoneMap(Map<String, Field> fields, boolean complete) {
        this.fields = fields;
        this.complete = complete;
    }

    /** By {@link ValueOrder#rank}; a kind without extremes may go anywhere. */
    private record Field(Map<Integer, Optional<Extremes>> kinds) {}

    private record Extremes(Value least, Value greatest) {}

    /** Makes the map of documents that come one by one. */
    static final class Maker {

        private final Map<String, Field> fields = new LinkedHashMap<>();
        /** The fields' names in the order they came first, which is the order that most documents have them in. */
        private final List<Named> order = new ArrayList<>();

        private boolean complete = true;

        @SuppressWarnings("ArrayRecordComponent")
        private record Named(byte[] name, Field field) {}

        void add(Document document) {
            FieldWalk walk = document.fields();
            for (int n = 0; walk.advance(); n++) {
                Field field = field(walk, n);
                if (field == null) {
                    complete = false;
                } else {
                    note(field, walk);
                }
            }
        }

        private @Nullable Field field(FieldWalk walk, int n) {
            if (n < order.size() && walk.isNamed(order.get(n).name())) {
                return order.get(n).field();
            }
            byte[] utf8 = walk.name();
            String name = new String(utf8, StandardCharsets.UTF_8);
            Field known = fields.get(name);
            if (known == null && fields.size() < MOST_FIELDS) {
                known = new Field(new LinkedHashMap<>());
                fields.put(name, known);
                order.add(new Named(utf8, known));
            }
            return known;
        }

        ZoneMap make() {
            return new ZoneMap(fields, complete);
        }
    }

    // The same extremes are the same object.
    @SuppressWarnings("ReferenceEquality")
    private static void note(Field field, FieldWalk at) {
        int rank = at.rank();
        Optional<Extremes> known = field.kinds().get(rank);
        if (known != null && known.isEmpty()) {
            return;
        }
        // A longer text is not even decoded.
        Value value = rank == TEXTS && at.valueBytes() > MOST_TEXT_BYTES ? Value.NULL : at.value();
        if (!isBound(value)) {
            field.kinds().put(rank, Optional.empty());
        } else if (known == null) {
            field.kinds().put(rank, Optional.of(new Extremes(value, value)));
        } else {
            Extremes before = known.get();
            Extremes now = widened(before, value);
            if (now != before) {
                field.kinds().put(rank, Optional.of(now));
            }
        }
    }

    private static Extremes widened(Extremes known, Value value) {
        if (ValueOrder.INSTANCE.compare(value, known.least()) < 0) {
            return new Extremes(value, known.greatest());
        }
        return ValueOrder.INSTANCE.compare(value, known.greatest()) > 0 ? new Extremes(known.least(), value) : known;
    }

    private static boolean isBound(Value value) {
        return switch (value) {
            case Value.Int64 _, Value.Float64 _, Value.Decimal _, Value.Bool _, Value.Timestamp _ -> true;
            case Value.Text(String text) -> text.length() <= MOST_CHARACTERS;
            case Value.Missing _, Value.Null _, Value.Obj _, Value.Array _, Value.Binary _, Value.Vector _ -> false;
        };
    }

    /** False only when no document has a value of the bounds' kind within them, neither as such nor in an array. */
    boolean mayHave(Within wanted) {
        Field field = fields.get(wanted.field());
        if (field == null) {
            return !complete;
        }
        Value like = wanted.low().or(wanted::high).map(Bound::value).orElse(Value.NULL);
        if (like.isNull() || field.kinds().containsKey(ARRAYS)) {
            return true;
        }
        Optional<Extremes> extremes = field.kinds().get(ValueOrder.rank(like));
        return extremes != null && extremes.map(it -> overlaps(it, wanted)).orElse(true);
    }

    private static boolean overlaps(Extremes extremes, Within wanted) {
        return wanted.low().map(low -> reaches(low, extremes.greatest(), 1)).orElse(true)
                && wanted.high()
                        .map(high -> reaches(high, extremes.least(), -1))
                        .orElse(true);
    }

    /** Values of another kind are in no order with the bound, which then says nothing. */
    private static boolean reaches(Bound bound, Value extreme, int direction) {
        int order = direction * Integer.signum(ValueOrder.INSTANCE.compare(extreme, bound.value()));
        return ValueOrder.rank(extreme) != ValueOrder.rank(bound.value())
                || order > 0
                || order == 0 && bound.inclusive();
    }

    /** As a BSON document, for the segment's file. */
    byte[] encode() {
        List<Value> all = new ArrayList<>();
        fields.forEach((name, field) -> {
            List<Value> kinds = new ArrayList<>();
            field.kinds().forEach((rank, extremes) -> {
                Map<String, Value> kind = new LinkedHashMap<>();
                kind.put("rank", Value.of(rank));
                extremes.ifPresent(it -> {
                    kind.put("least", it.least());
                    kind.put("greatest", it.greatest());
                });
                kinds.add(new Value.Obj(kind));
            });
            Map<String, Value> one = new LinkedHashMap<>();
            one.put("name", Value.of(name));
            one.put("kinds", new Value.Array(kinds));
            all.add(new Value.Obj(one));
        });
        Map<String, Value> map = new LinkedHashMap<>();
        map.put("complete", Value.of(complete));
        map.put("fields", new Value.Array(all));
        return Document.of(new Value.Obj(map)).bson();
    }

    /** @throws IllegalArgumentException for bytes that {@link #encode} never gives */
    static ZoneMap decode(byte[] bytes) {
        Value.Obj map = Document.ofBson(bytes).toObject();
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Value each : elements(map.get("fields"))) {
            Value.Obj one = object(each);
            Map<Integer, Optional<Extremes>> kinds = new LinkedHashMap<>();
            for (Value kind : elements(one.get("kinds"))) {
                kinds.put(rank(object(kind).get("rank")), extremes(object(kind)));
            }
            fields.put(text(one.get("name")), new Field(kinds));
        }
        return new ZoneMap(fields, map.get("complete").equals(Value.TRUE));
    }

    private static Optional<Extremes> extremes(Value.Obj kind) {
        Value least = kind.get("least");
        return least instanceof Value.Missing
                ? Optional.empty()
                : Optional.of(new Extremes(least, kind.get("greatest")));
    }

    private static List<Value> elements(Value value) {
        if (value instanceof Value.Array(List<Value> elements)) {
            return elements;
        }
        throw unreadable();
    }

    private static Value.Obj object(Value value) {
        if (value instanceof Value.Obj object) {
            return object;
        }
        throw unreadable();
    }

    private static int rank(Value value) {
        if (value instanceof Value.Int64(long rank)) {
            return Math.toIntExact(rank);
        }
        throw unreadable();
    }

    private static String text(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw unreadable();
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("its zone map is not one");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ZoneMap that && complete == that.complete && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return 31 * fields.hashCode() + Boolean.hashCode(complete);
    }
}
