package io.lumadb.console.ui.query.result;

import io.lumadb.document.Value;

/**
 * A value as a table shows it.
 *
 * @param text on one line, at most {@link CellText#LENGTH} characters
 */
public record Cell(Kind kind, String text) {

    /** What decides how it looks. */
    public enum Kind {
        MISSING,
        NULL,
        NUMBER,
        BOOLEAN,
        TEXT,
        TIMESTAMP,
        COMPOSITE
    }

    /** Shown until the row has been read. */
    static final Cell LOADING = new Cell(Kind.MISSING, "…");

    /** The field is not there. */
    static final Cell ABSENT = new Cell(Kind.MISSING, "");

    static Cell of(Value value) {
        return switch (value) {
            case Value.Missing _ -> ABSENT;
            case Value.Null _ -> new Cell(Kind.NULL, "null");
            case Value.Bool(boolean flag) -> new Cell(Kind.BOOLEAN, Boolean.toString(flag));
            case Value.Int64 _, Value.Float64 _, Value.Decimal _ -> new Cell(Kind.NUMBER, CellText.of(value));
            case Value.Text _ -> new Cell(Kind.TEXT, CellText.of(value));
            case Value.Timestamp _ -> new Cell(Kind.TIMESTAMP, CellText.of(value));
            case Value.Binary _, Value.Vector _, Value.Array _, Value.Obj _ ->
                new Cell(Kind.COMPOSITE, CellText.of(value));
        };
    }
}
