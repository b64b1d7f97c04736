package io.lumadb.query.language;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.List;
import java.util.Optional;

/** JQL's {@code distinct} as a query: each value of one path once, called {@value #VALUE}. */
public final class DistinctForm {

    /** What each value is called. */
    public static final String VALUE = "value";

    private DistinctForm() {}

    /** What {@code distinct} selects. */
    public static SelectItem item(FieldPath path) {
        return ColumnNames.named(new Expression.Field(path), VALUE);
    }

    /**
     * The path whose values a query gives as {@code distinct} does, of arrays the elements; none for other queries. A key is
     * never an array.
     */
    public static Optional<FieldPath> path(Statement.Select select) {
        boolean plain = select.rules() == MatchingRules.DOCUMENT
                && select.distinct()
                && select.groupBy().isEmpty()
                && select.having().isEmpty()
                && select.orderBy().isEmpty()
                && select.limit().isEmpty()
                && select.offset().isEmpty();
        return plain
                        && select.items().size() == 1
                        && select.items().getFirst()
                                instanceof SelectItem.Computed(Expression.Field(FieldPath path), var _)
                        && select.items().equals(List.of(item(path)))
                        && !path.equals(FieldPath.of(Document.ID))
                ? Optional.of(path)
                : Optional.empty();
    }
}
