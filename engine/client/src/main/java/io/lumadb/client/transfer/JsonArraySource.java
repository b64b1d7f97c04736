package io.lumadb.client.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.lumadb.client.ClientException;
import io.lumadb.document.Json;
import io.lumadb.document.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** The elements of one JSON array, each copied token by token: the array is never whole in memory. */
final class JsonArraySource implements RecordSource {

    private final JsonParser in;
    private long position;

    JsonArraySource(InputStream in) throws IOException {
        this.in = Json.parser(in);
        if (this.in.nextToken() != JsonToken.START_ARRAY) {
            throw new ClientException(
                    ErrorCode.BAD_REQUEST,
                    "the file does not begin with a JSON array",
                    "for one document a line use the format ndjson",
                    null);
        }
    }

    @Override
    public String format() {
        return "ndjson";
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public @Nullable Item next() throws IOException {
        try {
            JsonToken token = in.nextToken();
            if (token == JsonToken.END_ARRAY) {
                return null;
            }
            if (token == null) {
                throw truncated("the file ends inside the array", null);
            }
            position++;
            StringWriter text = new StringWriter();
            try (JsonGenerator out = new com.fasterxml.jackson.core.JsonFactory().createGenerator(text)) {
                out.copyCurrentStructureExact(in);
            }
            return new Item.Text(position, text.toString());
        } catch (JsonProcessingException e) {
            throw truncated(e.getOriginalMessage(), e);
        }
    }

    /** Behind a syntax error nothing can be found again: what came before it is in. */
    private ClientException truncated(String what, @Nullable Throwable cause) {
        return new ClientException(
                ErrorCode.SYNTAX_ERROR,
                "line " + in.currentLocation().getLineNr() + ", column "
                        + in.currentLocation().getColumnNr() + ", behind element " + position + ": " + what,
                "the elements before it have been imported",
                cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
