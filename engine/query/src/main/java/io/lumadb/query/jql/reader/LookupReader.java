package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code $lookup}: a query whose rows are gathered in an array for each document. What it takes from the document are
 * paths through the document's name, which begins with {@code $} as no field's does.
 */
final class LookupReader {

    private final Reading reading;
    private final JsonText text;
    private final Values values;
    private final String document;

    LookupReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
        this.document = reading.named("$doc");
    }

    /** @return where the documents found are put */
    FieldPath read(Node.Member stage, SelectDraft draft) {
        Keys keys = new Keys(
                text,
                values.object(stage.value(), "$lookup"),
                "$lookup",
                List.of("from", "localField", "foreignField", "let", "pipeline", "as"));
        String from = values.string(keys.require("from"), "a collection's name");
        FieldPath as = values.fixedPath(keys.require("as"), "the field to put the documents in");
        Optional<Node> pipeline = keys.find("pipeline");
        boolean byValue =
                keys.find("localField").isPresent() || keys.find("foreignField").isPresent();
        if (!byValue && pipeline.isEmpty()) {
            throw text.syntax(
                    "$lookup says neither which fields are equal nor a pipeline",
                    stage,
                    "add \"localField\" and \"foreignField\", or \"pipeline\"");
        }
        if (keys.find("let").isPresent() && pipeline.isEmpty()) {
            throw text.syntax("\"let\" stands without \"pipeline\"", keys.require("let"), "add \"pipeline\": […]");
        }
        SelectDraft found = SelectDraft.over(from);
        if (byValue) {
            found.match(new Expression.SharesValue(
                    new Expression.Field(field(keys.require("foreignField"))),
                    new Expression.Field(ofDocument(field(keys.require("localField"))))));
        }
        List<Map.Entry<String, Expression>> taken =
                keys.find("let").map(this::taken).orElse(List.of());
        pipeline.ifPresent(stages -> new PipelineReader(reading.within(taken)).read(stages, found));
        draft.look(document, item(as, found.query()));
        return as;
    }

    private static SelectItem item(FieldPath as, Query query) {
        Expression rows = new Expression.RowArray(query);
        return as.isTopLevel() ? ColumnNames.named(rows, as.root()) : new SelectItem.Placed(as, rows);
    }

    private FieldPath field(Node node) {
        return values.fixedPath(node, "a field");
    }

    private FieldPath ofDocument(FieldPath path) {
        List<FieldPath.Segment> segments = new ArrayList<>(List.of(new FieldPath.Field(document)));
        segments.addAll(path.segments());
        return new FieldPath(segments);
    }

    private List<Map.Entry<String, Expression>> taken(Node let) {
        return new BindingReader(reading)
                .variables(let).stream()
                        .map(variable -> Map.entry(variable.getKey(), ofDocument(variable.getValue(), let)))
                        .toList();
    }

    /** The same value, seen from the query within. */
    private Expression ofDocument(Expression value, Node let) {
        Expression whole = new Expression.Field(FieldPath.of(document));
        return ExpressionMapping.rebuild(value, part -> switch (part) {
            case Expression.Field(FieldPath path) ->
                path.root().startsWith("$") ? part : new Expression.Field(ofDocument(path));
            case Expression.Variable(String name, var _) when name.equals("ROOT") -> whole;
            case Expression.Call(String name, List<Expression> arguments)
            when name.equals("$getField") && arguments.size() == 1 ->
                new Expression.Call(name, List.of(arguments.getFirst(), whole));
            case Expression.AnyElement _ ->
                throw text.syntax("$elemMatch cannot stand in \"let\"", let, "compute it in a stage before $lookup");
            default -> part;
        });
    }
}
