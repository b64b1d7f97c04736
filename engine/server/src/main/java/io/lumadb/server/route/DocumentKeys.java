package io.lumadb.server.route;

import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.server.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * The document that a path names. A path is text: {@code …/documents/42} means the key {@code "42"} if there is such a document, and
 * otherwise the number 42; likewise for {@code true} and for Extended JSON such as {@code {"$date": …}}.
 * {@code ?idType=string} or {@code ?idType=json} says which.
 */
final class DocumentKeys {

    private final Database database;

    DocumentKeys(Database database) {
        this.database = database;
    }

    /** The document, if there is one. Blocks. */
    Optional<StoredDocument> find(Request request) {
        return find(request, true);
    }

    /** The key of a document that is there, found without making it warmer. Blocks. */
    Value placementKey(Request request) {
        return find(request, false)
                .orElseThrow(() -> missing(request))
                .document()
                .id();
    }

    private Optional<StoredDocument> find(Request request, boolean countsAsAccess) {
        Value.Text text = new Value.Text(request.variable(1));
        String type = request.parameter("idType").orElse("any");
        Optional<StoredDocument> found = switch (type) {
            case "any", "string" -> read(request.variable(0), text, countsAsAccess);
            case "json" -> Optional.empty();
            default ->
                throw new LumaException(
                        ErrorCode.BAD_REQUEST, "unknown idType '" + type + "'", "use string or json, or leave it out");
        };
        if (found.isPresent() || type.equals("string")) {
            return found;
        }
        return asJson(text.value()).flatMap(key -> read(request.variable(0), key, countsAsAccess));
    }

    static LumaException missing(Request request) {
        return new LumaException(
                ErrorCode.NOT_FOUND, "there is no document '" + request.variable(1) + "' in " + request.variable(0));
    }

    /**
     * The key that a write to the path means: what the body says, when that is what the path says; else the document that
     * is there; else what the path says as text.
     *
     * @param written the body's {@code _id}, or missing
     */
    Value keyFor(Request request, Value written, Optional<StoredDocument> there) {
        String path = request.variable(1);
        if (written instanceof Value.Missing) {
            if (there.isPresent()) {
                return there.get().document().id();
            }
            return request.parameter("idType").orElse("").equals("json")
                    ? asJson(path).orElseThrow(() -> missing(request))
                    : new Value.Text(path);
        }
        boolean same = written instanceof Value.Text(String text)
                ? text.equals(path)
                : asJson(path).filter(written::equals).isPresent();
        if (!same) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the document's _id is " + Json.relaxed(written) + ", the path says '" + path + "'",
                    "leave _id out, or make them the same: a key never changes");
        }
        return written;
    }

    /** Whether the path can mean nothing but the text it is, whatever documents there are. */
    static boolean saysText(Request request) {
        String type = request.parameter("idType").orElse("any");
        return type.equals("string")
                || type.equals("any") && asJson(request.variable(1)).isEmpty();
    }

    private Optional<StoredDocument> read(String collection, Value key, boolean countsAsAccess) {
        ScanRequest request = new ScanRequest(
                collection,
                database.shardOf(key),
                ScanRequest.Consistency.LINEARIZABLE,
                new ScanRequest.Access.ByIds(List.of(key)),
                countsAsAccess);
        try (DocumentCursor cursor = database.open(request)) {
            List<StoredDocument> found = cursor.next();
            return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
        }
    }

    /** A path segment that reads as a scalar other than text. */
    static Optional<Value> asJson(String text) {
        if (text.isEmpty() || "0123456789-tf{".indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        try {
            Value value = Json.parse(text);
            return value instanceof Value.Text || value instanceof Value.Obj || value.isNull()
                    ? Optional.empty()
                    : Optional.of(value);
        } catch (LumaException e) {
            // A key such as "12-b" is text and nothing else.
            return Optional.empty();
        }
    }
}
