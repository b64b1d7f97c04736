package io.lumadb.query.lql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.FrameBound;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Statement.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes expressions with no more parentheses than reading them back takes. */
final class ExpressionPrinter {

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int PREDICATE = 4;
    private static final int SUM = 5;
    private static final int PRODUCT = 6;
    private static final int SIGNED = 7;
    private static final int PRIMARY = 8;

    private final Optional<String> qualifier;
    private final boolean describing;

    /** @param qualifier the source's alias or name: a path that begins with it is written behind it once more */
    ExpressionPrinter(Optional<String> qualifier) {
        this(qualifier, false);
    }

    /** {@code describing}: write everything, also what LQL has no words for. */
    ExpressionPrinter(Optional<String> qualifier, boolean describing) {
        this.qualifier = qualifier;
        this.describing = describing;
    }

    /** Writes any expression, for names and plans: what LQL has no words for is written like a function. */
    static String describe(Expression expression) {
        return new ExpressionPrinter(Optional.empty(), true).print(expression);
    }

    /** Whether everything is written, also what LQL has no words for. */
    boolean isDescribing() {
        return describing;
    }

    String print(Expression expression) {
        return print(expression, OR);
    }

    String path(FieldPath path) {
        if (!describing && !(path.segments().getFirst() instanceof FieldPath.Field)) {
            throw QueryError.untranslatable(Language.LQL, "the path " + path, "a path begins with the name of a field");
        }
        boolean ambiguous = path.segments().size() > 1
                && path.segments().get(1) instanceof FieldPath.Field
                && qualifier.filter(path.root()::equals).isPresent();
        return (ambiguous ? Identifiers.quoted(path.root()) + "." : "") + Identifiers.path(path);
    }

    /** Writes an expression so that it can stand where one of the wanted level or a tighter one is read. */
    private String print(Expression expression, int wanted) {
        String text = text(expression);
        return level(expression) < wanted ? "(" + text + ")" : text;
    }

    private static int level(Expression expression) {
        return switch (expression) {
            case Expression.Or _ -> OR;
            case Expression.And _ -> AND;
            case Expression.Not(Expression operand) -> hasOwnNot(operand) ? PREDICATE : NOT;
            case Expression.Comparison _,
                    Expression.In _,
                    Expression.Between _,
                    Expression.IsNull _,
                    Expression.IsMissing _,
                    Expression.TextMatch _,
                    Expression.InSubquery _,
                    Expression.Quantified _ -> PREDICATE;
            case Expression.Arithmetic(ArithmeticOperator operator, Expression _, Expression _) ->
                switch (operator) {
                    case ADD, SUBTRACT, CONCATENATE -> SUM;
                    case MULTIPLY, DIVIDE, REMAINDER -> PRODUCT;
                };
            case Expression.Negate _ -> SIGNED;
            case Expression.Evaluated(Expression operand) -> level(operand);
            case Expression.SqlValue(Expression operand) -> level(operand);
            case Expression.Literal _,
                    Expression.Field _,
                    Expression.Parameter _,
                    Expression.ArrayLiteral _,
                    Expression.ObjectLiteral _,
                    Expression.AnyElement _,
                    Expression.Case _,
                    Expression.Cast _,
                    Expression.Call _,
                    Expression.Subquery _,
                    Expression.Exists _,
                    Expression.RowArray _,
                    Expression.Window _,
                    Expression.DocumentForm _,
                    Expression.Aggregate _ -> PRIMARY;
        };
    }

    /** Conditions whose negation has words of its own: {@code IS NOT NULL}, {@code NOT IN}, … */
    private static boolean hasOwnNot(Expression condition) {
        return switch (condition) {
            case Expression.In _,
                    Expression.InSubquery _,
                    Expression.Between _,
                    Expression.IsNull _,
                    Expression.IsMissing _,
                    Expression.TextMatch _ -> true;
            default -> false;
        };
    }

    private String text(Expression expression) {
        return switch (expression) {
            case Expression.Or(List<Expression> operands) -> joined(operands, " OR ", AND);
            case Expression.And(List<Expression> operands) -> joined(operands, " AND ", NOT);
            case Expression.Not(Expression operand) ->
                hasOwnNot(operand) ? condition(operand, "NOT ") : "NOT " + print(operand, NOT);
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) ->
                print(left, SUM) + " " + symbol(operator) + " " + print(right, SUM);
            case Expression.In _,
                    Expression.Between _,
                    Expression.IsNull _,
                    Expression.IsMissing _,
                    Expression.TextMatch _ -> condition(expression, "");
            case Expression.Arithmetic(ArithmeticOperator operator, Expression left, Expression right) -> {
                int level = level(expression);
                yield print(left, level) + " " + symbol(operator) + " " + print(right, level + 1);
            }
            case Expression.Negate(Expression operand) -> negated(operand);
            case Expression.Literal(var value) -> Literals.print(value);
            case Expression.Field(FieldPath path) -> path(path);
            case Expression.Parameter(String name) -> parameter(name);
            case Expression.ArrayLiteral(List<Expression> elements) -> "[" + list(elements) + "]";
            case Expression.ObjectLiteral(List<Map.Entry<String, Expression>> fields) ->
                fields.stream()
                        .map(field -> Literals.key(field.getKey()) + ": " + print(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Expression.AnyElement(FieldPath array, Expression condition)
            when describing -> "ANY_ELEMENT(" + path(array) + ", " + print(condition) + ")";
            case Expression.AnyElement(FieldPath array, Expression _) ->
                throw QueryError.untranslatable(
                        Language.LQL, "$elemMatch on " + array, "it would need a subquery over UNNEST");
            case Expression.Case choice -> caseText(choice);
            case Expression.Cast(Expression operand, String type) -> "CAST(" + print(operand) + " AS " + type + ")";
            case Expression.Call(String name, List<Expression> _)
            when name.startsWith("$") && !describing ->
                throw QueryError.untranslatable(Language.LQL, name, "LQL has no function that gives the same");
            case Expression.Call(String name, List<Expression> arguments)
            when name.equals("CURRENT_DATE") && arguments.isEmpty() -> name;
            // Its first argument stands before an IN, where it is read like an operand.
            case Expression.Call(String name, List<Expression> arguments)
            when name.equals("POSITION") && arguments.size() == 2 ->
                "POSITION(" + print(arguments.getFirst(), SUM) + ", " + print(arguments.getLast()) + ")";
            case Expression.Call(String name, List<Expression> arguments) ->
                functionName(name) + "(" + list(arguments) + ")";
            case Expression.Aggregate aggregate -> aggregate(aggregate);
            case Expression.Subquery(Query query) -> subquery(query);
            case Expression.Exists(Query query) -> "EXISTS " + subquery(query);
            case Expression.RowArray(Query query) when describing -> "ARRAY" + subquery(query);
            case Expression.RowArray _ ->
                throw QueryError.untranslatable(
                        Language.LQL, "the array of a $lookup or $facet", "a subquery gives one value, not its rows");
            case Expression.InSubquery _ -> condition(expression, "");
            case Expression.Quantified(ComparisonOperator operator, Expression operand, var quantifier, Query query) ->
                print(operand, SUM) + " " + symbol(operator) + " " + quantifier + " " + subquery(query);
            case Expression.Window window -> window(window);
            case Expression.Evaluated(Expression operand) -> text(operand);
            case Expression.SqlValue(Expression operand) -> text(operand);
            case Expression.DocumentForm form
            when describing -> form.operator().toUpperCase(Locale.ROOT).replace("$", "") + "(…)";
            case Expression.DocumentForm form ->
                throw QueryError.untranslatable(
                        Language.LQL, form.operator(), "expressions name no values and go through no array");
        };
    }

    private String condition(Expression condition, String not) {
        return switch (condition) {
            case Expression.In(Expression operand, List<Expression> candidates) ->
                print(operand, SUM) + " " + not + "IN (" + list(candidates) + ")";
            case Expression.InSubquery(Expression operand, Query query) ->
                print(operand, SUM) + " " + not + "IN " + subquery(query);
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                print(operand, SUM) + " " + not + "BETWEEN " + print(low, SUM) + " AND " + print(high, SUM);
            case Expression.IsNull(Expression operand) -> print(operand, SUM) + " IS " + not + "NULL";
            case Expression.IsMissing(Expression operand) -> print(operand, SUM) + " IS " + not + "MISSING";
            case Expression.TextMatch(TextOperator operator, Expression operand, Expression pattern) ->
                print(operand, SUM) + " " + not + operator.name().replace('_', ' ') + " " + print(pattern, SUM);
            default -> throw new IllegalArgumentException("not a condition with a NOT of its own: " + condition);
        };
    }

    private String negated(Expression operand) {
        boolean negativeOrNumber = operand instanceof Expression.Literal || operand instanceof Expression.Negate;
        return "-" + (negativeOrNumber ? "(" + text(operand) + ")" : print(operand, PRIMARY));
    }

    private static String parameter(String name) {
        boolean position = name.chars().allMatch(c -> c >= '0' && c <= '9');
        return position ? "?" + name : ":" + Identifiers.quoted(name);
    }

    private static String functionName(String name) {
        return switch (name) {
            case "LEFT", "RIGHT" -> name;
            default -> Identifiers.quoted(name);
        };
    }

    private String caseText(Expression.Case choice) {
        StringBuilder text = new StringBuilder("CASE");
        choice.operand().ifPresent(operand -> text.append(' ').append(print(operand)));
        for (Expression.When branch : choice.branches()) {
            text.append(" WHEN ").append(print(branch.condition()));
            text.append(" THEN ").append(print(branch.result()));
        }
        choice.otherwise().ifPresent(otherwise -> text.append(" ELSE ").append(print(otherwise)));
        return text.append(" END").toString();
    }

    private String aggregate(Expression.Aggregate aggregate) {
        String operand = aggregate.operand().map(this::print).orElse("*");
        String argument = aggregate.argument().map(value -> ", " + print(value)).orElse("");
        String filter = aggregate
                .filter()
                .map(condition -> " FILTER (WHERE " + print(condition) + ")")
                .orElse("");
        return aggregate.function()
                + "("
                + (aggregate.distinct() ? "DISTINCT " : "")
                + operand
                + argument
                + QueryPrinter.orderBy(aggregate.orderBy(), this)
                + ")"
                + filter;
    }

    private String subquery(Query query) {
        return "(" + QueryPrinter.print(query, describing) + ")";
    }

    private String window(Expression.Window window) {
        List<String> parts = new ArrayList<>();
        if (!window.partitionBy().isEmpty()) {
            parts.add("PARTITION BY " + list(window.partitionBy()));
        }
        if (!window.orderBy().isEmpty()) {
            parts.add("ORDER BY " + QueryPrinter.sortKeys(window.orderBy(), this));
        }
        window.frame()
                .ifPresent(frame ->
                        parts.add(frame.unit() + " BETWEEN " + bound(frame.start()) + " AND " + bound(frame.end())));
        return text(window.function()) + " OVER (" + String.join(" ", parts) + ")";
    }

    private String bound(FrameBound bound) {
        return switch (bound) {
            case FrameBound.UnboundedPreceding() -> "UNBOUNDED PRECEDING";
            case FrameBound.Preceding(Expression distance) -> distance(distance) + " PRECEDING";
            case FrameBound.CurrentRow() -> "CURRENT ROW";
            case FrameBound.Following(Expression distance) -> distance(distance) + " FOLLOWING";
            case FrameBound.UnboundedFollowing() -> "UNBOUNDED FOLLOWING";
        };
    }

    private String distance(Expression distance) {
        return distance instanceof Expression.Call(String name, List<Expression> parts)
                        && name.equals(Expression.INTERVAL)
                        && parts.size() == 2
                        && parts.getFirst() instanceof Expression.Literal(Value.Int64(long amount))
                        && parts.getLast() instanceof Expression.Literal(Value.Text(String unit))
                ? "INTERVAL '" + amount + "' " + Identifiers.quoted(unit)
                : print(distance, SUM);
    }

    private String joined(List<Expression> operands, String separator, int wanted) {
        return operands.stream().map(operand -> print(operand, wanted)).collect(Collectors.joining(separator));
    }

    private String list(List<Expression> expressions) {
        return joined(expressions, ", ", OR);
    }

    private static String symbol(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "!=";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
        };
    }

    private static String symbol(ArithmeticOperator operator) {
        return switch (operator) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case REMAINDER -> "%";
            case CONCATENATE -> "||";
        };
    }
}
