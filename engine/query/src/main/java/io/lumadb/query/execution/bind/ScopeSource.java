package io.lumadb.query.execution.bind;

import io.lumadb.document.Document;
import io.lumadb.query.execution.plan.Columns;

/**
 * A source that names may mean.
 *
 * @param aliased the statement gave it its name
 */
record ScopeSource(String name, Kind kind, Columns columns, boolean aliased) {

    enum Kind {
        /** Stored documents, with a revision each. */
        COLLECTION,
        /** A query's rows. */
        QUERY,
        /** An array's elements; the source's name means the element. */
        ELEMENTS
    }

    /**
     * Whether its name alone means something: an element, or the whole row of a source whose name begins with {@code $} as no
     * field's does that JQL can say.
     */
    boolean meansItsRows() {
        return kind == Kind.ELEMENTS || name.startsWith("$");
    }

    /** Whether it is certain to have a field of that name. */
    boolean knows(String field) {
        return switch (kind) {
            case COLLECTION -> columns.has(field) || field.equals(Document.REVISION);
            case QUERY -> columns.has(field);
            case ELEMENTS -> field.equals(name);
        };
    }

    /** Whether it may have a field of that name when asked for it with the source's name in front. */
    boolean mayHave(String field) {
        return columns.open() || knows(field) || kind == Kind.ELEMENTS;
    }

    /** Whether a field that nobody is certain to have may be one of this source's. */
    boolean isOpen() {
        return kind != Kind.ELEMENTS && columns.open();
    }
}
