package io.lumadb.query.jql;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.PolicyObjects;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the command that a text's object is. */
final class CommandReader {

    static final List<String> COMMANDS = List.of(
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

    private final JsonText text;
    private final Values values;

    CommandReader(JsonText text, Values values) {
        this.text = text;
        this.values = values;
    }

    Statement read(Node.Members command) {
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
            case "update" -> new UpdateReader(text, values).read(command, name(first));
            case "replace" -> replace(command, first);
            case "delete" -> delete(command, first);
            case "aggregate" -> {
                Keys keys = keys(command, "aggregate", "pipeline");
                yield new PipelineReader(text, values).read(name(first), keys.require("pipeline"));
            }
            case "findAndModify" -> throw text.notBuilt("findAndModify", first, "use update with \"limit\": 1");
            case "explain" -> explain(command, first);
            case "createCollection",
                    "dropCollection",
                    "createIndex",
                    "dropIndex",
                    "listCollections",
                    "listIndexes",
                    "describe" -> new DefinitionReader(text, values).read(command, first);
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
        return keys.find("filter").flatMap(new FilterReader(text, values)::read);
    }

    private List<SortKey> sort(Keys keys) {
        return keys.find("sort").map(new SortReader(text, values)::read).orElse(List.of());
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
                .map(new ProjectionReader(text, values)::read)
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
                rows(keys, "limit"),
                rows(keys, "skip"));
    }

    private Statement count(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "count", "filter");
        Expression all = new Expression.Aggregate(AggregateFunction.COUNT, Optional.empty(), false, Optional.empty());
        return select(first, false, ColumnNames.named(all, "count"), filter(keys));
    }

    private Statement distinct(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "distinct", "key", "filter");
        FieldPath path = values.path(keys.require("key"), "a path");
        return select(first, true, ColumnNames.named(new Expression.Field(path), "value"), filter(keys));
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
        Keys keys = keys(command, "insert", "documents", "document", "ordered", "upsert");
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
        return new Statement.Insert(name(first), documents, flag(keys, "upsert", false), flag(keys, "ordered", true));
    }

    private Expression document(Node node) {
        return values.value(values.object(node, "a document"));
    }

    /** A replacement by {@code _id} with {@code "upsert": true} is what UPSERT does. Others need a read first. */
    private Statement replace(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "replace", "filter", "document", "upsert");
        Expression document = document(keys.require("document"));
        Optional<Expression> id = filter(keys).flatMap(CommandReader::idOf);
        if (id.isEmpty() || !flag(keys, "upsert", false)) {
            throw text.notBuilt(
                    id.isEmpty() ? "replace with a filter other than an _id" : "replace without \"upsert\": true",
                    first,
                    "write {\"replace\": c, \"filter\": {\"_id\": x}, \"document\": {…}, \"upsert\": true}");
        }
        List<Map.Entry<String, Expression>> fields = new ArrayList<>();
        fields.add(Map.entry(Document.ID, id.get()));
        for (Map.Entry<String, Expression> field : fieldsOf(document)) {
            if (!field.getKey().equals(Document.ID)) {
                fields.add(field);
            } else if (!field.getValue().equals(id.get())) {
                throw text.syntax(
                        "the document has another _id than the filter",
                        keys.require("document"),
                        "keep one of the two");
            }
        }
        return new Statement.Insert(name(first), List.of(Expressions.object(fields)), true, true);
    }

    private static Optional<Expression> idOf(Expression filter) {
        boolean byId = filter instanceof Expression.Comparison(var operator, var left, Expression _)
                && operator == Expression.ComparisonOperator.EQUAL
                && left.equals(Expressions.field(Document.ID));
        return byId ? Optional.of(((Expression.Comparison) filter).right()) : Optional.empty();
    }

    private static List<Map.Entry<String, Expression>> fieldsOf(Expression document) {
        List<Map.Entry<String, Expression>> fields = new ArrayList<>();
        if (document instanceof Expression.Literal(Value.Obj(Map<String, Value> values))) {
            values.forEach((name, value) -> fields.add(Map.entry(name, new Expression.Literal(value))));
        } else if (document instanceof Expression.ObjectLiteral(List<Map.Entry<String, Expression>> parts)) {
            fields.addAll(parts);
        }
        return fields;
    }

    private Statement delete(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "delete", "filter", "sort", "limit");
        return new Statement.Delete(MatchingRules.DOCUMENT, name(first), filter(keys), sort(keys), rows(keys, "limit"));
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
