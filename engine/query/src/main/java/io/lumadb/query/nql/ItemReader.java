package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a sentence shows: fields and aggregates, each with a name of its own behind {@code as} if wanted. */
final class ItemReader {

    private final Words words;
    private final NameResolver names;

    ItemReader(Words words, NameResolver names) {
        this.words = words;
        this.names = names;
    }

    /** Takes items up to a position. */
    List<SelectItem> read(int end) {
        List<SelectItem> items = new ArrayList<>();
        items.add(item(end));
        while (words.position() < end) {
            boolean comma = words.accept(",");
            if (!words.accept("and") && !comma) {
                throw Complaints.expected(words, "a comma, and, of or from", "fields are joined by commas and 'and'");
            }
            items.add(item(end));
        }
        return items;
    }

    private SelectItem item(int end) {
        words.accept("the");
        Expression expression = expression(end);
        if (words.position() < end && words.accept("as")) {
            Word name = words.next();
            return ColumnNames.named(expression, name.text());
        }
        return new SelectItem.Computed(expression, Optional.empty());
    }

    /** Takes a field or an aggregate before a position. */
    Expression expression(int end) {
        if (words.acceptAny("number of different", "number of distinct", "number of unique")) {
            return aggregate(AggregateFunction.COUNT, Optional.of(field()), true);
        }
        if (words.acceptAny("number of documents", "number of records")) {
            return aggregate(AggregateFunction.COUNT, Optional.empty(), false);
        }
        if (words.sees("count") && words.position() < end) {
            words.next();
            return aggregate(AggregateFunction.COUNT, Optional.empty(), false);
        }
        if (words.accept("number of")) {
            return aggregate(AggregateFunction.COUNT, Optional.of(field()), false);
        }
        Optional<AggregateFunction> function = function(end);
        if (function.isPresent()) {
            words.next();
            words.accept("of");
            return aggregate(function.get(), Optional.of(field()), false);
        }
        return field();
    }

    static Expression aggregate(AggregateFunction function, Optional<Expression> operand, boolean distinct) {
        return new Expression.Aggregate(function, operand, distinct, Optional.empty());
    }

    static SelectItem count(String name) {
        return ColumnNames.named(aggregate(AggregateFunction.COUNT, Optional.empty(), false), name);
    }

    private Expression field() {
        return new Expression.Field(names.field());
    }

    /** An aggregate's word with a field behind it; alone, such as {@code total}, it is a field's name. */
    private Optional<AggregateFunction> function(int end) {
        Word word = words.peek();
        Word behind = words.peek(1);
        int field = behind.is("of") ? 2 : 1;
        boolean alone = words.position() + field >= end || names.fieldLength(field) == 0;
        if (!word.isPlain() || alone) {
            return Optional.empty();
        }
        if (word.is("median")) {
            throw new QueryError(
                    ErrorCode.NOT_BUILT_YET,
                    "median is part of NQL, but this version cannot run it yet",
                    words.position(word),
                    "average, total, lowest and highest can be computed");
        }
        return function(word);
    }

    static Optional<AggregateFunction> function(Word word) {
        return Optional.ofNullable(
                switch (word.lower()) {
                    case "average", "mean" -> AggregateFunction.AVG;
                    case "total", "sum" -> AggregateFunction.SUM;
                    case "minimum", "lowest", "smallest", "cheapest" -> AggregateFunction.MIN;
                    case "maximum", "highest", "largest", "biggest" -> AggregateFunction.MAX;
                    default -> null;
                });
    }

    /** The items with the groups' keys before them, save those that are among them already. */
    static List<SelectItem> withKeys(List<FieldPath> keys, List<SelectItem> items) {
        List<SelectItem> all = new ArrayList<>();
        for (FieldPath key : keys) {
            boolean shown = items.stream()
                    .anyMatch(item -> item instanceof SelectItem.Computed(Expression expression, var _)
                            && expression.equals(new Expression.Field(key)));
            if (!shown) {
                all.add(new SelectItem.Computed(new Expression.Field(key), Optional.empty()));
            }
        }
        all.addAll(items);
        return all;
    }
}
