package io.lumadb.query.nql;

import static io.lumadb.query.nql.SentencePrinter.no;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Writes conditions, values and fields in words. */
final class ConditionPrinter {

    private ConditionPrinter() {}

    static String print(Expression condition) {
        return switch (condition) {
            case Expression.Or(List<Expression> operands) ->
                operands.stream().map(ConditionPrinter::print).collect(Collectors.joining(" or "));
            case Expression.And(List<Expression> operands) ->
                operands.stream()
                        .map(operand -> operand instanceof Expression.Or ? "(" + print(operand) + ")" : print(operand))
                        .collect(Collectors.joining(" and "));
            case Expression.Not(Expression operand) -> not(operand);
            case Expression.Comparison(var operator, Expression left, Expression right) ->
                field(left) + " " + words(operator) + " " + comparand(right);
            case Expression.In(Expression operand, List<Expression> candidates) ->
                field(operand) + " is one of " + candidates(candidates);
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                field(operand) + " is between " + value(low) + " and " + value(high);
            case Expression.IsNull(Expression operand) -> field(operand) + " is null";
            case Expression.IsMissing(Expression operand) -> field(operand) + " is missing";
            case Expression.TextMatch(var operator, Expression operand, Expression pattern) ->
                field(operand) + " " + words(operator) + " " + pattern(pattern);
            case Expression.AnyElement(FieldPath path, Expression _) ->
                throw no("$elemMatch on " + path, "conditions are about a document's fields");
            case Expression.Subquery _,
                    Expression.RowArray _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.Quantified _ -> throw no("a subquery", "a sentence is about one collection");
            case Expression.Evaluated(Expression operand) -> print(operand);
            case Expression.SqlValue(Expression operand) -> print(operand);
            case Expression.DocumentForm form ->
                throw no(form.operator() + " as a condition", "a condition compares a field with a value");
            case Expression.Window _ ->
                throw no("OVER (a window function)", "a sentence looks at one document at a time");
            case Expression.Literal _,
                    Expression.Field _,
                    Expression.Parameter _,
                    Expression.ArrayLiteral _,
                    Expression.ObjectLiteral _,
                    Expression.Negate _,
                    Expression.Arithmetic _,
                    Expression.Case _,
                    Expression.Cast _,
                    Expression.Call _,
                    Expression.Aggregate _ ->
                throw no(describe(condition) + " as a condition", "a condition compares a field with a value");
        };
    }

    /** The construct in a few words: its name, or its LQL text where that is short. */
    static String describe(Expression expression) {
        return switch (expression) {
            case Expression.Call(String name, var _) -> name.startsWith("$") ? name : "the function " + name;
            case Expression.Case _ -> "CASE";
            case Expression.Cast _ -> "CAST";
            case Expression.Arithmetic _, Expression.Negate _ -> "the calculation " + LqlLanguage.print(expression);
            case Expression.ObjectLiteral _ -> "an object literal";
            case Expression.AnyElement _ -> "$elemMatch";
            case Expression.Window _ -> "a window function";
            case Expression.DocumentForm form -> form.operator();
            case Expression.Subquery _,
                    Expression.RowArray _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.Quantified _ -> "a subquery";
            default -> LqlLanguage.print(expression);
        };
    }

    private static String candidates(List<Expression> candidates) {
        return candidates.stream().map(ConditionPrinter::value).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String not(Expression operand) {
        return switch (operand) {
            case Expression.IsNull(Expression field) -> field(field) + " is not null";
            case Expression.IsMissing(Expression field) -> field(field) + " exists";
            case Expression.In(Expression field, List<Expression> candidates) ->
                field(field) + " is not one of " + candidates(candidates);
            case Expression.Between(Expression field, Expression low, Expression high) ->
                field(field) + " is not between " + value(low) + " and " + value(high);
            case Expression.TextMatch(var operator, Expression field, Expression pattern) ->
                field(field) + " does not " + negatedWords(operator) + " " + pattern(pattern);
            default -> "not (" + print(operand) + ")";
        };
    }

    private static String words(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> "is";
            case NOT_EQUAL -> "is not";
            case LESS -> "is under";
            case LESS_OR_EQUAL -> "is at most";
            case GREATER -> "is over";
            case GREATER_OR_EQUAL -> "is at least";
        };
    }

    private static String words(TextOperator operator) {
        return switch (operator) {
            case LIKE -> "like";
            case ILIKE -> "looks like";
            case CONTAINS -> "contains";
            case STARTS_WITH -> "starts with";
            case ENDS_WITH -> "ends with";
            case MATCHES -> "matches";
        };
    }

    private static String negatedWords(TextOperator operator) {
        return switch (operator) {
            case LIKE -> "like";
            case ILIKE -> "look like";
            case CONTAINS -> "contain";
            case STARTS_WITH -> "start with";
            case ENDS_WITH -> "end with";
            case MATCHES -> "match";
        };
    }

    /** A number alone would be looked for in texts too. */
    private static String pattern(Expression pattern) {
        boolean number = pattern instanceof Expression.Literal(Value value) && value.isNumber();
        return (number ? "the number " : "") + value(pattern);
    }

    private static String field(Expression operand) {
        if (operand instanceof Expression.Field(FieldPath path)) {
            return path(path);
        }
        throw no(describe(operand) + " before a comparison", "a condition begins with a field");
    }

    private static String comparand(Expression value) {
        if (value instanceof Expression.Literal(Value.Null _)) {
            throw no("a comparison with NULL", "it holds for no document; 'is null' does");
        }
        return value(value);
    }

    static String path(FieldPath path) {
        for (FieldPath.Segment segment : path.segments()) {
            if (segment instanceof FieldPath.Field(String name)
                    && (name.isEmpty() || name.indexOf('.') >= 0 || name.indexOf('[') >= 0)) {
                throw no("the path " + path, "names with a dot or a bracket cannot be written");
            }
        }
        if (!(path.segments().getFirst() instanceof FieldPath.Field)) {
            throw no("the path " + path, "a path begins with a field's name");
        }
        String text = path.toString();
        return Vocabulary.isPlainName(text) ? text : "`" + text.replace("`", "``") + "`";
    }

    static String value(Expression value) {
        return switch (value) {
            case Expression.Literal(Value literal) -> literal(literal);
            case Expression.Parameter(String name) ->
                name.chars().allMatch(Character::isDigit) ? "?" + name : ":" + name;
            case Expression.Field(FieldPath path) -> "the field " + path(path);
            case Expression.ArrayLiteral(List<Expression> elements) ->
                elements.stream().map(ConditionPrinter::value).collect(Collectors.joining(", ", "[", "]"));
            default -> throw no(describe(value) + " as a value", "values are literals, times and fields");
        };
    }

    private static String literal(Value value) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool(boolean flag) -> Boolean.toString(flag);
            case Value.Int64(long number) -> Long.toString(number);
            case Value.Float64(double number) when Double.isFinite(number) -> Double.toString(number);
            case Value.Text(String text) -> "\"" + text.replace("\"", "\"\"") + "\"";
            case Value.Timestamp timestamp
            when isCommonYear(timestamp) -> timestamp.instant().toString();
            case Value.Array(List<Value> elements) ->
                elements.stream().map(ConditionPrinter::literal).collect(Collectors.joining(", ", "[", "]"));
            case Value.Missing _,
                    Value.Float64 _,
                    Value.Decimal _,
                    Value.Timestamp _,
                    Value.Binary _,
                    Value.Vector _,
                    Value.Obj _ ->
                throw no(
                        "a value of type " + value.typeName(),
                        "values are numbers, texts, times, true, false, null and lists");
        };
    }

    /** Years of four digits are what sentences write. */
    private static boolean isCommonYear(Value.Timestamp timestamp) {
        int year = timestamp.instant().atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9999;
    }
}
