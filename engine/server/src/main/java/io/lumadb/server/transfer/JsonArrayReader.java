package io.lumadb.server.transfer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.wire.ApiJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The objects of a JSON array, one by one; several texts behind one another are taken too. Bad JSON ends it. */
final class JsonArrayReader implements RecordReader {

    private final JsonParser parser;
    private long element;
    private boolean broken;

    JsonArrayReader(InputStream in) throws IOException {
        this.parser = Json.parser(in);
    }

    @Override
    public Optional<Item> next() throws IOException {
        if (broken) {
            return Optional.empty();
        }
        try {
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_ARRAY && atTop() || token == JsonToken.END_ARRAY) {
                token = parser.nextToken();
            }
            if (token == null) {
                return Optional.empty();
            }
            element++;
            JsonNode tree = parser.readValueAsTree();
            return Optional.of(item(tree));
        } catch (JsonProcessingException e) {
            broken = true;
            return Optional.of(new Item.Bad(Math.max(1, element), ApiJson.unreadable(e), true));
        }
    }

    private boolean atTop() {
        return parser.getParsingContext().getParent() != null
                && parser.getParsingContext().getParent().inRoot();
    }

    private Item item(JsonNode tree) {
        try {
            if (Json.fromTree(tree) instanceof Value.Obj object) {
                return new Item.Good(element, object);
            }
            return new Item.Bad(
                    element,
                    new LumaException(
                            ErrorCode.BAD_REQUEST,
                            "element " + element + " is not an object",
                            "an array of documents is written as [{…}, {…}]"),
                    false);
        } catch (LumaException e) {
            return new Item.Bad(element, e, false);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
