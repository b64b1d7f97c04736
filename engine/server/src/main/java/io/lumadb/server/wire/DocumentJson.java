package io.lumadb.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Documents as bodies: relaxed Extended JSON. */
public final class DocumentJson {

    private DocumentJson() {}

    public static byte[] bytes(Document document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(document.sizeBytes() + 128);
        try (JsonGenerator out = ApiJson.generator(bytes)) {
            Json.write(out, document.toObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws LumaException BAD_REQUEST when it is not a JSON object; TOO_LARGE when nested too deep */
    public static Value.Obj readOne(byte[] body) {
        return object(ApiJson.tree(body));
    }

    /** An object, or an array of them. */
    public static List<Value.Obj> readOneOrMany(byte[] body) {
        JsonNode tree = ApiJson.tree(body);
        if (!tree.isArray()) {
            return List.of(object(tree));
        }
        List<Value.Obj> objects = new ArrayList<>(tree.size());
        tree.forEach(element -> objects.add(object(element)));
        return objects;
    }

    private static Value.Obj object(JsonNode tree) {
        if (Json.fromTree(tree) instanceof Value.Obj object) {
            return object;
        }
        throw new LumaException(
                ErrorCode.BAD_REQUEST, "a document is a JSON object, not " + kind(tree), "write it as {…}");
    }

    private static String kind(JsonNode tree) {
        return tree.isObject() ? "an Extended JSON value" : "a JSON " + tree.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
