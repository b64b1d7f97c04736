package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the accumulators of {@code $group} and {@code $bucket}. Those that no aggregate is are functions of the array of all
 * values.
 */
final class AccumulatorReader {

    private static final List<String> NAMES = List.of(
            "$sum",
            "$avg",
            "$min",
            "$max",
            "$count",
            "$first",
            "$last",
            "$push",
            "$addToSet",
            "$stdDevSamp",
            "$stdDevPop",
            "$median",
            "$percentile",
            "$firstN",
            "$lastN",
            "$minN",
            "$maxN",
            "$top",
            "$bottom",
            "$mergeObjects");

    private final Reading reading;
    private final JsonText text;
    private final Values values;
    private final List<SortKey> order;

    /** {@code order}: in which the documents come. */
    AccumulatorReader(Reading reading, List<SortKey> order) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
        this.order = order;
    }

    static Expression counting() {
        return new Expression.Aggregate(AggregateFunction.COUNT, Optional.empty(), false, Optional.empty());
    }

    Expression read(Node.Member member) {
        Node.Members accumulator = values.object(member.value(), "an accumulator");
        if (accumulator.list().size() != 1) {
            throw text.syntax("an accumulator has one operator", accumulator, "write {\"$sum\": \"$price\"}");
        }
        Node.Member only = accumulator.list().getFirst();
        Node value = only.value();
        return switch (only.name()) {
            case "$sum" -> isOne(value) ? counting() : aggregate(AggregateFunction.SUM, value);
            case "$avg" -> aggregate(AggregateFunction.AVG, value);
            case "$min" -> aggregate(AggregateFunction.MIN, value);
            case "$max" -> aggregate(AggregateFunction.MAX, value);
            case "$count" ->
                value instanceof Node.Members none && none.list().isEmpty()
                        ? counting()
                        : aggregate(AggregateFunction.COUNT, value);
            case "$stdDevSamp" -> aggregate(AggregateFunction.STDDEV, value);
            case "$first" -> ordered(AggregateFunction.FIRST, expression(value), order);
            case "$last" -> ordered(AggregateFunction.LAST, expression(value), order);
            case "$push" -> array(expression(value));
            case "$addToSet" ->
                new Expression.Aggregate(
                        AggregateFunction.ARRAY_AGG, Optional.of(expression(value)), true, Optional.empty());
            case "$stdDevPop" -> new Expression.Call("$stdDevPop", List.of(array(expression(value))));
            case "$median" -> overArray(only, "input", List.of(), List.of("method"));
            case "$percentile" -> overArray(only, "input", List.of("p"), List.of("method"));
            case "$firstN", "$lastN", "$minN", "$maxN" -> overArray(only, "input", List.of("n"), List.of());
            case "$top" -> end(AggregateFunction.FIRST, only);
            case "$bottom" -> end(AggregateFunction.LAST, only);
            case "$mergeObjects" -> merged(array(expression(value)));
            default ->
                throw text.syntax(
                        "unknown accumulator " + only.name(),
                        only,
                        Optional.ofNullable(Suggestions.didYouMean(only.name(), NAMES))
                                .orElse("accumulators are " + String.join(", ", NAMES)));
        };
    }

    private static boolean isOne(Node node) {
        return node instanceof Node.Scalar(Value.Int64(long number), int _, int _) && number == 1;
    }

    private Expression expression(Node node) {
        return new OperatorReader(reading).read(node);
    }

    /** {@code {"$distinct": x}} within an accumulator is LumaDB's own: each value once. */
    private Expression aggregate(AggregateFunction function, Node operand) {
        if (operand instanceof Node.Members members && members.list().size() == 1) {
            Node.Member only = members.list().getFirst();
            if (only.name().equals("$distinct")) {
                return new Expression.Aggregate(
                        function, Optional.of(expression(only.value())), true, Optional.empty());
            }
        }
        return new Expression.Aggregate(function, Optional.of(expression(operand)), false, Optional.empty());
    }

    private static Expression ordered(AggregateFunction function, Expression operand, List<SortKey> keys) {
        return new Expression.Aggregate(
                function, Optional.of(operand), Optional.empty(), false, keys, Optional.empty());
    }

    private Expression array(Expression operand) {
        return ordered(AggregateFunction.ARRAY_AGG, operand, order);
    }

    private Keys keys(Node.Member member, List<String> required, List<String> optional) {
        List<String> known = new ArrayList<>(required);
        known.addAll(optional);
        return new Keys(text, values.object(member.value(), "the parts of " + member.name()), member.name(), known);
    }

    /** A function of the array of all values, and of arguments that are the same for all documents. */
    private Expression overArray(Node.Member member, String input, List<String> required, List<String> optional) {
        List<String> all = new ArrayList<>(List.of(input));
        all.addAll(required);
        Keys keys = keys(member, all, optional);
        List<Expression> arguments = new ArrayList<>(List.of(array(expression(keys.require(input)))));
        required.forEach(name -> arguments.add(constant(member, name, keys.require(name))));
        optional.forEach(name -> keys.find(name).ifPresent(node -> arguments.add(constant(member, name, node))));
        return new Expression.Call(member.name(), arguments);
    }

    private Expression constant(Node.Member member, String name, Node node) {
        Expression argument = expression(node);
        boolean depends = ExpressionMapping.any(
                argument,
                part -> part instanceof Expression.Field(var path)
                        && !path.root().startsWith("$"));
        if (depends) {
            throw text.syntax(
                    "\"" + name + "\" of " + member.name() + " must not depend on the documents",
                    node,
                    "write a value");
        }
        return argument;
    }

    private Expression end(AggregateFunction function, Node.Member member) {
        Keys keys = keys(member, List.of("sortBy", "output"), List.of());
        return ordered(
                function, expression(keys.require("output")), new SortReader(reading).read(keys.require("sortBy")));
    }

    private static Expression merged(Expression array) {
        return new Expression.ReduceArray(
                array,
                new Expression.Literal(new Value.Obj(Map.of())),
                new Expression.Call(
                        "OBJECT_MERGE",
                        List.of(
                                new Expression.Variable("value", Optional.empty()),
                                new Expression.Variable("this", Optional.empty()))));
    }
}
