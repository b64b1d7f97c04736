package io.lumadb.console.ui.query.result;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the messages: what became of a statement.
 *
 * @param statement its first line
 * @param offset where in the editor a click leads; null: nowhere
 */
public record RunMessage(
        Kind kind,
        Instant at,
        String statement,
        String text,
        @Nullable Integer offset) {

    /** What decides its icon and colour. */
    public enum Kind {
        DONE,
        FAILED,
        NOTE
    }
}
