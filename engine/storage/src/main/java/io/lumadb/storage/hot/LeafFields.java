package io.lumadb.storage.hot;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The live documents of one leaf, and the values of those of their fields that readers ask for: a field's values are
 * kept, in one array, once reading them from the documents has cost as much as taking them all. Any thread may read;
 * what they note of one another's questions may get lost, which costs a little time and nothing else.
 */
public final class LeafFields {

    private static final int BYTES = 96;
    private static final int BYTES_A_DOCUMENT = 8;
    private static final int MOST_COLUMNS = 32;
    /** A longer text costs more to keep than it saves. */
    private static final int MOST_CHARACTERS = 64;

    private static final Column[] NONE = {};

    private final Content.Live[] live;
    private final int[] sizes;
    private final long documentBytes;
    private final UnaryOperator<Value> shared;
    private volatile Column[] columns = NONE;
    private final AtomicInteger bytes;
    private volatile int weighed;

    /** {@code shared} gives an equal value that is in memory already, or the value itself. */
    LeafFields(Leaf<Entry> leaf, UnaryOperator<Value> shared) {
        List<Content.Live> documents = new ArrayList<>(leaf.to() - leaf.from());
        for (int place = leaf.from(); place < leaf.to(); place++) {
            if (leaf.get(place).content() instanceof Content.Live document) {
                documents.add(document);
            }
        }
        this.live = documents.toArray(Content.Live[]::new);
        this.sizes = documents.stream().mapToInt(Content.Live::bytes).toArray();
        this.documentBytes = Arrays.stream(sizes).asLongStream().sum();
        this.shared = shared;
        this.bytes = new AtomicInteger(BYTES + live.length * BYTES_A_DOCUMENT);
    }

    /** How many documents there are. */
    public int size() {
        return live.length;
    }

    public Document document(int row) {
        return live[row].document();
    }

    public long revision(int row) {
        return live[row].revision();
    }

    /** BSON bytes of a document. */
    public int sizeBytes(int row) {
        return sizes[row];
    }

    /** BSON bytes of all of them. */
    public long documentBytes() {
        return documentBytes;
    }

    /** The value at a path of a document, {@link Value#MISSING} when there is none. */
    // Whoever asks often has the canonical path.
    @SuppressWarnings("ReferenceEquality")
    public Value get(int row, FieldPath path) {
        Column[] known = columns;
        for (Column column : known) {
            if (column.path == path) {
                return get(row, column);
            }
        }
        return get(row, column(path.canonical()));
    }

    private Value get(int row, Column column) {
        Value[] values = column.values;
        if (values != null) {
            return values[row];
        }
        if (column.asked < live.length) {
            column.asked++;
            if (column.asked >= live.length) {
                keep(column);
            }
        }
        return live[row].document().get(column.path);
    }

    private Column column(FieldPath path) {
        Column[] known = columns;
        for (Column column : known) {
            if (column.path.equals(path)) {
                return column;
            }
        }
        Column column = new Column(path);
        if (known.length < MOST_COLUMNS) {
            Column[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = column;
            columns = more;
        }
        return column;
    }

    // A value that came back as it was takes memory of its own.
    @SuppressWarnings("ReferenceEquality")
    private void keep(Column column) {
        Value[] values = new Value[live.length];
        int taken = live.length * Integer.BYTES;
        for (int row = 0; row < values.length; row++) {
            Value read = live[row].document().get(column.path);
            if (!isSmall(read)) {
                return;
            }
            Value value = shared.apply(read);
            values[row] = value;
            taken += value == read ? bytes(value) : 0;
        }
        column.values = values;
        bytes.addAndGet(taken);
    }

    private static boolean isSmall(Value value) {
        return switch (value) {
            case Value.Missing _,
                    Value.Null _,
                    Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Timestamp _,
                    Value.Decimal _ -> true;
            case Value.Text(String text) -> text.length() <= MOST_CHARACTERS;
            case Value.Binary _, Value.Vector _, Value.Array _, Value.Obj _ -> false;
        };
    }

    /** Rough, and 0 for what is there once for all. */
    private static int bytes(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _, Value.Bool _ -> 0;
            case Value.Int64 _, Value.Float64 _, Value.Timestamp _ -> 16;
            case Value.Decimal _ -> 40;
            case Value.Text(String text) -> 64 + text.length();
            case Value.Binary _, Value.Vector _, Value.Array _, Value.Obj _ -> 0;
        };
    }

    /** RAM this takes beside the documents, about. */
    int bytes() {
        weighed = bytes.get();
        return weighed;
    }

    /** Whether it takes more than when it was last asked. */
    boolean hasGrown() {
        return weighed != bytes.get();
    }

    private static final class Column {
        private final FieldPath path;
        private int asked;
        private volatile Value @Nullable [] values;

        Column(FieldPath path) {
            this.path = path;
        }
    }
}
