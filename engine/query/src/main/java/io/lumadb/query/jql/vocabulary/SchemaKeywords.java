package io.lumadb.query.jql.vocabulary;

import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keywords of JSON Schema (draft 4, as MongoDB has it) that say what a CHECK says. They stand in the order in which the
 * conditions of one field are put together.
 */
public enum SchemaKeywords {
    ENUM("enum", Set.of("boolean", "int64", "double", "decimal128", "string", "timestamp")),
    MINIMUM("minimum", Set.of("int64", "double", "decimal128", "any")),
    EXCLUSIVE_MINIMUM("exclusiveMinimum", Set.of("int64", "double", "decimal128", "any")),
    MAXIMUM("maximum", Set.of("int64", "double", "decimal128", "any")),
    EXCLUSIVE_MAXIMUM("exclusiveMaximum", Set.of("int64", "double", "decimal128", "any")),
    MULTIPLE_OF("multipleOf", Set.of("int64", "double", "decimal128")),
    MIN_LENGTH("minLength", Set.of("string")),
    MAX_LENGTH("maxLength", Set.of("string")),
    PATTERN("pattern", Set.of("string")),
    MIN_ITEMS("minItems", Set.of("array")),
    MAX_ITEMS("maxItems", Set.of("array"));

    private final String word;
    private final Set<String> types;

    SchemaKeywords(String word, Set<String> types) {
        this.word = word;
        this.types = types;
    }

    public String word() {
        return word;
    }

    /** Whether a CHECK on a field of that type says the same: one that compares other kinds would let them pass. */
    public boolean fits(String type) {
        return types.contains(type);
    }

    /** The types of the fields that it may be said of. */
    public List<String> types() {
        return types.stream().sorted().toList();
    }

    /** The condition. */
    public Expression condition(Expression field, Value operand) {
        Expression literal = new Expression.Literal(operand);
        return switch (this) {
            case ENUM ->
                new Expression.In(
                        field,
                        ((Value.Array) operand)
                                .elements().stream()
                                        .<Expression>map(Expression.Literal::new)
                                        .toList());
            case MINIMUM -> comparison(ComparisonOperator.GREATER_OR_EQUAL, field, literal);
            case EXCLUSIVE_MINIMUM -> comparison(ComparisonOperator.GREATER, field, literal);
            case MAXIMUM -> comparison(ComparisonOperator.LESS_OR_EQUAL, field, literal);
            case EXCLUSIVE_MAXIMUM -> comparison(ComparisonOperator.LESS, field, literal);
            case MULTIPLE_OF ->
                comparison(
                        ComparisonOperator.EQUAL,
                        new Expression.Arithmetic(ArithmeticOperator.REMAINDER, field, literal),
                        new Expression.Literal(Value.of(0)));
            case MIN_LENGTH -> comparison(ComparisonOperator.GREATER_OR_EQUAL, call("LENGTH", field), literal);
            case MAX_LENGTH -> comparison(ComparisonOperator.LESS_OR_EQUAL, call("LENGTH", field), literal);
            case PATTERN -> new Expression.TextMatch(TextOperator.MATCHES, field, literal);
            case MIN_ITEMS -> comparison(ComparisonOperator.GREATER_OR_EQUAL, call("ARRAY_LENGTH", field), literal);
            case MAX_ITEMS -> comparison(ComparisonOperator.LESS_OR_EQUAL, call("ARRAY_LENGTH", field), literal);
        };
    }

    private static Expression comparison(ComparisonOperator operator, Expression left, Expression right) {
        return new Expression.Comparison(operator, left, right);
    }

    private static Expression call(String function, Expression field) {
        return new Expression.Call(function, List.of(field));
    }

    /** What stands behind the keyword in a schema, where the condition is the one that it makes of it. */
    public Optional<Value> operand(Expression field, Expression condition) {
        Optional<Value> candidate = switch (condition) {
            case Expression.In(Expression _, List<Expression> candidates) -> values(candidates);
            case Expression.Comparison(
                    var _,
                    Expression.Arithmetic(var _, Expression _, Expression by),
                    Expression _) -> value(by);
            case Expression.Comparison(var _, Expression _, Expression right) -> value(right);
            case Expression.TextMatch(var _, Expression _, Expression pattern) -> value(pattern);
            default -> Optional.empty();
        };
        return candidate
                .filter(this::takes)
                .filter(operand -> condition(field, operand).equals(condition));
    }

    private static Optional<Value> values(List<Expression> expressions) {
        return expressions.stream().allMatch(Expression.Literal.class::isInstance)
                ? Optional.of(new Value.Array(expressions.stream()
                        .map(expression -> ((Expression.Literal) expression).value())
                        .toList()))
                : Optional.empty();
    }

    private static Optional<Value> value(Expression expression) {
        return expression instanceof Expression.Literal(Value value) ? Optional.of(value) : Optional.empty();
    }

    /** Whether a value may stand behind the keyword. */
    public boolean takes(Value operand) {
        return switch (this) {
            case ENUM ->
                operand instanceof Value.Array(List<Value> elements)
                        && !elements.isEmpty()
                        && elements.stream().noneMatch(Value::isNull)
                        && elements.stream().map(Value::typeName).distinct().count() == 1;
            case MINIMUM, EXCLUSIVE_MINIMUM, MAXIMUM, EXCLUSIVE_MAXIMUM -> operand.isNumber();
            case MULTIPLE_OF -> operand instanceof Value.Int64(long number) && number > 0;
            case MIN_LENGTH, MAX_LENGTH, MIN_ITEMS, MAX_ITEMS ->
                operand instanceof Value.Int64(long number) && number >= 0;
            case PATTERN -> operand instanceof Value.Text;
        };
    }
}
