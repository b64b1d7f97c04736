package io.lumadb.query.lql;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * SQL's {@code GROUP BY 1} and {@code ORDER BY 2}: a whole number that stands alone there is a selected item's place, from 1. Read as what
 * that item computes, since as a number it would be the same for every row.
 */
final class Ordinals {

    private final String text;
    private final List<SelectItem> items;

    /** @param items those of the query; none where they cannot be known */
    Ordinals(String text, List<SelectItem> items) {
        this.text = text;
        this.items = items;
    }

    /** The keys of an order. An item is meant by its own name where no other has that: a subquery need not be computed again. */
    List<SortKey> items(LqlParser.@Nullable OrderClauseContext context, List<SortKey> keys) {
        if (context == null) {
            return keys;
        }
        List<SortKey> meant = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            SortKey key = keys.get(i);
            Expression by = computed(context.sortKey(i).expression(), key.expression())
                    .map(this::byName)
                    .orElse(key.expression());
            meant.add(new SortKey(by, key.descending(), key.nullsFirst()));
        }
        return meant;
    }

    private Expression byName(SelectItem.Computed item) {
        long alike = items.stream()
                .filter(other -> other instanceof SelectItem.Computed computed
                        && ColumnNames.of(computed).equals(ColumnNames.of(item)))
                .count();
        return item.alias()
                .filter(_ -> alike == 1)
                .<Expression>map(Expressions::field)
                .orElse(item.expression());
    }

    private Optional<SelectItem.Computed> computed(LqlParser.ExpressionContext context, Expression read) {
        return index(context, read).map(index -> (SelectItem.Computed) items.get(index));
    }

    /**
     * The index, from 0, of the item that an ordinal means; empty when the expression is no ordinal.
     *
     * @throws QueryError INVALID_QUERY for a place that no computed item has for certain
     */
    Optional<Integer> index(LqlParser.ExpressionContext context, Expression read) {
        boolean digits = context.getStart().getTokenIndex() == context.getStop().getTokenIndex()
                && context.getStart().getType() == LqlLexer.INTEGER;
        if (!digits || !(read instanceof Expression.Literal(Value.Int64(long place)))) {
            return Optional.empty();
        }
        boolean certain = place >= 1
                && place <= items.size()
                && items.stream().limit(place).allMatch(SelectItem.Computed.class::isInstance);
        if (!certain) {
            throw unknown(context, place);
        }
        return Optional.of((int) place - 1);
    }

    private QueryError unknown(ParserRuleContext context, long place) {
        return new QueryError(
                ErrorCode.INVALID_QUERY,
                items.isEmpty()
                        ? "the number " + place + " is the same for every row"
                        : "there is no item " + place + " in the SELECT whose place is certain",
                Positions.of(text, context),
                "name the column instead");
    }
}
