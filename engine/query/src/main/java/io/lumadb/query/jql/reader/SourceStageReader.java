package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.PipelineSources;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the stages whose documents are not those of one source: {@code $unwind}, {@code $unionWith} and {@code $facet}. */
final class SourceStageReader {

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    SourceStageReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    /** @return where something else stands behind it */
    List<FieldPath> unwind(Node.Member stage, SelectDraft draft) {
        Optional<Keys> keys = stage.value() instanceof Node.Members members
                ? Optional.of(new Keys(
                        text, members, "$unwind", List.of("path", "includeArrayIndex", "preserveNullAndEmptyArrays")))
                : Optional.empty();
        FieldPath path = unwound(keys.map(it -> it.require("path")).orElse(stage.value()));
        Optional<FieldPath> position =
                keys.flatMap(it -> it.find("includeArrayIndex")).map(this::position);
        boolean keepsEmpty = keys.flatMap(it -> it.find("preserveNullAndEmptyArrays"))
                .map(node -> values.flag(node, "preserveNullAndEmptyArrays"))
                .orElse(false);
        draft.goOn(PipelineSources.unwound(draft.source(PipelineSources.DOCUMENT), path, position, keepsEmpty));
        List<FieldPath> changed = new ArrayList<>(List.of(path));
        position.ifPresent(changed::add);
        return changed;
    }

    private FieldPath unwound(Node node) {
        String written = values.string(node, "a path");
        if (!written.startsWith("$") || written.startsWith("$$")) {
            throw text.syntax("the path of $unwind begins with $", node, "write \"$" + written.replace("$", "") + "\"");
        }
        return throughObjects(written.substring(1), node);
    }

    private FieldPath position(Node node) {
        String written = values.string(node, "the name of the element's place");
        if (written.startsWith("$")) {
            throw text.syntax(
                    "the name of the element's place has no $", node, "write \"" + written.substring(1) + "\"");
        }
        return throughObjects(written, node);
    }

    private FieldPath throughObjects(String written, Node node) {
        FieldPath path = values.fixedPath(written, node);
        if (!path.segments().stream().allMatch(FieldPath.Field.class::isInstance)) {
            throw text.syntax(
                    "the path \"" + written + "\" has a subscript", node, "name fields with dots between them");
        }
        return path;
    }

    void unionWith(Node.Member stage, SelectDraft draft) {
        Query other;
        if (stage.value() instanceof Node.Members members) {
            Keys keys = new Keys(text, members, "$unionWith", List.of("coll", "pipeline"));
            SelectDraft added = SelectDraft.over(values.string(keys.require("coll"), "a collection's name"));
            keys.find("pipeline").ifPresent(stages -> new PipelineReader(reading).read(stages, added));
            other = added.query();
        } else {
            other = SelectDraft.over(values.string(stage.value(), "a collection's name"))
                    .query();
        }
        draft.goOn(new Statement.SetOperation(
                Statement.SetOperator.UNION,
                true,
                draft.query(),
                other,
                List.of(),
                Optional.empty(),
                Optional.empty()));
    }

    /** One document with an array for each of the pipelines, all of which read the documents so far. */
    void facet(Node.Member stage, SelectDraft draft) {
        Node.Members facets = values.object(stage.value(), "$facet");
        if (facets.list().isEmpty()) {
            throw text.syntax("$facet has no pipeline", stage, "write {\"$facet\": {\"name\": [ … ]}}");
        }
        String input = reading.named(PipelineSources.INPUT);
        List<SelectItem> items = new ArrayList<>();
        for (Node.Member facet : facets.list()) {
            if (facet.isOperator()
                    || facet.name().indexOf('.') >= 0
                    || facet.name().isEmpty()) {
                throw text.syntax("a facet cannot be called \"" + facet.name() + "\"", facet, "leave out $ and .");
            }
            SelectDraft rows = SelectDraft.over(input);
            new PipelineReader(reading.within(List.of())).read(facet.value(), rows);
            items.add(ColumnNames.named(new Expression.RowArray(rows.query()), facet.name()));
        }
        Statement.Select arrays = new Statement.Select(
                MatchingRules.DOCUMENT,
                false,
                items,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        draft.goOn(new Statement.With(List.of(new CommonTable(input, List.of(), draft.query())), arrays));
    }
}
