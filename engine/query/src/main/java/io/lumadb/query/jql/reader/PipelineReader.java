package io.lumadb.query.jql.reader;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an aggregation pipeline: its stages one after the other, each over what those before it give. One reader reads one
 * pipeline.
 */
final class PipelineReader {

    /** Each may be a query around the ones before it, and plans are walked from the outside in. */
    private static final int MOST_STAGES = 200;

    private static final List<String> KNOWN = List.of(
            "$vectorSearch",
            "$match",
            "$group",
            "$sort",
            "$limit",
            "$skip",
            "$project",
            "$count",
            "$addFields",
            "$set",
            "$unset",
            "$sortByCount",
            "$bucket",
            "$unwind",
            "$lookup",
            "$replaceRoot",
            "$replaceWith",
            "$sample",
            "$facet",
            "$unionWith");

    private final JsonText text;
    private final Values values;

    /** For the next stage: it also says which search found the documents. */
    private Reading reading;

    PipelineReader(Reading reading) {
        this.reading = reading.found(Optional.empty());
        this.text = reading.text();
        this.values = reading.values();
    }

    Query read(String collection, Node pipeline) {
        SelectDraft draft = SelectDraft.over(collection);
        read(pipeline, draft);
        return draft.query();
    }

    /** Adds stages to those that a draft is of. */
    void read(Node pipeline, SelectDraft draft) {
        List<Node.Member> stages = new ArrayList<>();
        for (Node node : values.array(pipeline, "a pipeline")) {
            Node.Members stage = values.object(node, "a stage");
            if (stage.list().size() != 1) {
                throw text.syntax(
                        "a stage has one key, this one has " + stage.list().size(), stage, null);
            }
            stages.add(stage.list().getFirst());
        }
        if (stages.size() > MOST_STAGES) {
            throw new QueryError(
                    ErrorCode.TOO_LARGE,
                    "a pipeline of " + stages.size() + " stages, the most are " + MOST_STAGES,
                    text.position(pipeline),
                    "put the fields of several $set or $project stages into one");
        }
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).name().equals("$vectorSearch")) {
                search(stages.get(i), i == 0, draft);
                continue;
            }
            stage(stages.get(i), orderMatters(stages.subList(i + 1, stages.size())), draft);
        }
    }

    /** Whether anybody sees the order that documents have before these stages. */
    private static boolean orderMatters(List<Node.Member> stages) {
        for (Node.Member stage : stages) {
            switch (stage.name()) {
                case "$sort", "$count", "$sortByCount", "$sample" -> {
                    return false;
                }
                case "$match",
                        "$project",
                        "$addFields",
                        "$set",
                        "$unset",
                        "$replaceRoot",
                        "$replaceWith",
                        "$unwind",
                        "$lookup",
                        "$unionWith" -> {
                    // They leave the order as it is.
                }
                default -> {
                    return true;
                }
            }
        }
        return true;
    }

    /** What a stage is about, which is not nothing. */
    private Node filled(Node.Member stage, String example) {
        if (values.object(stage.value(), stage.name()).list().isEmpty()) {
            throw text.syntax(
                    stage.name() + " names no field",
                    stage.value(),
                    "write {\"" + stage.name() + "\": " + example + "}");
        }
        return stage.value();
    }

    private void sort(List<SortKey> keys, boolean matters, SelectDraft draft) {
        if (matters) {
            draft.sort(keys);
        }
    }

    private void search(Node.Member stage, boolean first, SelectDraft draft) {
        reading = reading.found(Optional.of(new VectorSearchReader(reading).read(stage, first, draft)));
    }

    private void shape(List<SelectItem> shape, SelectDraft draft) {
        draft.shape(shape);
        reading = reading.found(reading.search().filter(search -> VectorSearchReader.keeps(shape, search.path())));
    }

    /** The documents have something else at these paths than before. */
    private void changed(List<FieldPath> paths) {
        reading = reading.found(reading.search()
                .filter(search -> paths.stream().noneMatch(path -> VectorSearchReader.meet(path, search.path()))));
    }

    /** {@code ordered}: the order that it leaves the documents in matters. */
    private void stage(Node.Member stage, boolean ordered, SelectDraft draft) {
        Node value = stage.value();
        switch (stage.name()) {
            case "$match" -> new FilterReader(reading).read(value).ifPresent(draft::match);
            case "$group", "$bucket", "$sortByCount", "$count" -> groups(stage, ordered, draft);
            case "$sort" -> sort(new SortReader(reading).read(filled(stage, "{\"field\": 1}")), ordered, draft);
            case "$limit" -> draft.limit(values.count(value, "$limit"));
            case "$skip" -> draft.skip(values.count(value, "$skip"));
            case "$sample" -> draft.sample(size(value));
            case "$project" -> shape(new ProjectionReader(reading).read(filled(stage, "{\"field\": 1}")), draft);
            case "$addFields", "$set" -> shape(new ProjectionReader(reading).added(value), draft);
            case "$unset" -> shape(new ProjectionReader(reading).without(value), draft);
            case "$replaceWith" -> shape(new ProjectionReader(reading).root(value), draft);
            case "$replaceRoot" -> {
                Keys keys = new Keys(text, values.object(value, "$replaceRoot"), "$replaceRoot", List.of("newRoot"));
                shape(new ProjectionReader(reading).root(keys.require("newRoot")), draft);
            }
            case "$unwind" -> changed(new SourceStageReader(reading).unwind(stage, draft));
            case "$lookup" -> changed(List.of(new LookupReader(reading).read(stage, draft)));
            case "$unionWith", "$facet" -> sources(stage, draft);
            default -> throw unknown(stage);
        }
    }

    private void sources(Node.Member stage, SelectDraft draft) {
        SourceStageReader reader = new SourceStageReader(reading);
        if (stage.name().equals("$facet")) {
            reader.facet(stage, draft);
        } else {
            reader.unionWith(stage, draft);
        }
        reading = reading.found(Optional.empty());
    }

    private void groups(Node.Member stage, boolean ordered, SelectDraft draft) {
        GroupReader reader = new GroupReader(reading);
        reading = reading.found(Optional.empty());
        List<SortKey> order = draft.beforeGroups();
        switch (stage.name()) {
            case "$group" -> draft.group(reader.group(stage, order));
            case "$bucket" -> {
                draft.group(reader.bucket(stage, order));
                sort(List.of(key(Document.ID, false)), ordered, draft);
            }
            case "$sortByCount" -> {
                draft.group(reader.byCount(stage));
                sort(List.of(key("count", true)), ordered, draft);
            }
            default -> draft.group(reader.count(stage));
        }
    }

    private static SortKey key(String field, boolean descending) {
        return new SortKey(Expressions.field(field), descending, Optional.empty());
    }

    private Expression size(Node node) {
        Keys keys = new Keys(text, values.object(node, "$sample"), "$sample", List.of("size"));
        Expression size = values.count(keys.require("size"), "size");
        if (size.equals(new Expression.Literal(Value.of(0)))) {
            throw text.syntax("the size of a sample is 1 or more", keys.require("size"), null);
        }
        return size;
    }

    private QueryError unknown(Node.Member stage) {
        return text.syntax(
                "unknown stage " + stage.name(),
                stage,
                Optional.ofNullable(Suggestions.didYouMean(stage.name(), KNOWN))
                        .orElse("stages are " + String.join(", ", KNOWN)));
    }
}
