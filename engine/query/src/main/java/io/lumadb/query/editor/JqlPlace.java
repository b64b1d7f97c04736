package io.lumadb.query.editor;

import io.lumadb.query.jql.vocabulary.VectorSearch;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an object, an array or a value of a JQL command is for.
 *
 * @param name the field, operator or command that it belongs to; empty where that does not matter
 */
record JqlPlace(Kind kind, String name) {

    enum Kind {
        COMMAND,
        COLLECTION,
        FILTER,
        /** What a field of a filter is tested by: operators, or a value. */
        TEST,
        VALUE,
        PIPELINE,
        GROUP,
        ACCUMULATOR,
        PROJECTION,
        EXPRESSION,
        SORT,
        CHANGES,
        PUSH,
        FIELD_NAME,
        /** An object whose keys are known by name. */
        KEYED,
        /** An object of pipelines by names. */
        FACET,
        OUTPUT,
        CHOICE,
        ANYTHING
    }

    static final JqlPlace ROOT = of(Kind.COMMAND);

    /** Keys of stages and operators that take an object, in their order. */
    static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("$lookup", List.of("from", "localField", "foreignField", "let", "pipeline", "as")),
            Map.entry("$bucket", List.of("groupBy", "boundaries", "default", "output")),
            Map.entry("$unionWith", List.of("coll", "pipeline")),
            Map.entry("$sample", List.of("size")),
            Map.entry("$unwind", List.of("path", "includeArrayIndex", "preserveNullAndEmptyArrays")),
            Map.entry("$replaceRoot", List.of("newRoot")),
            Map.entry("$vectorSearch", VectorSearch.KEYS),
            Map.entry("$cond", List.of("if", "then", "else")),
            Map.entry("$switch", List.of("branches", "default")),
            Map.entry("branches", List.of("case", "then")),
            Map.entry("$let", List.of("vars", "in")),
            Map.entry("$map", List.of("input", "as", "in")),
            Map.entry("$filter", List.of("input", "as", "cond", "limit")),
            Map.entry("$reduce", List.of("input", "initialValue", "in")),
            Map.entry("$push", List.of("$each", "$position", "$slice", "$sort")),
            Map.entry("$addToSet", List.of("$each")));

    /** Those of them that are only objects, where the others may be any expression too. */
    private static final Set<String> OBJECTS_ONLY = Set.of(
            "$lookup",
            "$bucket",
            "$unionWith",
            "$sample",
            "$unwind",
            "$replaceRoot",
            "$vectorSearch",
            "$push",
            "$addToSet",
            "branches");

    boolean isObjectOnly() {
        return OBJECTS_ONLY.contains(name);
    }

    static JqlPlace of(Kind kind) {
        return new JqlPlace(kind, "");
    }

    /** What an element of an array here is: the same, apart from a pipeline's stage. */
    JqlPlace element() {
        return kind == Kind.PIPELINE ? new JqlPlace(Kind.PIPELINE, "stage") : this;
    }

    /** What the value of a key here is. */
    JqlPlace of(String key) {
        return switch (kind) {
            case COMMAND -> ofCommand(key);
            case FILTER -> ofFilter(key, name);
            case TEST ->
                switch (key) {
                    case "$not" -> this;
                    case "$elemMatch" -> new JqlPlace(Kind.FILTER, name + ".");
                    default -> new JqlPlace(Kind.VALUE, name);
                };
            case PIPELINE -> ofStage(key);
            case GROUP -> of(key.equals("_id") ? Kind.EXPRESSION : Kind.ACCUMULATOR);
            case OUTPUT -> of(Kind.ACCUMULATOR);
            case ACCUMULATOR, PROJECTION -> of(Kind.EXPRESSION);
            case EXPRESSION -> ofExpression(key);
            case KEYED -> ofKeyed(key);
            case FACET -> of(Kind.PIPELINE);
            case CHANGES -> new JqlPlace(Kind.VALUE, key);
            case PUSH -> new JqlPlace(Kind.KEYED, name);
            case COLLECTION, VALUE, SORT, FIELD_NAME, CHOICE, ANYTHING -> of(Kind.ANYTHING);
        };
    }

    private static JqlPlace ofCommand(String key) {
        return switch (key) {
            case "find", "count", "distinct", "insert", "update", "replace", "delete", "findAndModify", "aggregate" ->
                of(Kind.COLLECTION);
            case "dropCollection", "listIndexes", "describe", "setTiering", "collection" -> of(Kind.COLLECTION);
            case "filter" -> of(Kind.FILTER);
            case "projection" -> of(Kind.PROJECTION);
            case "sort", "fields" -> of(Kind.SORT);
            case "pipeline" -> of(Kind.PIPELINE);
            case "set", "$set", "$setOnInsert", "$inc", "$mul", "$min", "$max", "$unset", "$rename", "$pull", "$pop" ->
                of(Kind.CHANGES);
            case "$currentDate" -> of(Kind.CHANGES);
            case "$push", "$addToSet" -> new JqlPlace(Kind.PUSH, key);
            case "unset", "key" -> of(Kind.FIELD_NAME);
            case "explain" -> of(Kind.COMMAND);
            case "using", "validation" -> new JqlPlace(Kind.CHOICE, key);
            default -> of(Kind.ANYTHING);
        };
    }

    /** {@code within}: what stands before the fields of the filter, empty for those of the whole document. */
    private static JqlPlace ofFilter(String key, String within) {
        return switch (key) {
            case "$and", "$or", "$nor" -> new JqlPlace(Kind.FILTER, within);
            case "$expr" -> of(Kind.EXPRESSION);
            default -> key.startsWith("$") ? of(Kind.ANYTHING) : new JqlPlace(Kind.TEST, within + key);
        };
    }

    private static JqlPlace ofStage(String stage) {
        return switch (stage) {
            case "$match" -> of(Kind.FILTER);
            case "$group" -> of(Kind.GROUP);
            case "$sort" -> of(Kind.SORT);
            case "$project", "$addFields", "$set" -> of(Kind.PROJECTION);
            case "$unset" -> of(Kind.FIELD_NAME);
            case "$sortByCount", "$replaceWith" -> of(Kind.EXPRESSION);
            case "$facet" -> of(Kind.FACET);
            default -> KEYS.containsKey(stage) ? new JqlPlace(Kind.KEYED, stage) : of(Kind.ANYTHING);
        };
    }

    private static JqlPlace ofExpression(String operator) {
        if (operator.equals("$meta")) {
            return new JqlPlace(Kind.CHOICE, operator);
        }
        boolean keyed =
                KEYS.containsKey(operator) || JqlWords.arguments(operator).isPresent();
        return keyed ? new JqlPlace(Kind.KEYED, operator) : of(Kind.EXPRESSION);
    }

    private static JqlPlace ofSearch(String key) {
        return switch (key) {
            case "path" -> of(Kind.FIELD_NAME);
            case "filter" -> of(Kind.FILTER);
            case "metric" -> new JqlPlace(Kind.CHOICE, key);
            default -> of(Kind.ANYTHING);
        };
    }

    private JqlPlace ofKeyed(String key) {
        if (name.equals("$vectorSearch")) {
            return ofSearch(key);
        }
        return switch (key) {
            case "from", "coll" -> of(Kind.COLLECTION);
            case "pipeline" -> of(Kind.PIPELINE);
            case "localField", "foreignField" -> of(Kind.FIELD_NAME);
            case "filter" -> of(Kind.FILTER);
            case "output" -> of(Kind.OUTPUT);
            case "branches" -> new JqlPlace(Kind.KEYED, "branches");
            case "let", "vars" -> of(Kind.PROJECTION);
            case "as", "boundaries", "size", "limit", "includeArrayIndex", "$position", "$slice" -> of(Kind.ANYTHING);
            default -> name.equals("$push") || name.equals("$addToSet") ? of(Kind.ANYTHING) : of(Kind.EXPRESSION);
        };
    }
}
