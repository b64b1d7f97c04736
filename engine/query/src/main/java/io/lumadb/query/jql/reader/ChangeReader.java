package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.Excerpt;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the changes of an update: set and unset, MongoDB's update operators, or a pipeline. One reader reads one update. */
final class ChangeReader {

    /** The keys of a command that are changes. */
    static final List<String> KEYS = List.of(
            "set",
            "unset",
            "$set",
            "$unset",
            "$setOnInsert",
            "$inc",
            "$mul",
            "$min",
            "$max",
            "$rename",
            "$currentDate",
            "$push",
            "$addToSet",
            "$pull",
            "$pop",
            "pipeline");

    private static final List<String> STAGES =
            List.of("$set", "$addFields", "$unset", "$project", "$replaceWith", "$replaceRoot");

    private final Reading reading;
    private final JsonText text;
    private final Values values;
    private final PathConflicts conflicts;
    private final List<Change> changes = new ArrayList<>();

    ChangeReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
        this.conflicts = new PathConflicts(reading.text());
    }

    List<Change> read(Node.Members command) {
        Optional<Node.Member> pipeline = command.find("pipeline");
        for (Node.Member member : command.list()) {
            if (pipeline.isPresent() && KEYS.contains(member.name()) && !member.equals(pipeline.get())) {
                throw text.syntax(
                        "\"pipeline\" and \"" + member.name() + "\" stand side by side", member, "keep one of the two");
            }
            change(member);
        }
        return changes;
    }

    private void change(Node.Member member) {
        switch (member.name()) {
            case "set", "$set" -> each(member, Change.SetField::new);
            case "$setOnInsert" -> each(member, Change.SetOnInsert::new);
            case "$inc" -> each(member, Change.Increment::new);
            case "$mul" -> each(member, Change.Multiply::new);
            case "$min" -> each(member, (path, value) -> new Change.Bound(path, value, true));
            case "$max" -> each(member, (path, value) -> new Change.Bound(path, value, false));
            case "unset", "$unset" -> unset(member);
            case "$rename" -> fields(member).forEach(this::rename);
            case "$currentDate" -> fields(member).forEach(this::currentDate);
            case "$push" -> fields(member).forEach(this::push);
            case "$addToSet" -> fields(member).forEach(this::addToSet);
            case "$pull" -> fields(member).forEach(this::pull);
            case "$pop" -> fields(member).forEach(this::pop);
            case "pipeline" -> pipeline(member.value());
            default -> {}
        }
    }

    private List<Node.Member> fields(Node.Member operator) {
        return values.object(operator.value(), "the fields of " + operator.name())
                .list();
    }

    private void each(Node.Member operator, BiFunction<FieldPath, Expression, Change> change) {
        for (Node.Member field : fields(operator)) {
            changes.add(change.apply(path(field), operand(field.value())));
        }
    }

    /** A value as it stands, or {@code {"$expr": …}}, LumaDB's own: a value computed from the document. */
    private Expression operand(Node node) {
        if (node instanceof Node.Members members
                && members.list().size() == 1
                && members.list().getFirst().name().equals("$expr")) {
            return new OperatorReader(reading).read(members.list().getFirst().value());
        }
        return values.value(node);
    }

    private FieldPath path(Node.Member member) {
        if (member.isOperator()) {
            throw text.syntax(
                    "the operator " + member.name() + " stands where a field is changed",
                    member,
                    "operators are keys of the update itself");
        }
        FieldPath path = updatePath(member.name(), member);
        conflicts.take(path, member);
        return path;
    }

    private FieldPath updatePath(String written, Node.Member member) {
        try {
            return PositionalSteps.parse(written);
        } catch (IllegalArgumentException e) {
            throw text.syntax(
                    "\"" + Excerpt.of(written) + "\" is not a path: " + e.getMessage(),
                    member,
                    "write names with dots between them");
        }
    }

    private void unset(Node.Member unset) {
        if (unset.value() instanceof Node.Members members) {
            members.list().forEach(member -> changes.add(new Change.UnsetField(path(member))));
            return;
        }
        for (Node node : values.array(unset.value(), "the fields to remove")) {
            String written = values.string(node, "a path");
            Node.Member place = new Node.Member(written, node.start(), node);
            changes.add(new Change.UnsetField(path(place)));
        }
    }

    private void rename(Node.Member field) {
        String name = values.string(field.value(), "the new name");
        FieldPath from = path(field);
        FieldPath to = updatePath(name, field);
        if (PositionalSteps.in(from) || PositionalSteps.in(to)) {
            throw text.syntax(
                    "$rename does not go into arrays", field, "rename the field of the array's elements one by one");
        }
        conflicts.take(to, field);
        changes.add(new Change.Rename(from, to));
    }

    private void currentDate(Node.Member field) {
        boolean plain = field.value() instanceof Node.Scalar(Value.Bool(boolean flag), int _, int _) && flag;
        if (!plain) {
            Keys keys =
                    new Keys(text, values.object(field.value(), "true or a type"), "$currentDate", List.of("$type"));
            String type = new TypeReader(reading).name(keys.require("$type"));
            if (!type.equals("timestamp")) {
                throw text.syntax("$currentDate gives no " + type, keys.require("$type"), "write \"date\"");
            }
        }
        changes.add(new Change.SetField(path(field), new Expression.Call("NOW", List.of())));
    }

    private Optional<Node.Members> modifiers(Node.Member field) {
        return field.value() instanceof Node.Members members
                        && !members.list().isEmpty()
                        && members.list().getFirst().isOperator()
                        && !members.list().getFirst().name().equals("$expr")
                        && !Values.isWrapper(members)
                ? Optional.of(members)
                : Optional.empty();
    }

    private List<Expression> elements(Keys modifiers) {
        return values.array(modifiers.require("$each"), "the elements of $each").stream()
                .map(this::operand)
                .toList();
    }

    private void push(Node.Member field) {
        FieldPath path = path(field);
        Optional<Node.Members> modifiers = modifiers(field);
        if (modifiers.isEmpty()) {
            changes.add(new Change.Push(
                    path, List.of(operand(field.value())), Optional.empty(), Optional.empty(), List.of()));
            return;
        }
        Keys keys = new Keys(text, modifiers.get(), "$push", List.of("$each", "$position", "$slice", "$sort"));
        changes.add(new Change.Push(
                path,
                elements(keys),
                keys.find("$position").map(node -> values.integer(node, "$position")),
                keys.find("$slice").map(node -> values.integer(node, "$slice")),
                keys.find("$sort").map(this::elementOrder).orElse(List.of())));
    }

    private List<SortKey> elementOrder(Node node) {
        SortReader sorts = new SortReader(reading);
        return node instanceof Node.Members
                ? sorts.read(node)
                : List.of(new SortKey(
                        new Expression.Field(Expressions.ELEMENT), sorts.descending("$sort", node), Optional.empty()));
    }

    private void addToSet(Node.Member field) {
        FieldPath path = path(field);
        List<Expression> added = modifiers(field)
                .map(modifiers -> elements(new Keys(text, modifiers, "$addToSet", List.of("$each"))))
                .orElseGet(() -> List.of(operand(field.value())));
        changes.add(new Change.AddToSet(path, added));
    }

    /** An object is a filter of the elements, another value is what they are compared with. */
    private void pull(Node.Member field) {
        FieldPath path = path(field);
        FilterReader filters = new FilterReader(reading);
        boolean filter = field.value() instanceof Node.Members members && !Values.isWrapper(members);
        Expression condition = filter
                ? filters.element((Node.Members) field.value())
                : FilterReader.equal(new Expression.Field(Expressions.ELEMENT), values.value(field.value()));
        changes.add(new Change.Pull(path, condition));
    }

    private void pop(Node.Member field) {
        boolean last = field.value() instanceof Node.Scalar(Value.Int64(long end), int _, int _) && end == 1;
        boolean first = field.value() instanceof Node.Scalar(Value.Int64(long end), int _, int _) && end == -1;
        if (!last && !first) {
            throw text.syntax("$pop is 1 or -1", field.value(), "1 removes the last element, -1 the first");
        }
        changes.add(new Change.Pop(path(field), first));
    }

    private void pipeline(Node pipeline) {
        for (Node node : values.filledArray(pipeline, "the stages")) {
            Node.Members stage = values.object(node, "a stage");
            if (stage.list().size() != 1) {
                throw text.syntax(
                        "a stage has one key, this one has " + stage.list().size(), stage, null);
            }
            changes.add(new Change.Reshape(stage(stage.list().getFirst())));
        }
    }

    private List<SelectItem> stage(Node.Member stage) {
        ProjectionReader projections = new ProjectionReader(reading);
        return switch (stage.name()) {
            case "$set", "$addFields" -> projections.added(stage.value());
            case "$unset" -> projections.without(stage.value());
            case "$project" -> projections.read(stage.value());
            case "$replaceWith" -> projections.root(stage.value());
            case "$replaceRoot" ->
                projections.root(
                        new Keys(text, values.object(stage.value(), "$replaceRoot"), "$replaceRoot", List.of("newRoot"))
                                .require("newRoot"));
            default -> throw FilterReader.unknown(text, stage, STAGES, "the pipeline of an update");
        };
    }
}
