package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the paths of an expression start in the rows it is evaluated against. */
public sealed interface Layout {

    /** Paths start at the row's own fields: rows are one document, one result or one element. */
    record Plain() implements Layout {}

    /** Rows without fields: no path leads anywhere. */
    record Nothing() implements Layout {}

    /** The first step of a path is this name, the next one starts in the row. */
    record Named(String name, Layout row) implements Layout {}

    /** Rows are {@link PairRow}s. A name stands on one side only. */
    record Joined(Layout left, Layout right) implements Layout {}

    /**
     * A part of a row and what is left of a path from there on.
     *
     * @param row leads from the whole row to the part
     * @param rest absent where the path means the part as a whole
     */
    record Place(UnaryOperator<Row> row, Optional<FieldPath> rest) {}

    /** The place a path leads to; none where no source of the rows has the path's first name. */
    default Optional<Place> find(FieldPath path) {
        return find(this, path.segments(), UnaryOperator.identity());
    }

    private static Optional<Place> find(Layout layout, List<FieldPath.Segment> segments, UnaryOperator<Row> reach) {
        return switch (layout) {
            case Nothing _ -> Optional.empty();
            case Plain _ ->
                Optional.of(
                        new Place(reach, segments.isEmpty() ? Optional.empty() : Optional.of(new FieldPath(segments))));
            case Named(String name, Layout row) ->
                !segments.isEmpty() && segments.getFirst().equals(new FieldPath.Field(name))
                        ? find(row, segments.subList(1, segments.size()), reach)
                        : Optional.empty();
            case Joined(Layout left, Layout right) ->
                find(left, segments, row -> reach.apply(row).left())
                        .or(() -> find(right, segments, row -> reach.apply(row).right()));
        };
    }

    /** A row of this layout without any field: what stands for the partner that an outer join did not find. */
    default Row nothing() {
        return switch (this) {
            case Plain _, Nothing _ -> ObjectRow.EMPTY;
            case Named(String _, Layout row) -> row.nothing();
            case Joined(Layout left, Layout right) -> new PairRow(left.nothing(), right.nothing());
        };
    }
}
