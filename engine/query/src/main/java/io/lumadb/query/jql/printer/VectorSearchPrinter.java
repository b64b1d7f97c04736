package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.VectorSearch;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes {@code $vectorSearch}, and the score of what it found as {@code $meta}. */
final class VectorSearchPrinter {

    private static final Expression SCORE =
            new Expression.Call("$meta", List.of(new Expression.Literal(Value.of(VectorSearch.SCORE))));

    private VectorSearchPrinter() {}

    static Value stage(VectorSearch.Stage stage) {
        VectorSearch search = stage.search();
        Map<String, Value> parts = new LinkedHashMap<>();
        parts.put("path", Value.of(Fields.path(search.path())));
        parts.put("queryVector", FilterPrinter.value(search.vector()).orElseThrow());
        search.metric().ifPresent(metric -> parts.put("metric", Value.of(metric)));
        CommandPrinter.putFilter(parts, stage.filter());
        CommandPrinter.putRows(parts, "limit", Optional.of(stage.limit()));
        return Fields.object("$vectorSearch", new Value.Obj(parts));
    }

    /** What a stage computes of the documents that were found. */
    static List<SelectItem> scored(List<SelectItem> items, VectorSearch search) {
        Expression score = search.score();
        return items.stream().map(item -> scored(item, score)).toList();
    }

    private static SelectItem scored(SelectItem item, Expression score) {
        return switch (item) {
            case SelectItem.Computed computed -> {
                Expression value = scored(computed.expression(), score);
                // Its name is that of the expression as it was.
                yield value.equals(computed.expression())
                        ? computed
                        : new SelectItem.Computed(value, Optional.of(ColumnNames.of(computed)));
            }
            case SelectItem.Placed(FieldPath path, Expression value) ->
                new SelectItem.Placed(path, scored(value, score));
            case SelectItem.Root(Expression document) -> new SelectItem.Root(scored(document, score));
            case SelectItem.AllFields _, SelectItem.SourceFields _, SelectItem.Kept _ -> item;
        };
    }

    private static Expression scored(Expression expression, Expression score) {
        return ExpressionMapping.parts(expression, part -> part.equals(score) ? Optional.of(SCORE) : Optional.empty());
    }
}
