package io.lumadb.query.execution;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.Database;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.util.List;

/** Looks collections up for queries. */
final class Catalog {

    private final Database database;

    Catalog(Database database) {
        this.database = database;
    }

    /** The definition, or UNKNOWN_COLLECTION with the nearest name. */
    CollectionDefinition require(String name) {
        return database.collection(name).orElseThrow(() -> unknown(name));
    }

    private QueryError unknown(String name) {
        List<String> known =
                database.collections().stream().map(CollectionDefinition::name).toList();
        String hint = Suggestions.nearest(name, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse(
                        known.isEmpty()
                                ? "there are no collections yet: CREATE COLLECTION makes one"
                                : "SHOW COLLECTIONS lists the " + known.size() + " there are");
        return QueryError.about(name, ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + name + "'", hint);
    }
}
