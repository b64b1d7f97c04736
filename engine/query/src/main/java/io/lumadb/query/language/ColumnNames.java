package io.lumadb.query.language;

import io.lumadb.document.FieldPath;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.Optional;

/** The names of computed result fields, the same in every language. */
public final class ColumnNames {

    private ColumnNames() {}

    /**
     * The alias; without one the path's last name, or the expression's canonical LQL text ({@code COUNT(*)}).
     */
    public static String of(SelectItem.Computed item) {
        return item.alias().orElseGet(() -> defaultName(item.expression()));
    }

    /** A computed field of that name: without an alias where the name is the one it would have anyway. */
    public static SelectItem.Computed named(Expression expression, String name) {
        return new SelectItem.Computed(
                expression, name.equals(defaultName(expression)) ? Optional.empty() : Optional.of(name));
    }

    private static String defaultName(Expression expression) {
        if (expression instanceof Expression.Field(FieldPath path)) {
            return path.segments().reversed().stream()
                    .filter(FieldPath.Field.class::isInstance)
                    .map(segment -> ((FieldPath.Field) segment).name())
                    .findFirst()
                    .orElse("");
        }
        return LqlLanguage.print(expression);
    }
}
