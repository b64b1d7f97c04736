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
import java.util.Collections;
import java.util.List;
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

    List<SortKey> items(LqlParser.@Nullable OrderClauseContext context, List<SortKey> keys) {
        if (context == null) {
            return keys;
        }
        List<SortKey> meant = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            SortKey key = keys.get(i);
            Expression item = item(context.sortKey(i).expression(), key.expression());
            Expression by = item == key.expression() ? item : byName(item);
            meant.add(new SortKey(by, key.descending(), key.nullsFirst()));
        }
        return meant;
    }

    /** An item's own name, where no other has it: a subquery need not be computed again to be sorted by. */
    private Expression byName(Expression item) {
        List<String> names = items.stream()
                .filter(SelectItem.Computed.class::isInstance)
                .map(it -> ColumnNames.of((SelectItem.Computed) it))
                .toList();
        return items.stream()
                .filter(it -> it instanceof SelectItem.Computed computed
                        && computed.expression() == item
                        && computed.alias().isPresent()
                        && Collections.frequency(names, computed.alias().get()) == 1)
                .findFirst()
                .<Expression>map(it ->
                        Expressions.field(((SelectItem.Computed) it).alias().orElseThrow()))
                .orElse(item);
    }

    /** {@code read}: what the expression is when it is no ordinal. INVALID_QUERY for a place that no computed item has. */
    Expression item(LqlParser.ExpressionContext context, Expression read) {
        boolean ordinal =
                context.getStart() == context.getStop() && context.getStart().getType() == LqlLexer.INTEGER;
        if (!ordinal || !(read instanceof Expression.Literal(Value.Int64(long place)))) {
            return read;
        }
        boolean all = items.stream()
                .limit(Math.max(0, Math.min(place, items.size())))
                .allMatch(SelectItem.Computed.class::isInstance);
        if (place < 1 || place > items.size() || !all) {
            throw unknown(context, place);
        }
        return ((SelectItem.Computed) items.get((int) place - 1)).expression();
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
