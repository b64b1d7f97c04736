package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads conditions: field, comparison, value; joined by and, or, commas and parentheses. */
final class ConditionReader {

    private static final String OPERATORS =
            "comparisons are: is, is not, is over, is under, is at least, is at most, is between … and …, is one of …, "
                    + "contains, starts with, ends with, matches, like, is null, is missing, exists, before, after, since";

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final Moments moments;
    private final Comparators comparators;

    ConditionReader(Words words, NameResolver names, ValueReader values, Moments moments) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.moments = moments;
        this.comparators = new Comparators(words);
    }

    Expression read() {
        List<Expression> operands = new ArrayList<>();
        operands.add(conjunction());
        while (words.sees("or")) {
            words.next();
            operands.add(conjunction());
        }
        return Expressions.or(operands);
    }

    private Expression conjunction() {
        List<Expression> operands = new ArrayList<>();
        operands.add(negation());
        while (joins()) {
            operands.add(negation());
        }
        return Expressions.and(operands);
    }

    /** Takes and, a comma or both, when another condition follows; they may also lead to another clause. */
    private boolean joins() {
        int before = words.position();
        boolean comma = words.accept(",");
        boolean and = words.accept("and");
        words.acceptAny("where", "with", "whose", "having", "that have", "that has", "who have", "if");
        if ((comma || and) && startsCondition(0)) {
            return true;
        }
        words.goTo(before);
        if (and && !comma && !words.peek(1).isPlain()) {
            words.next();
            throw Complaints.expected(words, "another condition", OPERATORS);
        }
        return false;
    }

    /** Whether a condition begins so many words ahead: an opening, a negation, or a field with a comparison behind it. */
    private boolean startsCondition(int ahead) {
        Word first = words.peek(ahead);
        if (first.is("(") || first.is("not") || words.seesAt(ahead, "older") || words.seesAt(ahead, "younger")) {
            return true;
        }
        int field = first.is("the") ? ahead + 1 : ahead;
        int length = names.fieldLength(field);
        return length > 0 && comparators.startsAt(field + length);
    }

    private Expression negation() {
        words.enter();
        Expression condition = words.accept("not")
                ? new Expression.Not(negation())
                : words.accept("(") ? parenthesized() : condition();
        words.leave();
        return condition;
    }

    private Expression parenthesized() {
        Expression inner = read();
        if (!words.accept(")")) {
            throw Complaints.expected(words, "and, or, or the closing )", null);
        }
        return inner;
    }

    private Expression condition() {
        Word first = words.peek();
        if (words.accept("older than")) {
            return compare(new Expression.Field(names.ageField(first)), ComparisonOperator.GREATER);
        }
        if (words.accept("younger than")) {
            return compare(new Expression.Field(names.ageField(first)), ComparisonOperator.LESS);
        }
        if (!words.seesAt(0, "the", "field")) {
            words.acceptAny("the", "an", "a");
        } else {
            words.accept("the field");
        }
        FieldPath path = names.field();
        Expression field = new Expression.Field(path);
        return comparison(field)
                .orElseThrow(() -> Complaints.expected(words, "a comparison of '" + path + "'", OPERATORS));
    }

    private Optional<Expression> comparison(Expression field) {
        if (words.acceptAny("does not", "do not", "doesn't", "don't")) {
            return Optional.of(denied(field));
        }
        if (words.acceptAny(
                "isn't",
                "aren't",
                "is not",
                "are not",
                "was not",
                "were not",
                "is different from",
                "are different from",
                "different from",
                "not equal to")) {
            return Optional.of(isNot(field));
        }
        if (words.acceptAny("is", "are", "was", "were")) {
            return Optional.of(state(field).or(() -> phrase(field)).orElseGet(() -> equal(field)));
        }
        if (words.accept("not")) {
            return phrase(field).map(Expression.Not::new);
        }
        return phrase(field);
    }

    private Expression denied(Expression field) {
        if (words.accept("exist")) {
            return new Expression.IsMissing(field);
        }
        if (words.acceptAny("equal")) {
            return compare(field, ComparisonOperator.NOT_EQUAL);
        }
        Optional<TextOperator> operator = comparators.text();
        if (operator.isEmpty()) {
            throw Complaints.expected(
                    words, "exist, equal, contain, start with, end with, match or look like", OPERATORS);
        }
        return new Expression.Not(new Expression.TextMatch(operator.get(), field, values.value()));
    }

    private Expression isNot(Expression field) {
        if (words.acceptAny("equal to", "equals")) {
            return compare(field, ComparisonOperator.NOT_EQUAL);
        }
        return state(field)
                .or(() -> phrase(field))
                .<Expression>map(Expression.Not::new)
                .orElseGet(() -> compare(field, ComparisonOperator.NOT_EQUAL));
    }

    /** What is said of a field without a value to compare with. */
    private Optional<Expression> state(Expression field) {
        if (words.acceptAny("null", "empty")) {
            return Optional.of(new Expression.IsNull(field));
        }
        if (words.accept("missing")) {
            return Optional.of(new Expression.IsMissing(field));
        }
        int before = words.position();
        words.acceptAny("in", "within", "from", "during");
        Optional<Moments.Span> span = moments.span();
        if (span.isEmpty()) {
            words.goTo(before);
        }
        return span.map(time -> within(field, time));
    }

    static Expression within(Expression field, Moments.Span span) {
        Expression from = new Comparison(ComparisonOperator.GREATER_OR_EQUAL, field, span.from());
        return span.until()
                .map(end -> Expressions.and(List.of(from, new Comparison(ComparisonOperator.LESS, field, end))))
                .orElse(from);
    }

    private Optional<Expression> phrase(Expression field) {
        if (words.acceptAny("exists", "exist")) {
            return Optional.of(new Expression.Not(new Expression.IsMissing(field)));
        }
        if (words.accept("between")) {
            return Optional.of(between(field));
        }
        Optional<Expression> span = words.sees("in") || words.sees("within") ? state(field) : Optional.empty();
        if (span.isPresent()) {
            return span;
        }
        if (words.acceptAny("one of", "any of", "in", "among")) {
            return Optional.of(new Expression.In(field, list()));
        }
        Optional<ComparisonOperator> operator = comparators.comparison();
        if (operator.isPresent()) {
            return Optional.of(compare(field, operator.get()));
        }
        return comparators.text().map(match -> new Expression.TextMatch(match, field, values.value()));
    }

    Expression between(Expression field) {
        Expression low = values.value();
        if (!words.accept("and")) {
            throw Complaints.expected(words, "and with the other end", "write between 10 and 20");
        }
        return new Expression.Between(field, low, values.value());
    }

    private List<Expression> list() {
        boolean closed = words.accept("(");
        List<Expression> candidates = new ArrayList<>();
        candidates.add(values.value());
        while (continuesList(closed)) {
            candidates.add(values.value());
        }
        if (closed && !words.accept(")")) {
            throw Complaints.expected(words, "a comma or the closing )", null);
        }
        return candidates;
    }

    private boolean continuesList(boolean closed) {
        int before = words.position();
        boolean more = words.accept(",");
        more |= words.acceptAny("or", "and");
        boolean value = more && (closed || !startsCondition(0) && !startsClause());
        if (!value) {
            words.goTo(before);
        }
        return value;
    }

    private boolean startsClause() {
        return words.atEnd()
                || words.peek().isPlain()
                        && Vocabulary.CLAUSES.contains(words.peek().lower());
    }

    private Expression equal(Expression field) {
        return compare(field, ComparisonOperator.EQUAL);
    }

    /** Comparing with null is never true in SQL's logic; in a sentence it means that there is nothing. */
    private Expression compare(Expression field, ComparisonOperator operator) {
        Expression value = values.value();
        boolean nothing = value instanceof Expression.Literal(Value.Null _);
        return switch (operator) {
            case EQUAL -> nothing ? new Expression.IsNull(field) : new Comparison(operator, field, value);
            case NOT_EQUAL ->
                nothing ? new Expression.Not(new Expression.IsNull(field)) : new Comparison(operator, field, value);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> new Comparison(operator, field, value);
        };
    }
}
