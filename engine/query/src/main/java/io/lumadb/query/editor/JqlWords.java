package io.lumadb.query.editor;

import io.lumadb.query.jql.vocabulary.DateParts;
import io.lumadb.query.jql.vocabulary.ExpressionOperators;
import io.lumadb.query.jql.vocabulary.ExpressionOperators.Arguments;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.jql.vocabulary.VectorSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The words of JQL by where they stand. */
final class JqlWords {

    static final List<String> COMBINATIONS = List.of("$and", "$or", "$nor", "$expr");

    static final List<String> STAGES = List.of(
            "$match",
            "$group",
            "$sort",
            "$limit",
            "$skip",
            "$project",
            "$addFields",
            "$set",
            "$unset",
            "$unwind",
            "$lookup",
            "$count",
            "$sortByCount",
            "$replaceRoot",
            "$replaceWith",
            "$facet",
            "$bucket",
            "$unionWith",
            "$sample",
            "$vectorSearch");

    static final List<String> ACCUMULATORS = List.of(
            "$sum",
            "$avg",
            "$min",
            "$max",
            "$count",
            "$first",
            "$last",
            "$push",
            "$addToSet",
            "$median",
            "$percentile",
            "$stdDevPop",
            "$stdDevSamp");

    private static final List<String> CHANGES = List.of(
            "$set",
            "$unset",
            "$inc",
            "$mul",
            "$min",
            "$max",
            "$rename",
            "$push",
            "$addToSet",
            "$pull",
            "$pop",
            "$currentDate",
            "$setOnInsert");

    /** Which keys go with a command. */
    private static final Map<String, List<String>> COMMAND_KEYS = Map.ofEntries(
            Map.entry("find", List.of("filter", "projection", "sort", "skip", "limit")),
            Map.entry("count", List.of("filter")),
            Map.entry("distinct", List.of("key", "filter")),
            Map.entry("insert", List.of("documents", "document", "ordered")),
            Map.entry(
                    "update",
                    with(List.of("filter", "set", "unset", "upsert", "sort", "limit", "arrayFilters", "pipeline"))),
            Map.entry("replace", List.of("filter", "document", "upsert", "sort")),
            Map.entry("delete", List.of("filter", "sort", "limit")),
            Map.entry(
                    "findAndModify",
                    with(List.of(
                            "filter",
                            "sort",
                            "projection",
                            "set",
                            "unset",
                            "remove",
                            "new",
                            "upsert",
                            "arrayFilters",
                            "pipeline"))),
            Map.entry("aggregate", List.of("pipeline")),
            Map.entry("createCollection", List.of("schema", "validation", "ifNotExists")),
            Map.entry("dropCollection", List.of("ifExists")),
            Map.entry("createIndex", List.of("collection", "fields", "unique", "using", "options")),
            Map.entry("dropIndex", List.of("collection")),
            Map.entry("setTiering", List.of("policy")),
            Map.entry("explain", List.of("analyze")));

    private static final Map<String, List<String>> CHOICES = Map.of(
            "using", List.of("btree", "hash", "fulltext", "vector"),
            "validation", List.of("strict", "flexible"),
            "metric", VectorSearch.METRICS,
            "$meta", List.of(VectorSearch.SCORE));

    private static final List<String> EXPRESSIONS = expressions();

    private JqlWords() {}

    private static List<String> with(List<String> keys) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(CHANGES);
        return List.copyOf(all);
    }

    private static List<String> expressions() {
        Set<String> all = new TreeSet<>(ExpressionOperators.names());
        all.add("$meta");
        all.addAll(DateParts.operators());
        all.addAll(Operators.ARITHMETIC.keySet());
        all.addAll(Operators.COMPARISONS.keySet());
        all.addAll(
                List.of("$and", "$or", "$not", "$cond", "$switch", "$literal", "$let", "$map", "$filter", "$reduce"));
        return List.copyOf(all);
    }

    static List<String> keysOf(String command) {
        return COMMAND_KEYS.getOrDefault(command, List.of());
    }

    /** Operators of expressions, in the order of their names. */
    static List<String> expressionOperators() {
        return EXPRESSIONS;
    }

    static List<String> choices(String key) {
        return CHOICES.getOrDefault(key, List.of());
    }

    /** The named arguments of an operator or stage, in their order; empty where it has none. */
    static Optional<List<String>> arguments(String operator) {
        List<String> keys = JqlPlace.KEYS.get(operator);
        if (keys != null) {
            return Optional.of(keys);
        }
        return ExpressionOperators.named(operator)
                .flatMap(found -> found.arguments() instanceof Arguments.Named named
                        ? Optional.of(named.all())
                        : Optional.empty());
    }
}
