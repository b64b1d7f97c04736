package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import java.util.OptionalDouble;

/** What is known about stored documents before they are read. Estimates, gathered in the background. */
public interface Statistics {

    /** Nothing is known. */
    Statistics NONE = new Statistics() {
        @Override
        public OptionalDouble documents(String collection) {
            return OptionalDouble.empty();
        }

        @Override
        public OptionalDouble distinct(String collection, FieldPath path) {
            return OptionalDouble.empty();
        }
    };

    /** How many documents a collection has. */
    OptionalDouble documents(String collection);

    /** How many different values stand at a path in a collection's documents. */
    OptionalDouble distinct(String collection, FieldPath path);
}
