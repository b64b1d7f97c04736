package io.lumadb.server.transfer;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Locale;
import java.util.Optional;

/** How documents are written in a file. */
public enum TransferFormat {
    NDJSON("application/x-ndjson"),
    JSON("application/json"),
    CSV("text/csv");

    private final String contentType;

    TransferFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /**
     * @param name {@code ndjson}, {@code json} or {@code csv}; it goes before the content type
     * @throws LumaException BAD_REQUEST when the name is none of them
     */
    public static TransferFormat of(Optional<String> name, Optional<String> contentType) {
        if (name.isPresent()) {
            return switch (name.get().toLowerCase(Locale.ROOT)) {
                case "ndjson" -> NDJSON;
                case "json" -> JSON;
                case "csv" -> CSV;
                default ->
                    throw new LumaException(
                            ErrorCode.BAD_REQUEST,
                            "unknown format '" + name.get() + "'",
                            "use format=ndjson, json or csv");
            };
        }
        String type = contentType.orElse("");
        if (type.startsWith(CSV.contentType)) {
            return CSV;
        }
        return type.startsWith(JSON.contentType) ? JSON : NDJSON;
    }
}
