package io.lumadb.query.jql.reader;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.ResultNames;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads projections: fields to keep (1), fields to leave out (0), or expressions. {@code _id} is kept unless it is left out by
 * name. An object without operators that holds such numbers is about the fields below; one without them is a computed object.
 */
final class ProjectionReader {

    private static final String CHOOSING =
            "choose the elements by an expression: {\"t\": {\"$filter\": {\"input\": \"$t\", \"cond\": …, \"limit\": 1}}}";

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    private final List<FieldPath> excluded = new ArrayList<>();
    private final List<SelectItem> included = new ArrayList<>();
    private boolean idIncluded;

    ProjectionReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    /** What the result holds; everything for {@code {}}. One reader reads one projection. */
    List<SelectItem> read(Node node) {
        Node.Members projection = values.object(node, "a projection");
        for (Node.Member member : projection.list()) {
            part(path(member), member.value());
        }
        FieldPath id = FieldPath.of(Document.ID);
        boolean idExcluded = excluded.contains(id);
        if (included.isEmpty()) {
            return List.of(new SelectItem.AllFields(excluded));
        }
        if (excluded.size() > (idExcluded ? 1 : 0)) {
            throw text.syntax(
                    "a projection either keeps fields or leaves them out",
                    projection,
                    "only _id may be left out beside fields that are kept");
        }
        if (!idExcluded && !idIncluded) {
            included.addFirst(plain(id));
        }
        return included;
    }

    private FieldPath path(Node.Member member) {
        if (member.isOperator()) {
            throw text.syntax("a projection holds fields, not the operator " + member.name(), member, null);
        }
        // The name of a computed field that shows an expression is taken whole.
        return ResultNames.isPath(member.name()) || flag(member.value()).isPresent()
                ? withoutOperators(values.path(member.name(), member), () -> text.position(member))
                : FieldPath.of(member.name());
    }

    private static FieldPath withoutOperators(FieldPath path, Supplier<TextPosition> position) {
        for (FieldPath.Segment segment : path.segments()) {
            if (segment instanceof FieldPath.Field(String name) && PositionalSteps.isStep(segment)) {
                throw QueryError.syntax(
                        "the positional operator " + name + " belongs to updates: \"" + path
                                + "\" cannot be shaped by it",
                        position.get(),
                        CHOOSING);
            }
        }
        return path;
    }

    /** {@code {"$elemMatch": {…}}}, which is a condition of filters; with {@code [path, condition]} it computes a boolean. */
    private void refuseElementChoice(Node value) {
        if (value instanceof Node.Members members
                && members.list().size() == 1
                && members.list().getFirst().name().equals("$elemMatch")
                && members.list().getFirst().value() instanceof Node.Members) {
            throw text.syntax(
                    "$elemMatch in a projection is not known", members.list().getFirst(), CHOOSING);
        }
    }

    private void part(FieldPath path, Node value) {
        Optional<Boolean> flag = flag(value);
        if (flag.isPresent() && !flag.get()) {
            excluded.add(path);
            return;
        }
        if (flag.isEmpty() && isAboutFieldsBelow(value)) {
            for (Node.Member member : ((Node.Members) value).list()) {
                part(below(path, path(member)), member.value());
            }
            return;
        }
        refuseElementChoice(value);
        idIncluded |= path.equals(FieldPath.of(Document.ID));
        included.add(flag.isPresent() ? kept(path) : computed(path, new OperatorReader(reading).read(value)));
    }

    private static FieldPath below(FieldPath path, FieldPath rest) {
        List<FieldPath.Segment> all = new ArrayList<>(path.segments());
        all.addAll(rest.segments());
        return new FieldPath(all);
    }

    private static boolean isPlainObject(Node node) {
        return node instanceof Node.Members members
                && !Values.isWrapper(members)
                && members.list().stream().noneMatch(Node.Member::isOperator);
    }

    private static boolean isAboutFieldsBelow(Node node) {
        return isPlainObject(node)
                && ((Node.Members) node)
                        .list().stream()
                                .anyMatch(member ->
                                        flag(member.value()).isPresent() || isAboutFieldsBelow(member.value()));
    }

    /** Adds computed fields to whole documents, as {@code $addFields} does. */
    List<SelectItem> added(Node node) {
        List<SelectItem> items = new ArrayList<>();
        items.add(new SelectItem.AllFields(List.of()));
        for (Node.Member member : values.object(node, "fields").list()) {
            add(path(member), member.value(), items);
        }
        return items;
    }

    /** An object without operators adds to what is there. */
    private void add(FieldPath path, Node value, List<SelectItem> items) {
        if (isPlainObject(value) && !((Node.Members) value).list().isEmpty()) {
            for (Node.Member member : ((Node.Members) value).list()) {
                add(below(path, path(member)), member.value(), items);
            }
        } else {
            refuseElementChoice(value);
            items.add(computed(path, new OperatorReader(reading).read(value)));
        }
    }

    private static SelectItem computed(FieldPath path, Expression value) {
        return path.isTopLevel() ? ColumnNames.named(value, path.root()) : new SelectItem.Placed(path, value);
    }

    /** Leaves out the fields that {@code $unset} names. */
    List<SelectItem> without(Node node) {
        List<FieldPath> except = new ArrayList<>();
        if (node instanceof Node.Items(List<Node> paths, int _, int _)) {
            paths.forEach(path -> except.add(withoutOperators(values.path(path, "a path"), () -> text.position(path))));
        } else {
            except.add(withoutOperators(values.path(node, "a path"), () -> text.position(node)));
        }
        return List.of(new SelectItem.AllFields(except));
    }

    /** Whether a value keeps a field or leaves it out; empty for an expression. */
    private static Optional<Boolean> flag(Node node) {
        return switch (node) {
            case Node.Scalar(Value.Bool(boolean keep), int _, int _) -> Optional.of(keep);
            case Node.Scalar(Value.Int64(long number), int _, int _) -> Optional.of(number != 0);
            case Node.Scalar(Value.Float64(double number), int _, int _) -> Optional.of(number != 0);
            default -> Optional.empty();
        };
    }

    private static SelectItem kept(FieldPath path) {
        return path.isTopLevel() ? plain(path) : new SelectItem.Kept(path);
    }

    private static SelectItem plain(FieldPath path) {
        return new SelectItem.Computed(new Expression.Field(path), Optional.empty());
    }

    /** The object that {@code $replaceWith} gives. */
    List<SelectItem> root(Node node) {
        return List.of(new SelectItem.Root(new OperatorReader(reading).read(node)));
    }
}
