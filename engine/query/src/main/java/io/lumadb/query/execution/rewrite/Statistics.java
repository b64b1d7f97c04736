package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.statistics.FieldStatistics;
import java.util.Optional;
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

    /** How the values at a path in a collection's documents are distributed. */
    default Optional<FieldStatistics> field(String collection, FieldPath path) {
        return Optional.empty();
    }

    /** An index of a collection that is there. */
    default Optional<IndexDefinition> index(String collection, String name) {
        return Optional.empty();
    }

    /** How many documents a collection has. */
    OptionalDouble documents(String collection);

    /** How many of a collection's documents are warm or cold; none where that is not known. */
    default double belowHot(String collection) {
        return 0;
    }

    /** How many different values stand at a path in a collection's documents. */
    OptionalDouble distinct(String collection, FieldPath path);
}
