package io.lumadb.query.jql.text;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.Excerpt;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.PositionalSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads values, paths and numbers out of nodes. One object serves one text. */
public final class Values {

    /** What stands for a parameter: {@code {"$param": "name"}}, LumaDB's own addition. */
    public static final String PARAMETER = "$param";

    private static final Set<String> WRAPPERS = Set.of(
            "$numberLong",
            "$numberInt",
            "$numberDouble",
            "$numberDecimal",
            "$date",
            "$oid",
            "$binary",
            "$vector",
            PARAMETER);

    private final String source;
    private final JsonText text;

    public Values(String source, JsonText text) {
        this.source = source;
        this.text = text;
    }

    /** Whether an object stands for one value, as {@code {"$date": …}} does. */
    public static boolean isWrapper(Node.Members members) {
        return members.list().size() == 1
                && WRAPPERS.contains(members.list().getFirst().name());
    }

    /** A value as it stands: a literal, unless there are parameters in it. */
    public Expression value(Node node) {
        return switch (node) {
            case Node.Scalar(Value value, int _, int _) -> new Expression.Literal(value);
            case Node.Items(List<Node> elements, int _, int _) ->
                Expressions.array(elements.stream().map(this::value).toList());
            case Node.Members members when isWrapper(members) -> wrapped(members);
            case Node.Members members -> {
                List<Map.Entry<String, Expression>> fields = new ArrayList<>();
                for (Node.Member member : members.list()) {
                    fields.add(Map.entry(member.name(), value(member.value())));
                }
                yield Expressions.object(fields);
            }
        };
    }

    public Expression wrapped(Node.Members members) {
        Node.Member only = members.list().getFirst();
        if (only.name().equals(PARAMETER)) {
            return new Expression.Parameter(string(only.value(), "the name of a parameter"));
        }
        try {
            return new Expression.Literal(Json.parse(source.substring(members.start(), members.end())));
        } catch (LumaException e) {
            throw new QueryError(
                    e.code(), e.detail(), text.position(members), e.hint().orElse(null));
        }
    }

    public String string(Node node, String what) {
        if (node instanceof Node.Scalar(Value.Text(String content), int _, int _)) {
            return content;
        }
        throw text.syntax("expected " + what + " as a string, found " + node.kind(), node, null);
    }

    public boolean flag(Node node, String key) {
        if (node instanceof Node.Scalar(Value.Bool(boolean flag), int _, int _)) {
            return flag;
        }
        throw text.syntax("\"" + key + "\" is true or false, not " + node.kind(), node, "write true or false");
    }

    public Node.Members object(Node node, String what) {
        if (node instanceof Node.Members members) {
            return members;
        }
        throw text.syntax("expected " + what + " as an object, found " + node.kind(), node, "write {…}");
    }

    public List<Node> array(Node node, String what) {
        if (node instanceof Node.Items(List<Node> elements, int _, int _)) {
            return elements;
        }
        throw text.syntax("expected " + what + " as an array, found " + node.kind(), node, "write […]");
    }

    public List<Node> filledArray(Node node, String what) {
        List<Node> elements = array(node, what);
        if (elements.isEmpty()) {
            throw text.syntax("expected " + what + ", found an empty array", node, null);
        }
        return elements;
    }

    /** A whole number from 0, or a parameter. */
    public Expression count(Node node, String key) {
        if (value(node) instanceof Expression.Parameter parameter) {
            return parameter;
        }
        if (node instanceof Node.Scalar(Value.Int64 number, int _, int _) && number.value() >= 0) {
            return new Expression.Literal(number);
        }
        throw text.syntax(
                "\"" + key + "\" is a whole number from 0, not " + source.substring(node.start(), node.end()),
                node,
                null);
    }

    /** A whole number, or a parameter. */
    public Expression integer(Node node, String key) {
        if (value(node) instanceof Expression.Parameter parameter) {
            return parameter;
        }
        if (node instanceof Node.Scalar(Value.Int64 number, int _, int _)) {
            return new Expression.Literal(number);
        }
        throw text.syntax(
                "\"" + key + "\" is a whole number, not " + source.substring(node.start(), node.end()), node, null);
    }

    /** {@code a.b[0].c}; a step of digits between dots is left as a name. Positional operators are left to whoever takes paths of updates. */
    public FieldPath path(String written, Node.Member member) {
        return path(written, () -> text.position(member), false);
    }

    public FieldPath path(Node node, String what) {
        return path(string(node, what), () -> text.position(node), false);
    }

    /** A path on which no positional operator stands. */
    public FieldPath fixedPath(String written, Node.Member member) {
        return path(written, () -> text.position(member), true);
    }

    /** As {@link #fixedPath(String, Node.Member)}: of a text that is part of a node's. */
    public FieldPath fixedPath(String written, Node node) {
        return path(written, () -> text.position(node), true);
    }

    /** As {@link #fixedPath(String, Node.Member)}. */
    public FieldPath fixedPath(Node node, String what) {
        return path(string(node, what), () -> text.position(node), true);
    }

    /** {@code position}: asked only for an error, since it is counted from the start of the text. */
    private static FieldPath path(String written, Supplier<TextPosition> position, boolean fixed) {
        FieldPath path;
        try {
            path = FieldPath.parse(written);
        } catch (IllegalArgumentException e) {
            throw QueryError.syntax(
                    "\"" + Excerpt.of(written) + "\" is not a path: " + e.getMessage(),
                    position.get(),
                    "write names with dots between them");
        }
        for (FieldPath.Segment segment : path.segments()) {
            boolean operator = segment instanceof FieldPath.Field(String name) && name.startsWith("$");
            if (operator && (fixed || !PositionalSteps.isStep(segment))) {
                throw QueryError.syntax(
                        "\"" + Excerpt.of(written) + "\" is not a path: a name in it begins with $",
                        position.get(),
                        PositionalSteps.isStep(segment)
                                ? "positional operators belong to updates"
                                : written.startsWith("$")
                                        ? "write \"" + Excerpt.of(written.substring(1)) + "\""
                                        : "names stand here without $");
            }
        }
        return path;
    }
}
