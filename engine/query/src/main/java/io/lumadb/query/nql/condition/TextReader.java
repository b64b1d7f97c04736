package io.lumadb.query.nql.condition;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.name.FieldTypes;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Reads what a field contains, starts with, ends with or matches, behind the words that say so. */
final class TextReader {

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final IntPredicate endsList;

    TextReader(Words words, NameResolver names, ValueReader values, IntPredicate endsList) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.endsList = endsList;
    }

    /**
     * Takes the text, or the parts, that come next.
     *
     * @param denied whether the field does <i>not</i> contain them
     * @param oneOf takes the list behind {@code one of}
     */
    Expression match(TextOperator operator, Expression field, boolean denied, Supplier<List<Expression>> oneOf) {
        refuseOtherType(operator, field);
        if (operator != TextOperator.CONTAINS) {
            return new Expression.TextMatch(operator, field, values.text());
        }
        if (words.acceptAny("one of", "any of")) {
            return Expressions.or(
                    oneOf.get().stream().map(part -> contains(field, part)).toList());
        }
        Expression first = part(field);
        boolean list = field instanceof Expression.Field(FieldPath path)
                && names.types().isList(path);
        return list ? elements(field, first, denied) : first;
    }

    /** Numbers, times and what is true or false are no texts, nor are the objects in a list. */
    private void refuseOtherType(TextOperator operator, Expression field) {
        if (!(field instanceof Expression.Field(FieldPath path))) {
            return;
        }
        FieldTypes types = names.types();
        if (types.isList(path) && operator != TextOperator.CONTAINS) {
            throw QueryError.syntax(
                    "'" + path + "' is a list, not a text",
                    words.position(words.peek()),
                    "write " + path + " contains …");
        }
        boolean scalar = types.isNumber(path) || types.isTime(path) || types.isBoolean(path);
        if (scalar || types.isListOfObjects(path)) {
            throw QueryError.syntax(
                    scalar
                            ? "'" + path + "' holds no texts in which one could look"
                            : "'" + path + "' is a list of objects, not of texts",
                    words.position(words.peek()),
                    scalar
                            ? "write " + path + " is …, " + path + " is over … or " + path + " is one of …"
                            : "LQL looks into objects: EXISTS (SELECT 1 FROM UNNEST(" + path + ") AS x WHERE x.F = …)");
        }
    }

    private Expression part(Expression field) {
        boolean number = values.seesNumber();
        Expression part = number ? values.value() : contained();
        return number ? contains(field, part) : new Expression.TextMatch(TextOperator.CONTAINS, field, part);
    }

    /** {@code skills contains sql and java}: a list contains both; a text might contain the words between them too. */
    private Expression elements(Expression field, Expression first, boolean denied) {
        List<Expression> parts = new ArrayList<>();
        parts.add(first);
        Word separator = words.peek();
        boolean and = false;
        boolean or = false;
        while (goesOn()) {
            words.accept(",");
            and |= words.sees("and");
            or |= words.sees("or");
            words.acceptAny("and", "or");
            parts.add(part(field));
        }
        if (and && or || denied && parts.size() > 1) {
            throw QueryError.syntax(
                    "what the list contains can be read in two ways",
                    words.position(separator),
                    "repeat the field in each condition, and put ( ) around those that belong together");
        }
        return or ? Expressions.or(parts) : Expressions.and(parts);
    }

    private boolean goesOn() {
        int before = words.position();
        boolean more = words.accept(",");
        more |= words.acceptAny("and", "or");
        boolean value = more && !endsList.test(0);
        words.goTo(before);
        return value;
    }

    /** A number may be in a text, and may be an element of a list. */
    private static Expression contains(Expression field, Expression part) {
        Expression element = new Expression.TextMatch(TextOperator.CONTAINS, field, part);
        Optional<String> digits = switch (part) {
            case Expression.Literal(Value.Int64(long number)) -> Optional.of(Long.toString(number));
            case Expression.Literal(Value.Float64(double number)) -> Optional.of(Double.toString(number));
            default -> Optional.empty();
        };
        return digits.<Expression>map(text -> Expressions.or(List.of(
                        new Expression.TextMatch(TextOperator.CONTAINS, field, new Expression.Literal(Value.of(text))),
                        element)))
                .orElse(element);
    }

    private Expression contained() {
        boolean literal = words.sees("true") || words.sees("false") || words.sees("null");
        return literal ? values.value() : values.text();
    }
}
