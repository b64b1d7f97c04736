package io.lumadb.cluster.unique;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who holds a unique key. Its row is a document of the index's key space whose {@code _id} is the key's digest.
 *
 * @param holder the document that has the key
 * @param request the write that may give the key to its holder or take it away; it is under way until the claim is
 *     settled, and no other write may touch the claim meanwhile
 * @param atMillis when that write began, milliseconds since the epoch by its node's clock
 * @param revision of the row: what a change of it is conditional on; 0 before it is stored
 */
record Claim(Value.Binary key, Value holder, String request, boolean settled, long atMillis, long revision) {

    private static final String HOLDER = "holder";
    private static final String REQUEST = "request";
    private static final String SETTLED = "settled";
    private static final String AT = "at";

    static Claim of(StoredDocument stored) {
        Document row = stored.document();
        if (row.id() instanceof Value.Binary key
                && row.get(REQUEST) instanceof Value.Text(String request)
                && row.get(SETTLED) instanceof Value.Bool(boolean settled)
                && row.get(AT) instanceof Value.Int64(long at)) {
            return new Claim(key, row.get(HOLDER), request, settled, at, stored.revision());
        }
        throw new LumaException(ErrorCode.CORRUPT_DATA, "the row of a unique key cannot be read: " + row);
    }

    Claim asSettled() {
        return new Claim(key, holder, request, true, atMillis, revision);
    }

    Document row() {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(Document.ID, key);
        fields.put(HOLDER, holder);
        fields.put(REQUEST, Value.of(request));
        fields.put(SETTLED, Value.of(settled));
        fields.put(AT, Value.of(atMillis));
        return Document.of(new Value.Obj(fields));
    }
}
