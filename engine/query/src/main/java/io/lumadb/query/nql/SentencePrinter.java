package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes statements as the one sentence that says each; {@link ConditionPrinter} writes their conditions and values. */
final class SentencePrinter {

    String print(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> select(select);
            case Statement.SetOperation(var operator, var _, var _, var _, var _, var _, var _) ->
                throw no(operator.name(), "a sentence asks one question of one collection");
            case Statement.With _ -> throw no("WITH", "a sentence asks one question of one collection");
            case Statement.InsertQuery _ -> throw no("INSERT … SELECT", "a sentence names the values it adds");
            case Statement.SetSchema _ -> throw no("a schema", "declared fields are set in LQL");
            case Statement.Insert insert -> insert(insert);
            case Statement.Update update -> update(update);
            case Statement.Delete delete -> delete(delete);
            case Statement.CreateCollection create -> {
                if (create.schema().isPresent()) {
                    throw no("declared fields", "create the collection in LQL");
                }
                yield "create collection " + name(create.name())
                        + (create.ifNotExists() ? " if it does not exist" : "");
            }
            case Statement.DropCollection(String name, boolean ifExists) ->
                "drop collection " + name(name) + (ifExists ? " if it exists" : "");
            case Statement.SetTiering(String collection, var _) ->
                throw no("the tiering policy of " + collection, "a policy is an object with a dozen numbers");
            case Statement.CreateIndex(String collection, IndexDefinition index) -> createIndex(collection, index);
            case Statement.DropIndex(String name, String collection) ->
                "drop index " + name(name) + " on " + name(collection);
            case Statement.ShowCollections() -> "show collections";
            case Statement.ShowIndexes(String collection) -> "show indexes of " + name(collection);
            case Statement.Describe(String collection) -> "describe " + name(collection);
            case Statement.Explain(boolean analyze, Statement explained) ->
                (analyze ? "analyze " : "explain ") + print(explained);
        };
    }

    static QueryError no(String construct, String reason) {
        return QueryError.untranslatable(Language.NQL, construct, reason);
    }

    /** A name as a word, or in backquotes where a word would mean something else. */
    static String name(String name) {
        if (name.isEmpty()) {
            throw no("an empty name", "a name has letters");
        }
        return Vocabulary.quoted(name);
    }

    private static String select(Statement.Select select) {
        Source source =
                select.from().orElseThrow(() -> no("SELECT without FROM", "every sentence is about a collection"));
        String collection = switch (source) {
            case Source.Collection(String name, Optional<String> alias) -> {
                if (alias.isPresent()) {
                    throw no("AS " + alias.get(), "a sentence calls a collection by its own name");
                }
                yield name(name);
            }
            case Source.Join _ -> throw no("JOIN", "a sentence is about one collection");
            case Source.Derived _ -> throw no("a derived table", "a sentence is about one collection");
            case Source.Unnest _ -> throw no("UNNEST", "a sentence is about the documents of a collection");
        };
        if (select.having().isPresent()) {
            throw no("HAVING", "conditions are about documents, not groups");
        }
        return beginning(select, collection)
                + where(select.where())
                + sorted(select.orderBy(), aliases(select.items()))
                + rows("limit", select.limit())
                + rows("skip", select.offset());
    }

    private static String beginning(Statement.Select select, String collection) {
        List<SelectItem> items = select.items();
        List<FieldPath> keys =
                select.groupBy().stream().map(SentencePrinter::key).toList();
        String per = keys.isEmpty()
                ? ""
                : keys.stream().map(ConditionPrinter::path).collect(Collectors.joining(", ", " per ", ""));
        if (items.equals(counted(keys)) && !select.distinct()) {
            return "count " + collection + per;
        }
        if (items.equals(List.of(new SelectItem.AllFields(List.of()))) && keys.isEmpty() && !select.distinct()) {
            return "find " + collection;
        }
        for (FieldPath key : keys) {
            if (items.stream().noneMatch(item -> isField(item, key))) {
                throw no("groups without their key " + key, "a group is shown with what it is grouped by");
            }
        }
        return "show "
                + (select.distinct() ? "different " : "")
                + list(items.stream().map(SentencePrinter::item).toList())
                + " of "
                + collection
                + per;
    }

    private static List<SelectItem> counted(List<FieldPath> keys) {
        List<SelectItem> items = new ArrayList<>();
        keys.forEach(key -> items.add(new SelectItem.Computed(new Expression.Field(key), Optional.empty())));
        items.add(ItemReader.count("count"));
        return items;
    }

    private static FieldPath key(Expression expression) {
        if (expression instanceof Expression.Field(FieldPath path)) {
            return path;
        }
        throw no("grouping by an expression", "groups are named by fields");
    }

    private static boolean isField(SelectItem item, FieldPath path) {
        return item instanceof SelectItem.Computed(Expression expression, var _)
                && expression.equals(new Expression.Field(path));
    }

    private static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.getFirst() : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    static String item(SelectItem item) {
        return switch (item) {
            case SelectItem.Computed(Expression expression, Optional<String> alias) ->
                shown(expression) + alias.map(name -> " as " + name(name)).orElse("");
            case SelectItem.AllFields(List<FieldPath> except) ->
                throw except.isEmpty()
                        ? no("* beside other fields", "a sentence shows whole documents or some fields")
                        : no("leaving out fields", "a sentence names the fields it shows");
            case SelectItem.SourceFields(String name) -> throw no(name + ".*", "a sentence is about one collection");
            case SelectItem.Kept(FieldPath path) -> throw no("KEEP " + path, "a field is shown under its own name");
            case SelectItem.Placed(FieldPath path, Expression _) ->
                throw no("computing \"" + path + "\" in its place", "a field is shown under its own name");
            case SelectItem.Root _ -> throw no("$replaceRoot", "a sentence shows fields");
        };
    }

    private static String shown(Expression expression) {
        return switch (expression) {
            case Expression.Field(FieldPath path) -> ConditionPrinter.path(path);
            case Expression.Aggregate aggregate -> aggregate(aggregate);
            default ->
                throw no(
                        ConditionPrinter.describe(expression) + " among what is shown",
                        "a sentence shows fields, counts, averages, totals and extremes");
        };
    }

    private static String aggregate(Expression.Aggregate aggregate) {
        if (!aggregate.orderBy().isEmpty() || aggregate.argument().isPresent()) {
            throw no(aggregate.function().name(), "a sentence counts, adds up, averages and finds extremes");
        }
        if (aggregate.filter().isPresent()) {
            throw no("FILTER", "an aggregate is over all documents that the sentence is about");
        }
        boolean count = aggregate.function() == AggregateFunction.COUNT;
        if (aggregate.distinct() && !count) {
            throw no(aggregate.function() + "(DISTINCT …)", "only counts are of different values");
        }
        Optional<String> field = aggregate.operand().map(operand -> {
            if (operand instanceof Expression.Field(FieldPath path)) {
                return ConditionPrinter.path(path);
            }
            throw no(aggregate.function() + " of an expression", "aggregates are of fields");
        });
        return switch (aggregate.function()) {
            case COUNT -> "number of " + (aggregate.distinct() ? "different " : "") + field.orElse("documents");
            case SUM -> "total " + field.orElse("");
            case AVG -> "average " + field.orElse("");
            case MIN -> "lowest " + field.orElse("");
            case MAX -> "highest " + field.orElse("");
            case MEDIAN -> "median " + field.orElse("");
            case STDDEV, VARIANCE, FIRST, LAST, ARRAY_AGG, STRING_AGG, PERCENTILE ->
                throw no(aggregate.function().name(), "a sentence counts, adds up, averages and finds extremes");
        };
    }

    private static String where(Optional<Expression> condition) {
        return condition.map(where -> " where " + ConditionPrinter.print(where)).orElse("");
    }

    private static List<String> aliases(List<SelectItem> items) {
        return items.stream()
                .flatMap(item -> item instanceof SelectItem.Computed(var _, Optional<String> alias)
                        ? alias.stream()
                        : Stream.empty())
                .toList();
    }

    /** Names given with as are understood before words, so that a count can be sorted by without backquotes. */
    private static String sorted(List<SortKey> keys, List<String> aliases) {
        return keys.isEmpty()
                ? ""
                : keys.stream().map(key -> sortKey(key, aliases)).collect(Collectors.joining(", ", " sorted by ", ""));
    }

    private static String sortKey(SortKey key, List<String> aliases) {
        if (key.nullsFirst().isPresent()) {
            throw no(key.nullsFirst().get() ? "NULLS FIRST" : "NULLS LAST", "null is the smallest value in every sort");
        }
        String direction = key.descending() ? " descending" : "";
        if (key.expression() instanceof Expression.Field(FieldPath path)
                && path.isTopLevel()
                && aliases.contains(path.root())
                && path.root().equals("count")) {
            return path.root() + direction;
        }
        if (!(key.expression() instanceof Expression.Field) && !(key.expression() instanceof Expression.Aggregate)) {
            throw no("sorting by an expression", "sentences sort by fields and by what they show");
        }
        return shown(key.expression()) + direction;
    }

    private static String rows(String word, Optional<Expression> count) {
        return count.map(rows -> " " + word + " " + ConditionPrinter.value(rows))
                .orElse("");
    }

    private static String delete(Statement.Delete delete) {
        requireNoRows(delete.returning());
        return "remove "
                + (delete.where().isEmpty() ? "all " : "")
                + name(delete.collection())
                + where(delete.where())
                + sorted(delete.orderBy(), List.of())
                + rows("limit", delete.limit());
    }

    private static void requireNoRows(Optional<Returning> returning) {
        if (returning.isPresent()) {
            throw no("RETURNING", "a sentence that changes documents gives none of them back");
        }
    }

    private static String insert(Statement.Insert insert) {
        requireNoRows(insert.returning());
        if (insert.upsert()) {
            throw no("UPSERT", "a sentence adds documents that are new");
        }
        if (!insert.ordered()) {
            throw no("\"ordered\": false", "adding stops at the first document that fails");
        }
        return "add to "
                + name(insert.collection())
                + insert.documents().stream().map(SentencePrinter::document).collect(Collectors.joining(";", "", ""));
    }

    private static String document(Expression expression) {
        if (!(expression instanceof Expression.Literal(Value.Obj document))) {
            throw no("a computed document", "a new document is made of values only");
        }
        Map<FieldPath, Value> leaves = new LinkedHashMap<>();
        document.fields().forEach((name, value) -> collect(FieldPath.of(name), value, leaves));
        if (leaves.isEmpty()) {
            throw no("a document without fields", "there is nothing to say about it");
        }
        return leaves.entrySet().stream()
                .map(leaf -> " " + ConditionPrinter.path(leaf.getKey()) + " "
                        + ConditionPrinter.value(new Expression.Literal(leaf.getValue())))
                .collect(Collectors.joining(","));
    }

    private static void collect(FieldPath path, Value value, Map<FieldPath, Value> leaves) {
        if (value instanceof Value.Obj(Map<String, Value> fields) && !fields.isEmpty()) {
            fields.forEach((name, inner) -> collect(path.append(new FieldPath.Field(name)), inner, leaves));
        } else {
            leaves.put(path, value);
        }
    }

    private static String update(Statement.Update update) {
        requireNoRows(update.returning());
        if (!update.arrayFilters().isEmpty()) {
            throw no("\"arrayFilters\"", "a sentence changes whole fields");
        }
        if (update.upsert()) {
            throw no("\"upsert\": true", "a sentence changes documents that are there");
        }
        List<String> changes = new ArrayList<>();
        String verb = "";
        for (Change change : update.changes()) {
            if (PositionalSteps.in(change)) {
                throw no("a positional step in the path of a change", "a sentence changes whole fields");
            }
            String next = verb(change);
            changes.add((next.equals(verb) ? "" : next + " ") + change(change));
            verb = next;
        }
        return "update "
                + (update.where().isEmpty() ? "all " : "")
                + name(update.collection())
                + " "
                + String.join(", ", changes)
                + where(update.where())
                + sorted(update.orderBy(), List.of())
                + rows("limit", update.limit());
    }

    private static String verb(Change change) {
        return switch (change) {
            case Change.SetField _ -> "set";
            case Change.UnsetField _ -> "remove";
            case Change.Increment(FieldPath _, Expression by) -> isDecrease(by) ? "decrease" : "increase";
            case Change.DocumentChange documentChange ->
                throw no(documentChange.operator(), "a sentence sets, raises and removes fields");
        };
    }

    private static boolean isDecrease(Expression by) {
        return switch (by) {
            case Expression.Negate _ -> true;
            case Expression.Literal(Value.Int64(long number)) -> number < 0 && number != Long.MIN_VALUE;
            case Expression.Literal(Value.Float64(double number)) -> number < 0;
            default -> false;
        };
    }

    private static String change(Change change) {
        return switch (change) {
            case Change.SetField(FieldPath path, Expression value) ->
                ConditionPrinter.path(path) + " to " + ConditionPrinter.value(value);
            case Change.UnsetField(FieldPath path) -> ConditionPrinter.path(path);
            case Change.Increment(FieldPath path, Expression by) ->
                ConditionPrinter.path(path) + " by " + ConditionPrinter.value(isDecrease(by) ? negated(by) : by);
            case Change.DocumentChange documentChange -> throw new IllegalArgumentException(documentChange.operator());
        };
    }

    private static Expression negated(Expression by) {
        return switch (by) {
            case Expression.Negate(Expression operand) -> operand;
            case Expression.Literal(Value.Int64(long number)) -> new Expression.Literal(Value.of(-number));
            case Expression.Literal(Value.Float64(double number)) -> new Expression.Literal(Value.of(-number));
            default -> by;
        };
    }

    private static String createIndex(String collection, IndexDefinition index) {
        if (!index.options().isEmpty()) {
            throw no("options of an index", "create it in LQL");
        }
        String kind = switch (index.kind()) {
            case BTREE -> "";
            case HASH -> "hash ";
            case FULLTEXT -> "full text ";
            case VECTOR -> throw no("a vector index", "it needs dimensions and a metric");
        };
        String named = index.name().equals(DefinitionReader.indexName(collection, index.fields()))
                ? ""
                : " " + name(index.name());
        return "create "
                + (index.unique() ? "unique " : "")
                + kind
                + "index"
                + named
                + " on "
                + name(collection)
                + " by "
                + index.fields().stream()
                        .map(field -> ConditionPrinter.path(field.path()) + (field.descending() ? " descending" : ""))
                        .collect(Collectors.joining(", "));
    }
}
