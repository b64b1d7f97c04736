package io.lumadb.query.jql.vocabulary;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.JoinType;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a pipeline's stages are as queries of several sources, and what they call these. */
public final class PipelineSources {

    /** The documents that a stage unwinds. */
    public static final String DOCUMENT = "doc";

    /** The documents that all pipelines of a {@code $facet} read. */
    public static final String INPUT = "$input";

    /** The key of the one group that there is even over nothing. */
    public static final String ALWAYS = "$always";

    private static final String POSITION = "position";
    private static final Expression TRUE = new Expression.Literal(Value.TRUE);

    private PipelineSources() {}

    /**
     * What {@code $unwind} does.
     *
     * @param path through objects, to the array
     * @param position where the element's place goes, from 0
     * @param keepsEmpty a document without elements is kept
     */
    public record Unwinding(Source documents, FieldPath path, Optional<FieldPath> position, boolean keepsEmpty) {}

    /** Each document once for every element of an array, the element being in the array's place. */
    public static Statement.Select unwound(
            Source documents, FieldPath path, Optional<FieldPath> position, boolean keepsEmpty) {
        String element = element(path);
        List<SelectItem> items = new ArrayList<>();
        items.add(new SelectItem.SourceFields(DOCUMENT));
        items.add(new SelectItem.Placed(path, Expressions.field(element)));
        position.ifPresent(place -> items.add(new SelectItem.Placed(place, Expressions.field(POSITION))));
        List<FieldPath.Segment> array = new ArrayList<>(List.of(new FieldPath.Field(DOCUMENT)));
        array.addAll(path.segments());
        Source elements =
                new Source.Unnest(new Expression.Field(new FieldPath(array)), element, position.map(_ -> POSITION));
        Source joined = keepsEmpty
                ? new Source.Join(JoinType.LEFT, documents, elements, Optional.of(TRUE))
                : new Source.Join(JoinType.CROSS, documents, elements, Optional.empty());
        return new Statement.Select(
                MatchingRules.DOCUMENT,
                false,
                items,
                Optional.of(joined),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Another name than that of the field which it replaces. */
    private static String element(FieldPath path) {
        return path.root().equals("element") ? "item" : "element";
    }

    /** What a query unwinds, if that is what it does. */
    public static Optional<Unwinding> unwinding(Statement.Select select) {
        if (select.from().isEmpty()
                || !(select.from().get() instanceof Source.Join(var type, Source documents, Source elements, var _))
                || !(elements instanceof Source.Unnest)
                || select.items().size() < 2
                || !(select.items().get(1) instanceof SelectItem.Placed(FieldPath path, Expression _))) {
            return Optional.empty();
        }
        Optional<FieldPath> position = select.items().size() > 2
                        && select.items().get(2) instanceof SelectItem.Placed(FieldPath place, Expression _)
                ? Optional.of(place)
                : Optional.empty();
        boolean keepsEmpty = type == JoinType.LEFT;
        return unwound(documents, path, position, keepsEmpty).equals(select)
                ? Optional.of(new Unwinding(documents, path, position, keepsEmpty))
                : Optional.empty();
    }
}
