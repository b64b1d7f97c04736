package io.lumadb.query.jql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.language.TypeNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads filters, the conditions of {@code find} and {@code $match}. */
final class FilterReader {

    /** The path that means the array's element itself, within {@code $elemMatch}. */
    static final FieldPath ELEMENT = FieldPath.of("");

    private static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "$gt", ComparisonOperator.GREATER,
            "$gte", ComparisonOperator.GREATER_OR_EQUAL,
            "$lt", ComparisonOperator.LESS,
            "$lte", ComparisonOperator.LESS_OR_EQUAL);

    private static final Map<String, TextOperator> TEXTS = Map.of(
            "$like", TextOperator.LIKE,
            "$ilike", TextOperator.ILIKE,
            "$contains", TextOperator.CONTAINS,
            "$startsWith", TextOperator.STARTS_WITH,
            "$endsWith", TextOperator.ENDS_WITH);

    private static final List<String> TOP_OPERATORS = List.of("$and", "$or", "$nor", "$expr", "$text");

    /** All operators that may stand under a field. */
    static final List<String> FIELD_OPERATORS = List.of(
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

    private static final Map<String, String> MONGO_TYPES = Map.of(
            "long", "int64",
            "int", "int64",
            "double", "double",
            "bool", "boolean",
            "date", "timestamp",
            "binData", "binary",
            "decimal", "decimal128");

    private final JsonText text;
    private final Values values;

    FilterReader(JsonText text, Values values) {
        this.text = text;
        this.values = values;
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
            case "$expr" -> new OperatorReader(text, values).read(member.value());
            case "$text" -> throw text.notBuilt("$text", member, null);
            default -> throw unknown(member, TOP_OPERATORS, "a filter");
        };
    }

    private List<Expression> filters(Node.Member member) {
        List<Expression> conditions = new ArrayList<>();
        for (Node node : values.filledArray(member.value(), "filters")) {
            conditions.add(read(node).orElseGet(() -> new Expression.Literal(Value.TRUE)));
        }
        return conditions;
    }

    private Expression field(Node.Member member) {
        FieldPath path = member.name().isEmpty() ? ELEMENT : values.path(member.name(), member);
        Expression field = new Expression.Field(path);
        if (member.value() instanceof Node.Members operators && isOperators(operators)) {
            return operators(field, path, operators);
        }
        return equal(field, member.value());
    }

    private boolean isOperators(Node.Members members) {
        if (members.list().isEmpty() || Values.isWrapper(members)) {
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

    private Expression operators(Expression field, FieldPath path, Node.Members operators) {
        List<Expression> conditions = new ArrayList<>();
        for (Node.Member member : operators.list()) {
            if (member.name().equals("$options")) {
                if (operators.find("$regex").isEmpty()) {
                    throw text.syntax("$options stands without $regex", member, "add \"$regex\": \"pattern\"");
                }
            } else {
                conditions.add(operator(field, path, member, operators));
            }
        }
        return Expressions.and(conditions);
    }

    private Expression operator(Expression field, FieldPath path, Node.Member member, Node.Members all) {
        Node value = member.value();
        if (COMPARISONS.containsKey(member.name())) {
            return new Comparison(COMPARISONS.get(member.name()), field, values.value(value));
        }
        if (TEXTS.containsKey(member.name())) {
            return new Expression.TextMatch(TEXTS.get(member.name()), field, values.value(value));
        }
        return switch (member.name()) {
            case "$eq" -> equal(field, value);
            case "$ne" -> {
                Expression operand = values.value(value);
                yield isNull(operand)
                        ? new Expression.Not(new Expression.IsNull(field))
                        : new Comparison(ComparisonOperator.NOT_EQUAL, field, operand);
            }
            case "$in" -> in(field, member);
            case "$nin" -> new Expression.Not(in(field, member));
            case "$not" -> not(field, path, member);
            case "$exists" -> exists(field, member);
            case "$type" -> type(field, path, member);
            case "$regex" -> regex(field, value, all);
            case "$mod" -> mod(field, member);
            case "$all" -> all(field, member);
            case "$size" ->
                new Comparison(
                        ComparisonOperator.EQUAL,
                        new Expression.Call("ARRAY_LENGTH", List.of(field)),
                        values.count(value, "$size"));
            case "$between" -> between(field, member);
            case "$elemMatch" -> elemMatch(path, member);
            default -> throw unknown(member, FIELD_OPERATORS, "a condition on \"" + path + "\"");
        };
    }

    private static boolean isNull(Expression operand) {
        return operand instanceof Expression.Literal(Value.Null _);
    }

    private Expression equal(Expression field, Node value) {
        Expression operand = values.value(value);
        return isNull(operand)
                ? new Expression.IsNull(field)
                : new Comparison(ComparisonOperator.EQUAL, field, operand);
    }

    /** A null among the candidates also fits a missing field, which SQL's IN cannot say: it becomes IS NULL. */
    private Expression in(Expression field, Node.Member member) {
        List<Expression> candidates = new ArrayList<>();
        boolean nullToo = false;
        for (Node candidate : values.filledArray(member.value(), "the candidates of " + member.name())) {
            Expression operand = values.value(candidate);
            if (isNull(operand)) {
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
        return Expressions.or(conditions);
    }

    private Expression not(Expression field, FieldPath path, Node.Member member) {
        if (member.value() instanceof Node.Members operators && isOperators(operators)) {
            return new Expression.Not(operators(field, path, operators));
        }
        throw text.syntax("$not wants an object of operators", member.value(), "write {\"$not\": {\"$gt\": 5}}");
    }

    private Expression exists(Expression field, Node.Member member) {
        boolean wanted = switch (member.value()) {
            case Node.Scalar(Value.Bool(boolean flag), int _, int _) -> flag;
            case Node.Scalar(Value.Int64(long number), int _, int _) -> number != 0;
            default -> throw text.syntax("$exists is true or false", member.value(), "write true or false");
        };
        Expression missing = new Expression.IsMissing(field);
        return wanted ? new Expression.Not(missing) : missing;
    }

    private Expression type(Expression field, FieldPath path, Node.Member member) {
        Function<Expression, Expression> test;
        if (member.value() instanceof Node.Items) {
            List<Expression> types = new ArrayList<>();
            for (Node type : values.filledArray(member.value(), "the types of $type")) {
                types.add(typeName(type));
            }
            test = operand -> new Expression.In(typeOf(operand), types);
        } else {
            Expression type = typeName(member.value());
            test = operand -> new Comparison(ComparisonOperator.EQUAL, typeOf(operand), type);
        }
        if (path.equals(ELEMENT)) {
            return test.apply(field);
        }
        return Expressions.or(
                List.of(test.apply(field), new Expression.AnyElement(path, test.apply(new Expression.Field(ELEMENT)))));
    }

    private static Expression typeOf(Expression operand) {
        return new Expression.Call("TYPE", List.of(operand));
    }

    /** The kinds of which a condition asks one for an operand, as {@code $type} writes them. */
    static Optional<Expression> types(Expression operand, Expression condition) {
        Expression asked = typeOf(operand);
        if (condition instanceof Comparison(var operator, Expression left, Expression right)
                && operator == ComparisonOperator.EQUAL
                && left.equals(asked)
                && isTypeName(right)) {
            return Optional.of(right);
        }
        if (condition instanceof Expression.In(Expression left, List<Expression> candidates)
                && left.equals(asked)
                && candidates.stream().allMatch(FilterReader::isTypeName)) {
            return Optional.of(Expressions.array(candidates));
        }
        return Optional.empty();
    }

    static boolean isTypeName(Expression expression) {
        return expression instanceof Expression.Literal(Value.Text(String name))
                && (name.equals("null") || TypeNames.all().contains(name));
    }

    private Expression typeName(Node node) {
        String written = values.string(node, "a type's name");
        Optional<String> name = Optional.ofNullable(MONGO_TYPES.get(written))
                .or(() -> TypeNames.canonical(written))
                .or(() -> written.equals("null") ? Optional.of("null") : Optional.empty());
        return new Expression.Literal(Value.of(name.orElseThrow(() -> text.syntax(
                "there is no type \"" + written + "\"",
                node,
                Optional.ofNullable(Suggestions.didYouMean(written, TypeNames.all()))
                        .orElse("types are " + String.join(", ", TypeNames.all()))))));
    }

    private Expression regex(Expression field, Node pattern, Node.Members all) {
        Optional<Node.Member> options = all.find("$options");
        if (options.isEmpty()) {
            return new Expression.TextMatch(TextOperator.MATCHES, field, values.value(pattern));
        }
        String flags = values.string(options.get().value(), "the options of $regex");
        if (!flags.chars().allMatch(flag -> "ims".indexOf(flag) >= 0)) {
            throw text.syntax(
                    "\"" + flags + "\" are not options of $regex",
                    options.get().value(),
                    "options are i (any case), m (lines) and s (a dot fits line ends)");
        }
        String source = values.string(pattern, "the pattern of $regex");
        String whole = flags.isEmpty() ? source : "(?" + flags + ")" + source;
        return new Expression.TextMatch(TextOperator.MATCHES, field, new Expression.Literal(Value.of(whole)));
    }

    private Expression mod(Expression field, Node.Member member) {
        List<Expression> parts = values.array(member.value(), "divisor and remainder").stream()
                .map(values::value)
                .toList();
        if (parts.size() != 2) {
            throw text.syntax("$mod wants a divisor and a remainder", member.value(), "write {\"$mod\": [4, 0]}");
        }
        return new Comparison(
                ComparisonOperator.EQUAL,
                new Expression.Arithmetic(ArithmeticOperator.REMAINDER, field, parts.getFirst()),
                parts.getLast());
    }

    private Expression all(Expression field, Node.Member member) {
        List<Expression> conditions = new ArrayList<>();
        for (Node element : values.filledArray(member.value(), "the values of $all")) {
            conditions.add(equal(field, element));
        }
        return Expressions.and(conditions);
    }

    private Expression between(Expression field, Node.Member member) {
        List<Expression> ends = values.array(member.value(), "the two ends of $between").stream()
                .map(values::value)
                .toList();
        if (ends.size() != 2) {
            throw text.syntax("$between wants two ends", member.value(), "write {\"$between\": [1, 10]}");
        }
        return new Expression.Between(field, ends.getFirst(), ends.getLast());
    }

    private Expression elemMatch(FieldPath path, Node.Member member) {
        Node.Members condition = values.object(member.value(), "the condition of $elemMatch");
        if (condition.list().isEmpty()) {
            throw text.syntax("$elemMatch wants a condition", condition, "write {\"$elemMatch\": {\"$gt\": 5}}");
        }
        Node.Member first = condition.list().getFirst();
        boolean onElement = first.isOperator() && !TOP_OPERATORS.contains(first.name());
        Expression inner = onElement
                ? operators(new Expression.Field(ELEMENT), ELEMENT, condition)
                : read(condition).orElseThrow();
        return new Expression.AnyElement(path, inner);
    }

    private io.lumadb.query.language.QueryError unknown(Node.Member member, List<String> known, String where) {
        return text.syntax(
                "unknown operator " + member.name() + " in " + where,
                member,
                Optional.ofNullable(Suggestions.didYouMean(member.name(), known))
                        .orElse("operators here are " + String.join(", ", known)));
    }
}
