package io.lumadb.query.jql.vocabulary;

import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.List;
import java.util.Map;

/** What JQL calls the operators that all languages have. */
public final class Operators {

    public static final Map<String, ArithmeticOperator> ARITHMETIC = Map.of(
            "$add", ArithmeticOperator.ADD,
            "$subtract", ArithmeticOperator.SUBTRACT,
            "$multiply", ArithmeticOperator.MULTIPLY,
            "$divide", ArithmeticOperator.DIVIDE,
            "$mod", ArithmeticOperator.REMAINDER,
            "$concat", ArithmeticOperator.CONCATENATE);

    public static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "$eq", ComparisonOperator.EQUAL,
            "$ne", ComparisonOperator.NOT_EQUAL,
            "$gt", ComparisonOperator.GREATER,
            "$gte", ComparisonOperator.GREATER_OR_EQUAL,
            "$lt", ComparisonOperator.LESS,
            "$lte", ComparisonOperator.LESS_OR_EQUAL);

    /** Tests of text that a filter and an expression call the same; a regular expression has a form of its own in each. */
    public static final Map<String, TextOperator> TEXTS = Map.of(
            "$like", TextOperator.LIKE,
            "$ilike", TextOperator.ILIKE,
            "$contains", TextOperator.CONTAINS,
            "$startsWith", TextOperator.STARTS_WITH,
            "$endsWith", TextOperator.ENDS_WITH);

    /** All operators that may stand under a field of a filter. */
    public static final List<String> FIELD_OPERATORS = List.of(
            "$eq",
            "$ne",
            "$gt",
            "$gte",
            "$lt",
            "$lte",
            "$in",
            "$nin",
            "$not",
            "$exists",
            "$type",
            "$regex",
            "$options",
            "$mod",
            "$all",
            "$elemMatch",
            "$size",
            "$like",
            "$ilike",
            "$contains",
            "$startsWith",
            "$endsWith",
            "$between");

    private Operators() {}

    /** The name of what a map calls by several names. */
    public static <T> String name(Map<String, T> names, T wanted) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
