package io.lumadb.storage.index;

import io.lumadb.document.Document;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.catalog.IndexDefinition.Kind;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot.Bound;
import io.lumadb.storage.ShardSnapshot.IndexRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keys of index entries: collection (4 bytes), index (4 bytes), the indexed values, the document's id. A B-tree index
 * has the values as {@link OrderedKey}s, complemented where the field descends; a hash index has the first 16 bytes of
 * their SHA-256, small whatever the values' size.
 */
public final class IndexKeys {

    /** The most entries a document may have in one index; arrays in several fields multiply. */
    public static final int MOST_ENTRIES = 10_000;

    private static final int HASH_BYTES = 16;

    private IndexKeys() {}

    /** Keys in {@code [from, to)}. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Range(byte[] from, byte[] to) {}

    /** Every key of an index. */
    public static Range all(int collection, int index) {
        byte[] prefix = prefix(collection, index);
        return new Range(prefix, OrderedKey.successor(prefix));
    }

    /** The index that an entry belongs to. */
    public static Indexes.Place place(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return new Indexes.Place(bytes.getInt(), bytes.getInt());
    }

    private static byte[] prefix(int collection, int index) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(collection)
                .putInt(index)
                .array();
    }

    /**
     * The keys of a document's entries, distinct.
     *
     * @throws LumaException TOO_LARGE past {@link #MOST_ENTRIES}
     */
    public static List<byte[]> entries(int collection, IndexDefinition index, Document document) {
        List<byte[]> values = List.of(new byte[0]);
        for (IndexField field : index.fields()) {
            List<byte[]> longer = new ArrayList<>();
            for (byte[] key : IndexedValues.keys(document, field.path())) {
                for (byte[] left : values) {
                    longer.add(append(left, key, field.descending()));
                }
            }
            if (longer.size() > MOST_ENTRIES) {
                throw new LumaException(
                        ErrorCode.TOO_LARGE,
                        "the document has more than " + MOST_ENTRIES + " entries in index '" + index.name() + "'",
                        "index one array field, or shorten the arrays");
            }
            values = longer;
        }
        byte[] id = OrderedKey.of(document.id());
        List<byte[]> keys = new ArrayList<>(values.size());
        for (byte[] value : values) {
            byte[] stored = index.kind() == Kind.HASH ? hash(value) : value;
            keys.add(ByteBuffer.allocate(2 * Integer.BYTES + stored.length + id.length)
                    .putInt(collection)
                    .putInt(index.id())
                    .put(stored)
                    .put(id)
                    .array());
        }
        return keys;
    }

    private static byte[] append(byte[] left, byte[] key, boolean descending) {
        byte[] longer = Arrays.copyOf(left, left.length + key.length);
        System.arraycopy(key, 0, longer, left.length, key.length);
        if (descending) {
            OrderedKey.invert(longer, left.length);
        }
        return longer;
    }

    private static byte[] hash(byte[] values) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(values), HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The keys that an asked range covers, part by part as they are read; no key is in two of them.
     *
     * @throws LumaException INVALID_QUERY when a hash index is asked for anything but equality on all its fields, or
     *     when more fields are given than the index has
     */
    public static List<Range> ranges(int collection, IndexDefinition index, IndexRange asked) {
        if (asked.among().isEmpty()) {
            return List.of(range(collection, index, asked));
        }
        SortedMap<byte[], Range> ranges = new TreeMap<>(
                asked.descending() ? (one, other) -> Arrays.compareUnsigned(other, one) : Arrays::compareUnsigned);
        for (Value value : asked.among()) {
            List<Value> equal = new ArrayList<>(asked.equal());
            equal.add(value);
            Range range = range(
                    collection, index, new IndexRange(equal, Optional.empty(), Optional.empty(), asked.descending()));
            ranges.put(range.from(), range);
        }
        return List.copyOf(ranges.values());
    }

    private static Range range(int collection, IndexDefinition index, IndexRange asked) {
        boolean bounded = asked.low().isPresent() || asked.high().isPresent();
        if (asked.equal().size() + (bounded ? 1 : 0) > index.fields().size()) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "index '" + index.name() + "' has " + index.fields().size() + " fields, not "
                            + (asked.equal().size() + (bounded ? 1 : 0)));
        }
        byte[] equal = new byte[0];
        for (int i = 0; i < asked.equal().size(); i++) {
            equal = append(
                    equal,
                    OrderedKey.of(asked.equal().get(i)),
                    index.fields().get(i).descending());
        }
        if (index.kind() == Kind.HASH) {
            return hashRange(collection, index, asked, bounded, equal);
        }
        ByteArrayOutputStream prefix = new ByteArrayOutputStream();
        prefix.writeBytes(prefix(collection, index.id()));
        prefix.writeBytes(equal);
        byte[] start = prefix.toByteArray();
        if (!bounded) {
            return new Range(start, OrderedKey.successor(start));
        }
        boolean descending = index.fields().get(asked.equal().size()).descending();
        Optional<Bound> low = descending ? asked.high() : asked.low();
        Optional<Bound> high = descending ? asked.low() : asked.high();
        byte[] from = low.map(bound -> edge(start, bound, descending, !bound.inclusive()))
                .orElse(start);
        byte[] to = high.map(bound -> edge(start, bound, descending, bound.inclusive()))
                .orElseGet(() -> OrderedKey.successor(start));
        return new Range(from, to);
    }

    private static byte[] edge(byte[] start, Bound bound, boolean descending, boolean behind) {
        byte[] key = append(start, OrderedKey.of(bound.value()), descending);
        return behind ? OrderedKey.successor(key) : key;
    }

    private static Range hashRange(
            int collection, IndexDefinition index, IndexRange asked, boolean bounded, byte[] equal) {
        if (bounded || asked.equal().size() != index.fields().size()) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "hash index '" + index.name() + "' answers equality on all its fields only",
                    "make a BTREE index for ranges");
        }
        byte[] start = ByteBuffer.allocate(2 * Integer.BYTES + HASH_BYTES)
                .putInt(collection)
                .putInt(index.id())
                .put(hash(equal))
                .array();
        return new Range(start, OrderedKey.successor(start));
    }
}
