package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the expression operators that name values: {@code $let}, {@code $map}, {@code $filter} and {@code $reduce}. */
final class BindingReader {

    /** Names that begin with a capital letter belong to the system. */
    private static final Pattern NAME = Pattern.compile("[\\p{Ll}\\P{ASCII}][\\p{Alnum}_\\P{ASCII}]*");

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    BindingReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    Expression read(Node.Member member) {
        return switch (member.name()) {
            case "$let" -> let(keys(member, "vars", "in"));
            case "$map" -> {
                Keys keys = keys(member, "input", "as", "in");
                String name = variable(keys);
                yield new Expression.MapArray(read(keys.require("input")), name, within(List.of(name), keys, "in"));
            }
            case "$filter" -> {
                Keys keys = keys(member, "input", "as", "cond", "limit");
                String name = variable(keys);
                yield new Expression.FilterArray(
                        read(keys.require("input")),
                        name,
                        within(List.of(name), keys, "cond"),
                        keys.find("limit").map(this::read));
            }
            case "$reduce" -> {
                Keys keys = keys(member, "input", "initialValue", "in");
                yield new Expression.ReduceArray(
                        read(keys.require("input")),
                        read(keys.require("initialValue")),
                        within(List.of("value", "this"), keys, "in"));
            }
            default -> throw new IllegalArgumentException(member.name());
        };
    }

    private Keys keys(Node.Member member, String... known) {
        return new Keys(text, values.object(member.value(), member.name()), member.name(), List.of(known));
    }

    private Expression read(Node node) {
        return new OperatorReader(reading).read(node);
    }

    private Expression within(List<String> variables, Keys keys, String key) {
        return new OperatorReader(reading.with(variables)).read(keys.require(key));
    }

    private String variable(Keys keys) {
        Optional<Node> as = keys.find("as");
        return as.map(node -> name(values.string(node, "the name of the element"), node))
                .orElse("this");
    }

    String name(String name, Node node) {
        if (!NAME.matcher(name).matches()) {
            throw text.syntax(
                    "\"" + name + "\" cannot be the name of a variable",
                    node,
                    "names begin with a small letter and go on with letters, digits and _");
        }
        return name;
    }

    /** Without variables the body stands for itself. */
    private Expression let(Keys keys) {
        List<Map.Entry<String, Expression>> variables = variables(keys.require("vars"));
        List<String> names = variables.stream().map(Map.Entry::getKey).toList();
        Expression body = within(names, keys, "in");
        return variables.isEmpty() ? body : new Expression.Let(variables, body);
    }

    /** Names and what they stand for, read where they are not known yet. */
    List<Map.Entry<String, Expression>> variables(Node node) {
        List<Map.Entry<String, Expression>> variables = new ArrayList<>();
        for (Node.Member member :
                values.object(node, "variables and their values").list()) {
            Node at = new Node.Scalar(Value.of(member.name()), member.start(), member.nameEnd());
            variables.add(Map.entry(name(member.name(), at), read(member.value())));
        }
        return variables;
    }
}
