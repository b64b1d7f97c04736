package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.DistinctForm;
import io.lumadb.query.language.PolicyObjects;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the command that a text's object is. */
public final class CommandReader {

    public static final List<String> COMMANDS = List.of(
            "find",
            "count",
            "distinct",
            "insert",
            "update",
            "replace",
            "delete",
            "findAndModify",
            "aggregate",
            "createCollection",
            "dropCollection",
            "createIndex",
            "dropIndex",
            "listCollections",
            "listIndexes",
            "describe",
            "setTiering",
            "explain");

    /** As a find's limit it means that there is none, as in MongoDB. */
    private static final Expression NONE = new Expression.Literal(Value.of(0));

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    public CommandReader(String source, JsonText text) {
        this.reading = Reading.of(source, text);
        this.text = text;
        this.values = reading.values();
    }

    /**
     * Reads a command.
     *
     * @throws io.lumadb.query.language.QueryError SYNTAX_ERROR at the key that is wrong
     */
    public Statement read(Node.Members command) {
        if (command.list().isEmpty()) {
            throw text.syntax(
                    "the command is empty", command, "the first key is the command: {\"find\": \"collection\"}");
        }
        Node.Member first = command.list().getFirst();
        return switch (first.name()) {
            case "find" -> find(command, first);
            case "count" -> count(command, first);
            case "distinct" -> distinct(command, first);
            case "insert" -> insert(command, first);
            case "update" -> new UpdateReader(reading).update(command, name(first));
            case "replace" -> new UpdateReader(reading).replace(command, name(first));
            case "delete" -> new UpdateReader(reading).delete(command, name(first));
            case "findAndModify" -> new UpdateReader(reading).findAndModify(command, name(first));
            case "aggregate" -> {
                Keys keys = keys(command, "aggregate", "pipeline");
                yield new PipelineReader(reading).read(name(first), keys.require("pipeline"));
            }
            case "explain" -> explain(command, first);
            case "createCollection",
                    "dropCollection",
                    "createIndex",
                    "dropIndex",
                    "listCollections",
                    "listIndexes",
                    "describe" -> new DefinitionReader(reading).read(command, first);
            case "setTiering" -> setTiering(command, first);
            default ->
                throw text.syntax(
                        "unknown command \"" + first.name() + "\"",
                        first,
                        Optional.ofNullable(Suggestions.didYouMean(first.name(), COMMANDS))
                                .orElse("the first key is the command: " + String.join(", ", COMMANDS)));
        };
    }

    private Keys keys(Node.Members command, String... known) {
        return new Keys(text, command, known[0], List.of(known));
    }

    private String name(Node.Member first) {
        String name = values.string(first.value(), "a collection's name");
        if (name.isEmpty()) {
            throw text.syntax("the collection's name is empty", first.value(), null);
        }
        return name;
    }

    private static Optional<Source> source(String collection) {
        return Optional.of(new Source.Collection(collection, Optional.empty()));
    }

    private Optional<Expression> filter(Keys keys) {
        return keys.find("filter").flatMap(new FilterReader(reading)::read);
    }

    private List<SortKey> sort(Keys keys) {
        return keys.find("sort").map(new SortReader(reading)::read).orElse(List.of());
    }

    private Optional<Expression> rows(Keys keys, String key) {
        return keys.find(key).map(node -> values.count(node, key));
    }

    private boolean flag(Keys keys, String key, boolean standard) {
        return keys.find(key).map(node -> values.flag(node, key)).orElse(standard);
    }

    private Statement find(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "find", "filter", "projection", "sort", "skip", "limit", "distinct");
        List<SelectItem> items = keys.find("projection")
                .map(new ProjectionReader(reading)::read)
                .orElse(List.of(new SelectItem.AllFields(List.of())));
        return new Statement.Select(
                MatchingRules.DOCUMENT,
                flag(keys, "distinct", false),
                items,
                source(name(first)),
                filter(keys),
                List.of(),
                Optional.empty(),
                sort(keys),
                rows(keys, "limit").filter(limit -> !limit.equals(NONE)),
                rows(keys, "skip"));
    }

    private Statement count(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "count", "filter");
        Expression all = new Expression.Aggregate(AggregateFunction.COUNT, Optional.empty(), false, Optional.empty());
        return select(first, false, ColumnNames.named(all, "count"), filter(keys));
    }

    private Statement distinct(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "distinct", "key", "filter");
        FieldPath path = values.fixedPath(keys.require("key"), "a path");
        return select(first, true, DistinctForm.item(path), filter(keys));
    }

    private Statement select(Node.Member first, boolean distinct, SelectItem item, Optional<Expression> where) {
        return new Statement.Select(
                MatchingRules.DOCUMENT,
                distinct,
                List.of(item),
                source(name(first)),
                where,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Statement insert(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "insert", "documents", "document", "ordered", "upsert", "returning");
        List<Expression> documents = new ArrayList<>();
        Optional<Node> one = keys.find("document");
        if (one.isPresent()) {
            if (keys.find("documents").isPresent()) {
                throw text.syntax("\"document\" and \"documents\" stand side by side", command, "keep one of the two");
            }
            documents.add(document(one.get()));
        } else {
            for (Node node : values.filledArray(keys.require("documents"), "documents")) {
                documents.add(document(node));
            }
        }
        return new Statement.Insert(
                name(first),
                documents,
                flag(keys, "upsert", false),
                flag(keys, "ordered", true),
                keys.find("returning")
                        .map(new ProjectionReader(reading)::read)
                        .map(items -> new Statement.Returning(items, Statement.Image.AFTER)));
    }

    private Expression document(Node node) {
        return values.value(values.object(node, "a document"));
    }

    private Statement explain(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "explain", "analyze");
        return new Statement.Explain(
                flag(keys, "analyze", false), read(values.object(first.value(), "the command to explain")));
    }

    private Statement setTiering(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "setTiering", "policy");
        Node policy = keys.require("policy");
        if (values.value(policy) instanceof Expression.Literal(Value.Obj object)) {
            return new Statement.SetTiering(name(first), PolicyObjects.read(object, text.position(policy)));
        }
        throw text.syntax("a tiering policy is an object of literals, not " + policy.kind(), policy, null);
    }
}
