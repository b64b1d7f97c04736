package io.lumadb.query.execution;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.Database;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.language.TextPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks collections up for one query, and says where in its text an unknown one is named. */
final class Catalog {

    private final Database database;
    private final String text;

    Catalog(Database database, String text) {
        this.database = database;
        this.text = text;
    }

    /** The definition, or UNKNOWN_COLLECTION with the nearest name and the place in the text. */
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
        return new QueryError(
                ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + name + "'", positionOf(name), hint);
    }

    /** The first place where the name stands as a word of its own. */
    private @Nullable TextPosition positionOf(String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean startsWord = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean endsWord = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (startsWord && endsWord) {
                return TextPosition.in(text, at, name.length());
            }
        }
        return null;
    }
}
