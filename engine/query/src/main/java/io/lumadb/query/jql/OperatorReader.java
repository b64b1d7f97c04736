package io.lumadb.query.jql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.language.TypeNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads expressions, which stand in {@code $project}, {@code $group} and {@code $expr}: {@code "$path"} is a field, an object
 * with one {@code $key} an operator, and everything else a literal.
 */
final class OperatorReader {

    static final Map<String, ArithmeticOperator> ARITHMETIC = Map.of(
            "$add", ArithmeticOperator.ADD,
            "$subtract", ArithmeticOperator.SUBTRACT,
            "$multiply", ArithmeticOperator.MULTIPLY,
            "$divide", ArithmeticOperator.DIVIDE,
            "$mod", ArithmeticOperator.REMAINDER,
            "$concat", ArithmeticOperator.CONCATENATE);

    static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "$eq", ComparisonOperator.EQUAL,
            "$ne", ComparisonOperator.NOT_EQUAL,
            "$gt", ComparisonOperator.GREATER,
            "$gte", ComparisonOperator.GREATER_OR_EQUAL,
            "$lt", ComparisonOperator.LESS,
            "$lte", ComparisonOperator.LESS_OR_EQUAL);

    static final Map<String, TextOperator> TEXTS = Map.of(
            "$like", TextOperator.LIKE,
            "$ilike", TextOperator.ILIKE,
            "$contains", TextOperator.CONTAINS,
            "$startsWith", TextOperator.STARTS_WITH,
            "$endsWith", TextOperator.ENDS_WITH,
            "$matches", TextOperator.MATCHES);

    /** Parts of a date, for the operators that take one apart. */
    static final List<String> DATE_PARTS = List.of("year", "month", "hour", "minute", "second", "week");

    private static final List<String> OTHERS = List.of(
            "$and",
            "$or",
            "$not",
            "$in",
            "$between",
            "$isNull",
            "$isMissing",
            "$cond",
            "$switch",
            "$convert",
            "$negate",
            "$literal",
            "$call",
            "$elemMatch");

    private final JsonText text;
    private final Values values;

    OperatorReader(JsonText text, Values values) {
        this.text = text;
        this.values = values;
    }

    Expression read(Node node) {
        return switch (node) {
            case Node.Scalar(Value.Text(String written), int _, int _)
            when written.startsWith("$") -> field(written, node);
            case Node.Scalar _ -> values.value(node);
            case Node.Items(List<Node> elements, int _, int _) ->
                Expressions.array(elements.stream().map(this::read).toList());
            case Node.Members members when Values.isWrapper(members) -> values.wrapped(members);
            case Node.Members members -> object(members);
        };
    }

    private Expression field(String written, Node node) {
        if (written.equals("$$NOW")) {
            return new Expression.Call("NOW", List.of());
        }
        String path = written.substring(written.startsWith("$$ROOT.") ? 7 : 1);
        if (path.startsWith("$")) {
            throw text.syntax("there is no variable " + written, node, "variables are $$NOW and $$ROOT");
        }
        if (path.isEmpty()) {
            return new Expression.Field(FilterReader.ELEMENT);
        }
        try {
            return new Expression.Field(FieldPath.parse(path));
        } catch (IllegalArgumentException e) {
            throw text.syntax("\"" + written + "\" is not a path: " + e.getMessage(), node, null);
        }
    }

    private Expression object(Node.Members members) {
        if (!members.list().isEmpty() && members.list().getFirst().isOperator()) {
            if (members.list().size() > 1) {
                throw text.syntax(
                        "an expression has one operator",
                        members.list().get(1),
                        "wrap an object whose names begin with $ in {\"$literal\": …}");
            }
            return operator(members.list().getFirst());
        }
        List<Map.Entry<String, Expression>> fields = new ArrayList<>();
        for (Node.Member member : members.list()) {
            if (member.isOperator()) {
                throw text.syntax("operators and fields stand side by side in one object", member, null);
            }
            fields.add(Map.entry(member.name(), read(member.value())));
        }
        return Expressions.object(fields);
    }

    private Expression operator(Node.Member member) {
        String name = member.name();
        ArithmeticOperator arithmetic = ARITHMETIC.get(name);
        if (arithmetic != null) {
            return arithmetic(arithmetic, member);
        }
        if (COMPARISONS.containsKey(name)) {
            List<Expression> sides = arguments(member, 2);
            return new Expression.Comparison(COMPARISONS.get(name), sides.getFirst(), sides.getLast());
        }
        if (TEXTS.containsKey(name)) {
            List<Expression> sides = arguments(member, 2);
            return new Expression.TextMatch(TEXTS.get(name), sides.getFirst(), sides.getLast());
        }
        Optional<String> function = Functions.function(name);
        if (function.isPresent()) {
            return new Expression.Call(function.get(), arguments(member));
        }
        if (DATE_PARTS.contains(name.substring(1))) {
            Expression part = new Expression.Literal(Value.of(name.substring(1)));
            return new Expression.Call(
                    "EXTRACT", List.of(part, arguments(member, 1).getFirst()));
        }
        return special(member);
    }

    private Expression special(Node.Member member) {
        return switch (member.name()) {
            case "$and" -> Expressions.and(filled(member));
            case "$or" -> Expressions.or(filled(member));
            case "$not" -> new Expression.Not(arguments(member, 1).getFirst());
            case "$in" -> in(member);
            case "$between" -> {
                List<Expression> parts = arguments(member, 3);
                yield new Expression.Between(parts.get(0), parts.get(1), parts.get(2));
            }
            case "$isNull" -> new Expression.IsNull(arguments(member, 1).getFirst());
            case "$isMissing" -> new Expression.IsMissing(arguments(member, 1).getFirst());
            case "$cond" -> condition(member);
            case "$switch" -> choice(member);
            case "$convert" -> convert(member);
            case "$negate" -> new Expression.Negate(arguments(member, 1).getFirst());
            case "$literal" -> values.value(member.value());
            case "$call" -> call(member);
            case "$elemMatch" -> anyElement(member);
            default -> throw unknown(member);
        };
    }

    private QueryError unknown(Node.Member member) {
        List<String> known = new ArrayList<>(OTHERS);
        known.addAll(ARITHMETIC.keySet());
        known.addAll(COMPARISONS.keySet());
        known.addAll(TEXTS.keySet());
        Functions.operators().forEach(known::add);
        DATE_PARTS.forEach(part -> known.add("$" + part));
        return text.syntax(
                "unknown expression operator " + member.name(), member, Suggestions.didYouMean(member.name(), known));
    }

    private List<Expression> arguments(Node.Member member) {
        if (member.value() instanceof Node.Items(List<Node> elements, int _, int _)) {
            return elements.stream().map(this::read).toList();
        }
        return List.of(read(member.value()));
    }

    private List<Expression> arguments(Node.Member member, int wanted) {
        List<Expression> arguments = arguments(member);
        if (arguments.size() != wanted) {
            throw text.syntax(
                    member.name() + " takes " + wanted + (wanted == 1 ? " argument" : " arguments") + ", not "
                            + arguments.size(),
                    member,
                    null);
        }
        return arguments;
    }

    private List<Expression> filled(Node.Member member) {
        return values.filledArray(member.value(), "the conditions of " + member.name()).stream()
                .map(this::read)
                .toList();
    }

    private Expression arithmetic(ArithmeticOperator operator, Node.Member member) {
        boolean chain = switch (operator) {
            case ADD, MULTIPLY, CONCATENATE -> true;
            case SUBTRACT, DIVIDE, REMAINDER -> false;
        };
        List<Expression> operands = chain ? filled(member) : arguments(member, 2);
        Expression left = operands.getFirst();
        for (Expression right : operands.subList(1, operands.size())) {
            left = new Expression.Arithmetic(operator, left, right);
        }
        return left;
    }

    private Expression in(Node.Member member) {
        List<Node> parts = values.array(member.value(), "a value and its candidates");
        if (parts.size() != 2) {
            throw text.syntax("$in takes a value and an array", member, "write {\"$in\": [\"$a\", [1, 2]]}");
        }
        List<Expression> candidates = values.filledArray(parts.getLast(), "candidates").stream()
                .map(this::read)
                .toList();
        return new Expression.In(read(parts.getFirst()), candidates);
    }

    private Expression condition(Node.Member member) {
        if (member.value() instanceof Node.Members parts) {
            Keys keys = new Keys(text, parts, "$cond", List.of("if", "then", "else"));
            return choice(
                    Optional.empty(),
                    List.of(new Expression.When(read(keys.require("if")), read(keys.require("then")))),
                    Optional.of(read(keys.require("else"))));
        }
        List<Expression> parts = arguments(member, 3);
        return choice(
                Optional.empty(), List.of(new Expression.When(parts.get(0), parts.get(1))), Optional.of(parts.get(2)));
    }

    private Expression choice(Node.Member member) {
        Keys keys = new Keys(
                text, values.object(member.value(), "$switch"), "$switch", List.of("on", "branches", "default"));
        List<Expression.When> branches = new ArrayList<>();
        for (Node node : values.filledArray(keys.require("branches"), "branches")) {
            Keys branch = new Keys(text, values.object(node, "a branch"), "a branch", List.of("case", "then"));
            branches.add(new Expression.When(read(branch.require("case")), read(branch.require("then"))));
        }
        return choice(
                keys.find("on").map(this::read), branches, keys.find("default").map(this::read));
    }

    private static Expression choice(
            Optional<Expression> operand, List<Expression.When> branches, Optional<Expression> otherwise) {
        return new Expression.Case(operand, branches, otherwise);
    }

    private Expression convert(Node.Member member) {
        Keys keys = new Keys(text, values.object(member.value(), "$convert"), "$convert", List.of("input", "to"));
        Node to = keys.require("to");
        String written = values.string(to, "a type's name");
        String type = TypeNames.canonical(written)
                .orElseThrow(() -> text.syntax(
                        "there is no type \"" + written + "\"", to, Suggestions.didYouMean(written, TypeNames.all())));
        return new Expression.Cast(read(keys.require("input")), type);
    }

    private Expression call(Node.Member member) {
        List<Node> parts = values.filledArray(member.value(), "a function's name and arguments");
        String name = values.string(parts.getFirst(), "a function's name").toUpperCase(Locale.ROOT);
        return new Expression.Call(
                name, parts.subList(1, parts.size()).stream().map(this::read).toList());
    }

    private Expression anyElement(Node.Member member) {
        List<Node> parts = values.array(member.value(), "a path and a condition");
        if (parts.size() != 2) {
            throw text.syntax("$elemMatch takes a path and a condition here", member, null);
        }
        return new Expression.AnyElement(values.path(parts.getFirst(), "a path"), read(parts.getLast()));
    }
}
