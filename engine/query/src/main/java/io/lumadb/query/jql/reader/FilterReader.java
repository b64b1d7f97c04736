package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads filters, the conditions of {@code find} and {@code $match}; {@link FieldOperatorReader} reads single operators. */
final class FilterReader {

    private static final List<String> COMBINATIONS = List.of("$and", "$or", "$nor", "$expr", "$text");

    private static final Expression ELEMENT = new Expression.Field(Expressions.ELEMENT);

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    FilterReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    /** The condition; none for {@code {}}. */
    Optional<Expression> read(Node node) {
        Node.Members filter = values.object(node, "a filter");
        List<Expression> conditions = new ArrayList<>();
        for (Node.Member member : filter.list()) {
            conditions.add(member.isOperator() ? combination(member) : field(member));
        }
        return conditions.isEmpty() ? Optional.empty() : Optional.of(Expressions.and(conditions));
    }

    private Expression combination(Node.Member member) {
        return switch (member.name()) {
            case "$and" -> Expressions.and(filters(member));
            case "$or" -> Expressions.or(filters(member));
            case "$nor" -> new Expression.Not(Expressions.or(filters(member)));
            case "$expr" -> evaluated(new OperatorReader(reading).read(member.value()));
            case "$text" -> throw text.notBuilt("$text", member, null);
            case "$lql" ->
                throw text.syntax(
                        "$lql computes a value", member, "write {\"$expr\": {\"$lql\": \"stock / 100 = 1\"}}");
            default -> throw unknown(text, member, COMBINATIONS, "a filter");
        };
    }

    /** A literal is the same whether it is computed or matched. */
    private static Expression evaluated(Expression expression) {
        return expression instanceof Expression.Literal ? expression : new Expression.Evaluated(expression);
    }

    private List<Expression> filters(Node.Member member) {
        List<Expression> conditions = new ArrayList<>();
        for (Node node : values.filledArray(member.value(), "filters")) {
            conditions.add(read(node).orElseGet(() -> new Expression.Literal(Value.TRUE)));
        }
        return conditions;
    }

    private Expression field(Node.Member member) {
        FieldPath path = member.name().isEmpty() ? Expressions.ELEMENT : values.fixedPath(member.name(), member);
        Expression field = new Expression.Field(path);
        return isOperators(member.value())
                ? operators(field, (Node.Members) member.value())
                : equal(field, values.value(member.value()));
    }

    /** Whether a node is an object of operators, rather than an object to compare with. */
    boolean isOperators(Node node) {
        if (!(node instanceof Node.Members members) || members.list().isEmpty() || Values.isWrapper(members)) {
            return false;
        }
        boolean first = members.list().getFirst().isOperator();
        for (Node.Member member : members.list()) {
            if (member.isOperator() != first) {
                throw text.syntax(
                        "operators and fields stand side by side in one object",
                        member,
                        "compare with a whole object by {\"$eq\": {…}}");
            }
        }
        return first;
    }

    private Expression operators(Expression field, Node.Members operators) {
        List<Expression> conditions = new ArrayList<>();
        for (Node.Member member : operators.list()) {
            if (member.name().equals("$options")) {
                if (operators.find("$regex").isEmpty()) {
                    throw text.syntax("$options stands without $regex", member, "add \"$regex\": \"pattern\"");
                }
            } else {
                conditions.add(operator(field, member, operators));
            }
        }
        return Expressions.and(conditions);
    }

    private Expression operator(Expression field, Node.Member member, Node.Members all) {
        return switch (member.name()) {
            case "$not" -> not(field, member);
            case "$all" -> all(field, member);
            case "$elemMatch" -> elemMatch(field, member);
            default -> new FieldOperatorReader(reading).read(field, member, all);
        };
    }

    /** A comparison with null also fits a missing field, which SQL calls IS NULL. */
    static Expression equal(Expression field, Expression operand) {
        return operand instanceof Expression.Literal(Value.Null _)
                ? new Expression.IsNull(field)
                : new Comparison(ComparisonOperator.EQUAL, field, operand);
    }

    private Expression not(Expression field, Node.Member member) {
        if (isOperators(member.value())) {
            return new Expression.Not(operators(field, (Node.Members) member.value()));
        }
        throw text.syntax("$not wants an object of operators", member.value(), "write {\"$not\": {\"$gt\": 5}}");
    }

    /** An array without values fits nothing. */
    private Expression all(Expression field, Node.Member member) {
        List<Expression> conditions = new ArrayList<>();
        for (Node element : values.array(member.value(), "the values of $all")) {
            Optional<Node.Member> elemMatch =
                    element instanceof Node.Members members ? members.find("$elemMatch") : Optional.empty();
            conditions.add(
                    elemMatch.isPresent() ? elemMatch(field, elemMatch.get()) : equal(field, values.value(element)));
        }
        return conditions.isEmpty() ? new Expression.Literal(Value.FALSE) : Expressions.and(conditions);
    }

    private Expression elemMatch(Expression field, Node.Member member) {
        FieldPath array = ((Expression.Field) field).path();
        return new Expression.AnyElement(array, element(values.object(member.value(), "the condition of $elemMatch")));
    }

    /** A condition on an element: operators on the element itself, or a filter of its fields. */
    Expression element(Node.Members condition) {
        boolean onElement = !condition.list().isEmpty()
                && condition.list().getFirst().isOperator()
                && !COMBINATIONS.contains(condition.list().getFirst().name());
        return onElement && isOperators(condition)
                ? operators(ELEMENT, condition)
                : read(condition).orElseGet(() -> new Expression.Literal(Value.TRUE));
    }

    static QueryError unknown(JsonText text, Node.Member member, List<String> known, String where) {
        return text.syntax(
                "unknown operator " + member.name() + " in " + where,
                member,
                Optional.ofNullable(Suggestions.didYouMean(member.name(), known))
                        .orElse("operators here are " + String.join(", ", known)));
    }

    static QueryError unknownUnder(JsonText text, Node.Member member, Expression field) {
        String path = ((Expression.Field) field).path().toString();
        return unknown(text, member, Operators.FIELD_OPERATORS, "a condition on \"" + path + "\"");
    }
}
