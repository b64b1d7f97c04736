package io.lumadb.storage.index;

import io.lumadb.document.Document;
import io.lumadb.document.KeyBytes;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a unique index forbids two documents to share.
 *
 * <p>As in SQL, null and missing values are nobody's: any number of documents may have them, and a compound key with any
 * null or missing field does not count at all. An array counts element by element, not as a whole (an empty one counts for
 * nothing); arrays in several fields of a compound key count in all combinations. Numbers are the same when they are
 * equal, whatever their type: 1 and 1.0 are one key.
 */
public final class UniqueKeys {

    private UniqueKeys() {}

    /**
     * One key.
     *
     * @param digest SHA-256 of the values' order-preserving bytes (32 bytes); shared, not copied
     * @param values one for each field of the index, for messages
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record UniqueKey(byte[] digest, List<Value> values) {
        public UniqueKey {
            values = List.copyOf(values);
        }
    }

    /**
     * The distinct keys of a document, in no particular order.
     *
     * @throws LumaException TOO_LARGE past {@link IndexKeys#MOST_ENTRIES}
     */
    public static List<UniqueKey> of(IndexDefinition index, Document document) {
        List<List<Value>> keys = List.of(List.of());
        for (IndexField field : index.fields()) {
            List<List<Value>> longer = new ArrayList<>();
            for (Value value : IndexedValues.elements(document, field.path())) {
                for (List<Value> left : keys) {
                    List<Value> key = new ArrayList<>(left);
                    key.add(value);
                    longer.add(key);
                }
            }
            if (longer.size() > IndexKeys.MOST_ENTRIES) {
                throw new LumaException(
                        ErrorCode.TOO_LARGE,
                        "the document has more than " + IndexKeys.MOST_ENTRIES + " keys in the unique index '"
                                + index.name() + "'",
                        "index one array field, or shorten the arrays");
            }
            keys = longer;
        }
        return keys.stream()
                .map(values -> new UniqueKey(digest(values), values))
                .toList();
    }

    private static byte[] digest(List<Value> values) {
        KeyBytes bytes = new KeyBytes(48);
        values.forEach(value -> OrderedKey.write(bytes, value));
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
