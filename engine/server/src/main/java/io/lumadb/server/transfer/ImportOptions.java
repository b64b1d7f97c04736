package io.lumadb.server.transfer;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;

/**
 * How to import.
 *
 * @param upsert a document whose key exists replaces it; otherwise it fails as DUPLICATE_KEY
 */
public record ImportOptions(OnError onError, boolean upsert) {

    /** What a document that cannot be stored means for those behind it. */
    public enum OnError {
        STOP,
        SKIP;

        public static OnError of(String name) {
            return switch (name) {
                case "stop" -> STOP;
                case "skip" -> SKIP;
                default ->
                    throw new LumaException(
                            ErrorCode.BAD_REQUEST, "unknown onError '" + name + "'", "use onError=stop or skip");
            };
        }
    }
}
