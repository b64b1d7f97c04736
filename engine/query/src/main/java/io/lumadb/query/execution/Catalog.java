package io.lumadb.query.execution;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.Database;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.util.List;

/** Looks collections up for queries. */
final class Catalog {

    private final Database database;
    private final Language language;

    /** @param language what the queries are written in, for hints */
    Catalog(Database database, Language language) {
        this.database = database;
        this.language = language;
    }

    /** The definition, or UNKNOWN_COLLECTION with the nearest name. */
    CollectionDefinition require(String name) {
        return database.collection(name).orElseThrow(() -> unknown(name));
    }

    private String creation() {
        return switch (language) {
            case LQL -> "CREATE COLLECTION";
            case NQL -> "'create collection'";
            case JQL -> "{\"createCollection\": \"name\"}";
        };
    }

    private String listing() {
        return switch (language) {
            case LQL -> "SHOW COLLECTIONS";
            case NQL -> "'show collections'";
            case JQL -> "{\"listCollections\": 1}";
        };
    }

    private QueryError unknown(String name) {
        List<String> known =
                database.collections().stream().map(CollectionDefinition::name).toList();
        String hint = Suggestions.nearest(name, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse(
                        known.isEmpty()
                                ? "there are no collections yet: " + creation() + " makes one"
                                : listing() + " lists the " + known.size() + " there are");
        return QueryError.about(name, ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + name + "'", hint);
    }
}
