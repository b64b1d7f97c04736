package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one operator under a field of a filter. */
final class FieldOperatorReader {

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    FieldOperatorReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    /** @param all the operators that stand beside it under the field */
    Expression read(Expression field, Node.Member member, Node.Members all) {
        Node value = member.value();
        ComparisonOperator comparison = Operators.COMPARISONS.get(member.name());
        if (comparison != null) {
            return comparison(comparison, field, values.value(value));
        }
        TextOperator textTest = Operators.TEXTS.get(member.name());
        if (textTest != null) {
            return new Expression.TextMatch(textTest, field, values.value(value));
        }
        return switch (member.name()) {
            case "$in" -> in(field, member);
            case "$nin" -> negated(in(field, member));
            case "$exists" -> exists(field, value);
            case "$type" -> new TypeReader(reading).test(field, value);
            case "$regex" -> regex(field, value, all);
            case "$mod" -> mod(field, value);
            case "$size" ->
                new Comparison(
                        ComparisonOperator.EQUAL,
                        new Expression.Call("ARRAY_LENGTH", List.of(field)),
                        values.count(value, "$size"));
            case "$between" -> between(field, value);
            default -> throw FilterReader.unknownUnder(text, member, field);
        };
    }

    private static Expression comparison(ComparisonOperator operator, Expression field, Expression operand) {
        boolean withNull = operand instanceof Expression.Literal(Value.Null _);
        return switch (operator) {
            case EQUAL -> FilterReader.equal(field, operand);
            case NOT_EQUAL ->
                withNull ? new Expression.Not(new Expression.IsNull(field)) : new Comparison(operator, field, operand);
            // Only null and missing are in an order with null, and both are equal to it.
            case LESS_OR_EQUAL, GREATER_OR_EQUAL ->
                withNull ? new Expression.IsNull(field) : new Comparison(operator, field, operand);
            case LESS, GREATER ->
                withNull ? new Expression.Literal(Value.FALSE) : new Comparison(operator, field, operand);
        };
    }

    private static Expression negated(Expression condition) {
        return condition instanceof Expression.Literal(Value.Bool(boolean flag))
                ? new Expression.Literal(Value.of(!flag))
                : new Expression.Not(condition);
    }

    /** A null among the candidates also fits a missing field, which SQL's IN cannot say: it becomes IS NULL. */
    private Expression in(Expression field, Node.Member member) {
        List<Expression> candidates = new ArrayList<>();
        boolean nullToo = false;
        for (Node candidate : values.array(member.value(), "the candidates of " + member.name())) {
            Expression operand = values.value(candidate);
            if (operand instanceof Expression.Literal(Value.Null _)) {
                nullToo = true;
            } else {
                candidates.add(operand);
            }
        }
        List<Expression> conditions = new ArrayList<>();
        if (!candidates.isEmpty()) {
            conditions.add(new Expression.In(field, candidates));
        }
        if (nullToo) {
            conditions.add(new Expression.IsNull(field));
        }
        return conditions.isEmpty() ? new Expression.Literal(Value.FALSE) : Expressions.or(conditions);
    }

    private Expression exists(Expression field, Node value) {
        boolean wanted = switch (value) {
            case Node.Scalar(Value.Bool(boolean flag), int _, int _) -> flag;
            case Node.Scalar(Value.Int64(long number), int _, int _) -> number != 0;
            default -> throw text.syntax("$exists is true or false", value, "write true or false");
        };
        Expression missing = new Expression.IsMissing(field);
        return wanted ? new Expression.Not(missing) : missing;
    }

    private Expression regex(Expression field, Node pattern, Node.Members all) {
        Optional<Node.Member> options = all.find("$options");
        if (options.isEmpty()) {
            return new Expression.TextMatch(TextOperator.MATCHES, field, values.value(pattern));
        }
        String source = values.string(pattern, "the pattern of $regex");
        String flags = flags(options.get().value());
        return new Expression.TextMatch(
                TextOperator.MATCHES, field, new Expression.Literal(Value.of(withFlags(source, flags))));
    }

    String flags(Node node) {
        String flags = values.string(node, "the options of a regular expression");
        if (!flags.chars().allMatch(flag -> "ims".indexOf(flag) >= 0)) {
            throw text.syntax(
                    "\"" + flags + "\" are not options of a regular expression",
                    node,
                    "options are i (any case), m (lines) and s (a dot fits line ends)");
        }
        return flags;
    }

    static String withFlags(String pattern, String flags) {
        return flags.isEmpty() ? pattern : "(?" + flags + ")" + pattern;
    }

    private Expression mod(Expression field, Node value) {
        List<Expression> parts = pair(value, "a divisor and a remainder", "write {\"$mod\": [4, 0]}");
        if (parts.getFirst() instanceof Expression.Literal(Value.Int64(long divisor)) && divisor == 0) {
            throw text.syntax("$mod cannot divide by 0", value, null);
        }
        return new Comparison(
                ComparisonOperator.EQUAL,
                new Expression.Arithmetic(ArithmeticOperator.REMAINDER, field, parts.getFirst()),
                parts.getLast());
    }

    private Expression between(Expression field, Node value) {
        List<Expression> ends = pair(value, "two ends", "write {\"$between\": [1, 10]}");
        return new Expression.Between(field, ends.getFirst(), ends.getLast());
    }

    private List<Expression> pair(Node value, String what, String hint) {
        List<Expression> parts =
                values.array(value, what).stream().map(values::value).toList();
        if (parts.size() != 2) {
            throw text.syntax("expected " + what + ", found " + parts.size() + " values", value, hint);
        }
        return parts;
    }
}
