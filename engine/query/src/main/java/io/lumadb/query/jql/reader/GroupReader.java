package io.lumadb.query.jql.reader;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.GroupKeys;
import io.lumadb.query.jql.vocabulary.PipelineSources;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the stages that group: {@code $group}, {@code $sortByCount}, {@code $bucket} and {@code $count}. A key that is the same
 * for all documents still groups them, so that there is no group over nothing; with {@code {"$always": true}} for a key, LumaDB's
 * own, there is one, and it has no {@code _id}.
 */
final class GroupReader {

    private static final Expression NULL = new Expression.Literal(Value.NULL);
    private static final int LEAST_BOUNDARIES = 2;

    private final Reading reading;
    private final JsonText text;
    private final Values values;
    private final OperatorReader operators;

    GroupReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
        this.operators = new OperatorReader(reading);
    }

    /** {@code order}: in which the documents come. */
    GroupOutput group(Node.Member stage, List<SortKey> order) {
        Node.Members group = values.object(stage.value(), "$group");
        Node.Member id = group.find(Document.ID)
                .orElseThrow(() -> text.syntax(
                        "$group wants an \"_id\", the key to group by",
                        stage,
                        "add \"_id\": \"$field\" or \"_id\": null"));
        Optional<Expression> key = isAlways(id.value()) ? Optional.empty() : Optional.of(operators.read(id.value()));
        Map<String, Expression> fields = new LinkedHashMap<>();
        key.ifPresent(it -> fields.put(Document.ID, GroupKeys.shown(it)));
        put(fields, group, order);
        return new GroupOutput(fields, key.map(GroupKeys::of).orElse(List.of()));
    }

    private boolean isAlways(Node node) {
        return node instanceof Node.Members members
                && members.list().size() == 1
                && members.list().getFirst().name().equals(PipelineSources.ALWAYS)
                && values.flag(members.list().getFirst().value(), PipelineSources.ALWAYS);
    }

    private void put(Map<String, Expression> fields, Node.Members accumulators, List<SortKey> order) {
        AccumulatorReader reader = new AccumulatorReader(reading, order);
        for (Node.Member member : accumulators.list()) {
            if (!member.name().equals(Document.ID)) {
                if (member.isOperator()
                        || member.name().isEmpty()
                        || member.name().indexOf('.') >= 0) {
                    throw text.syntax(
                            "a group's field cannot be called \"" + member.name() + "\"",
                            member,
                            "leave out the dot or $, and move the field by a $project behind the group");
                }
                fields.put(member.name(), reader.read(member));
            }
        }
    }

    /** All documents in one group, of which the number is a field. */
    GroupOutput count(Node.Member stage) {
        String name = values.string(stage.value(), "the name of the count");
        if (name.isEmpty() || name.startsWith("$") || name.indexOf('.') >= 0) {
            throw text.syntax(
                    "\"" + name + "\" cannot be the name of a count", stage.value(), "write a name without $ and .");
        }
        return new GroupOutput(Map.of(name, AccumulatorReader.counting()), List.of(NULL));
    }

    GroupOutput byCount(Node.Member stage) {
        Expression key = operators.read(stage.value());
        Map<String, Expression> fields = new LinkedHashMap<>();
        fields.put(Document.ID, GroupKeys.shown(key));
        fields.put("count", AccumulatorReader.counting());
        return new GroupOutput(fields, GroupKeys.of(key));
    }

    GroupOutput bucket(Node.Member stage, List<SortKey> order) {
        Keys keys = new Keys(
                text,
                values.object(stage.value(), "$bucket"),
                "$bucket",
                List.of("groupBy", "boundaries", "default", "output"));
        Expression key = new Expression.Case(
                Optional.empty(),
                branches(operators.read(keys.require("groupBy")), boundaries(keys.require("boundaries"))),
                keys.find("default").map(this::constant).map(Expression.Literal::new));
        Map<String, Expression> fields = new LinkedHashMap<>();
        fields.put(Document.ID, key);
        keys.find("output")
                .ifPresentOrElse(
                        output -> put(fields, values.object(output, "the fields of a bucket"), order),
                        () -> fields.put("count", AccumulatorReader.counting()));
        return new GroupOutput(fields, List.of(key));
    }

    private static List<Expression.When> branches(Expression value, List<Value> boundaries) {
        List<Expression.When> branches = new ArrayList<>();
        for (int i = 0; i + 1 < boundaries.size(); i++) {
            Expression low = new Expression.Literal(boundaries.get(i));
            Expression high = new Expression.Literal(boundaries.get(i + 1));
            branches.add(new Expression.When(
                    Expressions.and(List.of(
                            new Expression.Comparison(ComparisonOperator.GREATER_OR_EQUAL, value, low),
                            new Expression.Comparison(ComparisonOperator.LESS, value, high))),
                    low));
        }
        return branches;
    }

    private Value constant(Node node) {
        if (operators.read(node) instanceof Expression.Literal(Value value)) {
            return value;
        }
        throw text.syntax("the boundaries and the default of $bucket are values, not computed", node, null);
    }

    private List<Value> boundaries(Node node) {
        List<Node> nodes = values.array(node, "the boundaries");
        if (nodes.size() < LEAST_BOUNDARIES) {
            throw text.syntax("$bucket wants two boundaries or more", node, "write [0, 10, 20]");
        }
        List<Value> boundaries = new ArrayList<>();
        for (Node boundary : nodes) {
            Value value = constant(boundary);
            if (!boundaries.isEmpty()) {
                Value before = boundaries.getLast();
                if (ValueOrder.rank(before) != ValueOrder.rank(value)) {
                    throw text.syntax("the boundaries of $bucket are of one kind", boundary, null);
                }
                if (ValueOrder.INSTANCE.compare(before, value) >= 0) {
                    throw text.syntax("the boundaries of $bucket rise", boundary, "sort them, each one once");
                }
            }
            boundaries.add(value);
        }
        return boundaries;
    }
}
