package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.DateParts;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads the expression operators that have a form of their own: conditions, choices, variables, conversions. */
final class SpecialOperatorReader {

    static final List<String> NAMES = List.of(
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
            "$meta",
            "$let",
            "$map",
            "$filter",
            "$reduce",
            "$dateTrunc",
            "$regexMatch",
            "$getField",
            "$call",
            "$elemMatch");

    private final Reading reading;
    private final JsonText text;
    private final Values values;
    private final OperatorReader operators;

    SpecialOperatorReader(Reading reading, OperatorReader operators) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
        this.operators = operators;
    }

    /** The expression; none for an operator that is a plain function of its arguments. */
    Optional<Expression> read(Node.Member member) {
        return switch (member.name()) {
            case "$and" -> Optional.of(combined(member, Expressions::and, Value.TRUE));
            case "$or" -> Optional.of(combined(member, Expressions::or, Value.FALSE));
            case "$not" -> Optional.of(new Expression.Not(only(member)));
            case "$in" -> in(member);
            case "$between" -> {
                List<Expression> parts = operators.arguments(member, 3);
                yield Optional.of(new Expression.Between(parts.get(0), parts.get(1), parts.get(2)));
            }
            case "$isNull" -> Optional.of(new Expression.IsNull(only(member)));
            case "$isMissing" -> Optional.of(new Expression.IsMissing(only(member)));
            case "$negate" -> Optional.of(new Expression.Negate(only(member)));
            case "$literal" -> Optional.of(values.value(member.value()));
            case "$meta" -> Optional.of(new VectorSearchReader(reading).score(member));
            case "$cond" -> Optional.of(condition(member));
            case "$switch" -> Optional.of(choice(member));
            case "$convert" -> convert(member);
            case "$let", "$map", "$filter", "$reduce" -> Optional.of(new BindingReader(reading).read(member));
            case "$dateTrunc" -> truncated(member);
            case "$regexMatch" -> matches(member);
            case "$getField" -> field(member);
            case "$call" -> Optional.of(call(member));
            case "$elemMatch" -> Optional.of(anyElement(member));
            default -> DateParts.has(member.name()) ? Optional.of(datePart(member)) : Optional.empty();
        };
    }

    private Expression only(Node.Member member) {
        return operators.arguments(member, 1).getFirst();
    }

    /** Of no condition the neutral value; one condition is combined with it, so that the result is a boolean. */
    private Expression combined(Node.Member member, Function<List<Expression>, Expression> combination, Value neutral) {
        List<Expression> operands = operators.arguments(member);
        return switch (operands.size()) {
            case 0 -> new Expression.Literal(neutral);
            case 1 -> combination.apply(List.of(operands.getFirst(), new Expression.Literal(neutral)));
            default -> combination.apply(operands);
        };
    }

    /** Candidates that are listed are an IN; an array that is computed is searched by a function. */
    private Optional<Expression> in(Node.Member member) {
        List<Node> parts = values.array(member.value(), "a value and an array");
        boolean listed = parts.size() == 2
                && parts.getLast() instanceof Node.Items(List<Node> candidates, int _, int _)
                && !candidates.isEmpty();
        if (!listed) {
            return Optional.empty();
        }
        List<Expression> candidates = ((Node.Items) parts.getLast())
                .elements().stream().map(operators::read).toList();
        return Optional.of(new Expression.In(operators.read(parts.getFirst()), candidates));
    }

    private Expression condition(Node.Member member) {
        if (member.value() instanceof Node.Members parts) {
            Keys keys = new Keys(text, parts, "$cond", List.of("if", "then", "else"));
            return choice(
                    Optional.empty(),
                    List.of(new Expression.When(
                            operators.read(keys.require("if")), operators.read(keys.require("then")))),
                    Optional.of(operators.read(keys.require("else"))));
        }
        List<Expression> parts = operators.arguments(member, 3);
        return choice(
                Optional.empty(), List.of(new Expression.When(parts.get(0), parts.get(1))), Optional.of(parts.get(2)));
    }

    private Expression choice(Node.Member member) {
        Keys keys = new Keys(
                text, values.object(member.value(), "$switch"), "$switch", List.of("on", "branches", "default"));
        List<Expression.When> branches = new ArrayList<>();
        for (Node node : values.filledArray(keys.require("branches"), "branches")) {
            Keys branch = new Keys(text, values.object(node, "a branch"), "a branch", List.of("case", "then"));
            branches.add(new Expression.When(
                    operators.read(branch.require("case")), operators.read(branch.require("then"))));
        }
        return choice(
                keys.find("on").map(operators::read),
                branches,
                keys.find("default").map(operators::read));
    }

    private static Expression choice(
            Optional<Expression> operand, List<Expression.When> branches, Optional<Expression> otherwise) {
        return new Expression.Case(operand, branches, otherwise);
    }

    /** A conversion that gives null for what cannot be converted is a CAST; all others are the function. */
    private Optional<Expression> convert(Node.Member member) {
        Keys keys = new Keys(
                text,
                values.object(member.value(), "$convert"),
                "$convert",
                List.of("input", "to", "onError", "onNull"));
        Node to = keys.require("to");
        boolean computed = to instanceof Node.Members
                || to instanceof Node.Scalar(Value.Text(String name), int _, int _) && name.startsWith("$")
                || to instanceof Node.Scalar(Value.Int64 _, int _, int _);
        boolean cast = !computed
                && keys.find("onNull").isEmpty()
                && keys.find("onError").filter(SpecialOperatorReader::isNull).isPresent();
        if (!computed) {
            String type = new TypeReader(reading).name(to);
            if (cast) {
                return Optional.of(new Expression.Cast(operators.read(keys.require("input")), type));
            }
        }
        return Optional.empty();
    }

    private static boolean isNull(Node node) {
        return node instanceof Node.Scalar(Value.Null _, int _, int _);
    }

    /** Whole units are what LQL's DATE_TRUNC gives, weeks from Monday on. */
    private Optional<Expression> truncated(Node.Member member) {
        if (!(member.value() instanceof Node.Members parts)
                || !parts.list().stream()
                        .allMatch(part -> List.of("date", "unit", "startOfWeek").contains(part.name()))) {
            return Optional.empty();
        }
        Optional<Node> date = parts.find("date").map(Node.Member::value);
        Optional<String> unit = parts.find("unit").flatMap(SpecialOperatorReader::word);
        Optional<String> start = parts.find("startOfWeek").flatMap(SpecialOperatorReader::word);
        boolean same = unit.isPresent()
                && (unit.get().equals("week")
                        ? start.equals(Optional.of("monday"))
                        : parts.find("startOfWeek").isEmpty());
        return same
                ? date.map(operators::read)
                        .map(moment -> new Expression.Call(
                                "DATE_TRUNC", List.of(new Expression.Literal(Value.of(unit.get())), moment)))
                : Optional.empty();
    }

    private static Optional<String> word(Node.Member member) {
        return member.value() instanceof Node.Scalar(Value.Text(String word), int _, int _) && !word.startsWith("$")
                ? Optional.of(word)
                : Optional.empty();
    }

    /** Options that are written out go into the pattern; then it is what LQL's MATCHES tests. */
    private Optional<Expression> matches(Node.Member member) {
        Keys keys = new Keys(
                text,
                values.object(member.value(), "$regexMatch"),
                "$regexMatch",
                List.of("input", "regex", "options"));
        Expression pattern = operators.read(keys.require("regex"));
        Optional<Node> options = keys.find("options");
        if (options.isPresent()) {
            if (!(pattern instanceof Expression.Literal(Value.Text(String source)))
                    || !(options.get() instanceof Node.Scalar(Value.Text(String flags), int _, int _))
                    || flags.startsWith("$")) {
                return Optional.empty();
            }
            String checked = new FieldOperatorReader(reading).flags(options.get());
            pattern = new Expression.Literal(Value.of(FieldOperatorReader.withFlags(source, checked)));
        }
        return Optional.of(new Expression.TextMatch(
                Expression.TextOperator.MATCHES, operators.read(keys.require("input")), pattern));
    }

    /** {@code {"$getField": "name"}} is short for that field of the whole document. */
    private Optional<Expression> field(Node.Member member) {
        boolean brief = !(member.value() instanceof Node.Members members)
                || members.list().stream().anyMatch(Node.Member::isOperator);
        return brief
                ? Optional.of(new Expression.Call("$getField", List.of(operators.read(member.value()))))
                : Optional.empty();
    }

    /** {@code {"$call": ["LPAD", …]}} is LumaDB's own: a function by LQL's name. */
    private Expression call(Node.Member member) {
        List<Node> parts = values.filledArray(member.value(), "a function's name and arguments");
        String name = values.string(parts.getFirst(), "a function's name").toUpperCase(Locale.ROOT);
        return new Expression.Call(
                name,
                parts.subList(1, parts.size()).stream().map(operators::read).toList());
    }

    private Expression anyElement(Node.Member member) {
        List<Node> parts = values.array(member.value(), "a path and a condition");
        if (parts.size() != 2) {
            throw text.syntax("$elemMatch takes a path and a condition here", member, null);
        }
        return new Expression.AnyElement(
                values.path(parts.getFirst(), "a path"),
                new OperatorReader(reading.onElements()).read(parts.getLast()));
    }

    /** In UTC it is what LQL's EXTRACT gives; with a time zone it is the function of both. */
    private Expression datePart(Node.Member member) {
        List<Expression> arguments;
        if (member.value() instanceof Node.Members parts && parts.find("date").isPresent()) {
            Keys keys = new Keys(text, parts, member.name(), List.of("date", "timezone"));
            arguments = new ArrayList<>(List.of(operators.read(keys.require("date"))));
            keys.find("timezone").map(operators::read).ifPresent(arguments::add);
        } else {
            arguments = operators.arguments(member, 1);
        }
        Optional<String> part = DateParts.extracted(member.name()).filter(_ -> arguments.size() == 1);
        return part.isPresent()
                ? new Expression.Call(
                        "EXTRACT", List.of(new Expression.Literal(Value.of(part.get())), arguments.getFirst()))
                : new Expression.Call(member.name(), arguments);
    }
}
