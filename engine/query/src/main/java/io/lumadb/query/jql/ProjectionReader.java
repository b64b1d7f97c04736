package io.lumadb.query.jql;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads projections: fields to keep (1), fields to leave out (0), or expressions. {@code _id} is kept unless it is left out by
 * name. The name of a computed field is taken whole, dots included.
 */
final class ProjectionReader {

    private final JsonText text;
    private final Values values;

    ProjectionReader(JsonText text, Values values) {
        this.text = text;
        this.values = values;
    }

    /** What the result holds; everything for {@code {}}. */
    List<SelectItem> read(Node node) {
        Node.Members projection = values.object(node, "a projection");
        List<FieldPath> excluded = new ArrayList<>();
        List<SelectItem> included = new ArrayList<>();
        boolean idExcluded = false;
        boolean idIncluded = false;
        for (Node.Member member : projection.list()) {
            if (member.isOperator()) {
                throw text.syntax("a projection holds fields, not the operator " + member.name(), member, null);
            }
            Optional<Boolean> flag = flag(member.value());
            boolean id = member.name().equals(Document.ID);
            if (flag.isPresent() && !flag.get()) {
                excluded.add(values.path(member.name(), member));
                idExcluded |= id;
            } else {
                included.add(item(member, flag.isPresent()));
                idIncluded |= id;
            }
        }
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
            included.addFirst(plain(FieldPath.of(Document.ID)));
        }
        return included;
    }

    /** Adds computed fields to whole documents, as {@code $addFields} does. */
    List<SelectItem> added(Node node) {
        List<SelectItem> items = new ArrayList<>();
        items.add(new SelectItem.AllFields(List.of()));
        for (Node.Member member : values.object(node, "fields").list()) {
            Expression value = new OperatorReader(text, values).read(member.value());
            items.add(ColumnNames.named(value, member.name()));
        }
        return items;
    }

    /** Whether a value keeps a field or leaves it out; empty for an expression. */
    static Optional<Boolean> flag(Node node) {
        return switch (node) {
            case Node.Scalar(Value.Bool(boolean keep), int _, int _) -> Optional.of(keep);
            case Node.Scalar(Value.Int64(long number), int _, int _) -> Optional.of(number != 0);
            case Node.Scalar(Value.Float64(double number), int _, int _) -> Optional.of(number != 0);
            default -> Optional.empty();
        };
    }

    private SelectItem item(Node.Member member, boolean keep) {
        if (!keep) {
            return ColumnNames.named(new OperatorReader(text, values).read(member.value()), member.name());
        }
        FieldPath path = values.path(member.name(), member);
        return path.isTopLevel() ? plain(path) : new SelectItem.Kept(path);
    }

    private static SelectItem plain(FieldPath path) {
        return new SelectItem.Computed(new Expression.Field(path), Optional.empty());
    }
}
