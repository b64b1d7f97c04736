package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.DateParts;
import io.lumadb.query.jql.vocabulary.ExpressionOperators;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads expressions, which stand in {@code $project}, {@code $group} and {@code $expr}: {@code "$path"} is a field, an object
 * with one {@code $key} an operator, and everything else a literal. {@link SpecialOperatorReader} reads the operators that are
 * more than an operation on values.
 */
final class OperatorReader {

    /** Each operand is a level of the expression, as in LQL. */
    private static final int MOST_OPERANDS = 1_000;

    /** What people look for by other names, and what says it. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "$length", "$strLenCP counts the characters of a text, $size the elements of an array",
            "$count", "$size counts the elements of an array; documents are counted in $group",
            "$substring", "did you mean $substrCP?",
            "$upper", "did you mean $toUpper?",
            "$lower", "did you mean $toLower?",
            "$power", "did you mean $pow?",
            "$bitAnd", "write {\"$lql\": \"BIT_AND(a, b)\"}",
            "$bitOr", "write {\"$lql\": \"BIT_OR(a, b)\"}",
            "$bitXor", "write {\"$lql\": \"BIT_XOR(a, b)\"}",
            "$bitNot", "write {\"$lql\": \"BIT_NOT(a)\"}");

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    OperatorReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
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
        if (written.startsWith("$$")) {
            return variable(written.substring(2), node);
        }
        return written.equals("$")
                ? new Expression.Field(Expressions.ELEMENT)
                : new Expression.Field(path(written.substring(1), node));
    }

    private Expression variable(String written, Node node) {
        int dot = written.indexOf('.');
        String name = dot < 0 ? written : written.substring(0, dot);
        Optional<FieldPath> rest = dot < 0 ? Optional.empty() : Optional.of(path(written.substring(dot + 1), node));
        return switch (name) {
            case "NOW" -> {
                if (rest.isPresent()) {
                    throw text.syntax("a moment has no fields, as $$" + written + " would have", node, null);
                }
                yield new Expression.Call("NOW", List.of());
            }
            case "ROOT", "CURRENT" ->
                rest.<Expression>map(Expression.Field::new).orElse(new Expression.Variable("ROOT", Optional.empty()));
            case "REMOVE" -> new Expression.Variable(name, Optional.empty());
            default -> reading.variable(name, rest).orElseThrow(() -> unknownVariable(name, node));
        };
    }

    private QueryError unknownVariable(String name, Node node) {
        List<String> known = new ArrayList<>(List.of("NOW", "ROOT", "REMOVE"));
        known.addAll(reading.names());
        return text.syntax(
                "there is no variable $$" + name,
                node,
                Suggestions.nearest(name, known)
                        .map(nearest -> "did you mean $$" + nearest + "?")
                        .orElse("variables here are $$" + String.join(", $$", known)));
    }

    private FieldPath path(String written, Node node) {
        return reading.values().fixedPath(written, node);
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
        ArithmeticOperator arithmetic = Operators.ARITHMETIC.get(name);
        if (arithmetic != null) {
            return arithmetic(arithmetic, member);
        }
        ComparisonOperator comparison = Operators.COMPARISONS.get(name);
        if (comparison != null) {
            List<Expression> sides = arguments(member, 2);
            return new Expression.Comparison(comparison, sides.getFirst(), sides.getLast());
        }
        TextOperator textTest = Operators.TEXTS.get(name);
        if (textTest != null) {
            List<Expression> sides = arguments(member, 2);
            return new Expression.TextMatch(textTest, sides.getFirst(), sides.getLast());
        }
        return new SpecialOperatorReader(reading, this)
                .read(member)
                .or(() -> ExpressionOperators.named(name).map(operator -> call(operator, member)))
                .orElseThrow(() -> unknown(member));
    }

    private QueryError unknown(Node.Member member) {
        List<String> known = new ArrayList<>(SpecialOperatorReader.NAMES);
        known.addAll(Operators.ARITHMETIC.keySet());
        known.addAll(Operators.COMPARISONS.keySet());
        known.addAll(Operators.TEXTS.keySet());
        known.addAll(ExpressionOperators.names());
        known.addAll(DateParts.operators());
        String hint = Optional.ofNullable(Suggestions.didYouMean(member.name(), known))
                .or(() -> Suggestions.nearest(member.name(), ELSEWHERE.keySet()).map(ELSEWHERE::get))
                .or(() ->
                        Suggestions.closest(member.name(), known).map(nearest -> "the nearest known one is " + nearest))
                .orElse(null);
        return text.syntax("unknown expression operator " + member.name(), member, hint);
    }

    private Expression call(ExpressionOperators.Operator operator, Node.Member member) {
        return new Expression.Call(
                operator.function(),
                switch (operator.arguments()) {
                    case ExpressionOperators.Arguments.Listed(int least, int most) -> listed(member, least, most);
                    case ExpressionOperators.Arguments.Named named -> named(member, named);
                });
    }

    private List<Expression> listed(Node.Member member, int least, int most) {
        boolean none = most == 0
                && member.value() instanceof Node.Members members
                && members.list().isEmpty();
        List<Expression> arguments = none ? List.of() : arguments(member);
        if (arguments.size() < least || arguments.size() > most) {
            throw wrongCount(member, least, most, arguments.size());
        }
        return arguments;
    }

    private QueryError wrongCount(Node.Member member, int least, int most, int given) {
        String wanted = least == most
                ? String.valueOf(least)
                : most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
        return text.syntax(
                member.name() + " takes " + wanted + (wanted.equals("1") ? " argument" : " arguments") + ", not "
                        + given,
                member,
                null);
    }

    /** Arguments that are left out are missing values; behind the last one given there is nothing. */
    private List<Expression> named(Node.Member member, ExpressionOperators.Arguments.Named named) {
        Keys keys = keys(member, named);
        List<Expression> arguments = new ArrayList<>();
        for (String name : named.all()) {
            arguments.add(
                    named.required().contains(name)
                            ? argument(name, keys.require(name))
                            : keys.find(name)
                                    .map(node -> argument(name, node))
                                    .orElse(new Expression.Literal(Value.MISSING)));
        }
        while (arguments.getLast().equals(new Expression.Literal(Value.MISSING))) {
            arguments.removeLast();
        }
        return arguments;
    }

    private Keys keys(Node.Member member, ExpressionOperators.Arguments.Named named) {
        return new Keys(
                text, values.object(member.value(), "the parts of " + member.name()), member.name(), named.all());
    }

    /** An order names fields, it is not computed. */
    private Expression argument(String name, Node node) {
        if (name.equals("sortBy")) {
            return values.value(node);
        }
        if (name.equals("inputs") && node instanceof Node.Items(List<Node> arrays, int _, int _)) {
            return new Expression.ArrayLiteral(arrays.stream().map(this::read).toList());
        }
        return read(node);
    }

    List<Expression> arguments(Node.Member member) {
        if (member.value() instanceof Node.Items(List<Node> elements, int _, int _)) {
            return elements.stream().map(this::read).toList();
        }
        return List.of(read(member.value()));
    }

    List<Expression> arguments(Node.Member member, int wanted) {
        List<Expression> arguments = arguments(member);
        if (arguments.size() != wanted) {
            throw wrongCount(member, wanted, wanted, arguments.size());
        }
        return arguments;
    }

    /** Sums, products and texts of any number of operands are put together from the left. */
    private Expression arithmetic(ArithmeticOperator operator, Node.Member member) {
        boolean chain = switch (operator) {
            case ADD, MULTIPLY, CONCATENATE -> true;
            case SUBTRACT, DIVIDE, REMAINDER -> false;
        };
        List<Expression> operands = chain ? arguments(member) : arguments(member, 2);
        if (operands.isEmpty()) {
            throw wrongCount(member, 1, Integer.MAX_VALUE, 0);
        }
        if (operands.size() > MOST_OPERANDS) {
            throw new QueryError(
                    ErrorCode.TOO_LARGE,
                    member.name() + " of " + operands.size() + " operands, the most are " + MOST_OPERANDS,
                    text.position(member),
                    "reduce an array instead: {\"$reduce\": {…}}");
        }
        Expression left = operands.getFirst();
        for (Expression right : operands.subList(1, operands.size())) {
            left = new Expression.Arithmetic(operator, left, right);
        }
        return left;
    }
}
