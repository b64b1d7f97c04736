package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the commands about collections and indexes. {@link SchemaReader} reads the schema of a collection. */
final class DefinitionReader {

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    DefinitionReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    Statement read(Node.Members command, Node.Member first) {
        return switch (first.name()) {
            case "createCollection" -> createCollection(command, first);
            case "dropCollection" -> {
                Keys keys = keys(command, "dropCollection", "ifExists");
                yield new Statement.DropCollection(name(first), flag(keys, "ifExists"));
            }
            case "createIndex" -> createIndex(command, first);
            case "dropIndex" -> {
                Keys keys = keys(command, "dropIndex", "collection");
                yield new Statement.DropIndex(
                        name(first), values.string(keys.require("collection"), "a collection's name"));
            }
            case "listCollections" -> {
                keys(command, "listCollections");
                yield new Statement.ShowCollections();
            }
            case "listIndexes" -> {
                keys(command, "listIndexes");
                yield new Statement.ShowIndexes(name(first));
            }
            default -> {
                keys(command, "describe");
                yield new Statement.Describe(name(first));
            }
        };
    }

    private Keys keys(Node.Members command, String... known) {
        return new Keys(text, command, known[0], List.of(known));
    }

    private String name(Node.Member first) {
        return values.string(first.value(), "a name");
    }

    private boolean flag(Keys keys, String key) {
        return keys.find(key).map(node -> values.flag(node, key)).orElse(false);
    }

    private Statement createCollection(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "createCollection", "schema", "validation", "ifNotExists");
        Optional<String> validation = keys.find("validation").map(node -> validation(node));
        Optional<CollectionSchema> schema = keys.find("schema")
                .map(node -> new SchemaReader(reading).read(node, validation.equals(Optional.of("strict"))));
        return new Statement.CreateCollection(name(first), flag(keys, "ifNotExists"), schema);
    }

    private String validation(Node node) {
        String validation = values.string(node, "strict or flexible");
        if (!validation.equals("strict") && !validation.equals("flexible")) {
            throw text.syntax("unknown validation \"" + validation + "\"", node, "write \"strict\" or \"flexible\"");
        }
        return validation;
    }

    private Value literal(Node node) {
        if (values.value(node) instanceof Expression.Literal(Value value)) {
            return value;
        }
        throw text.syntax("a parameter cannot stand in a definition", node, null);
    }

    private Statement createIndex(Node.Members command, Node.Member first) {
        Keys keys = keys(command, "createIndex", "collection", "fields", "unique", "using", "options");
        Map<String, Value> options = new HashMap<>();
        keys.find("options").ifPresent(node -> {
            for (Node.Member option : values.object(node, "options").list()) {
                options.put(option.name(), literal(option.value()));
            }
        });
        IndexDefinition.Kind kind = keys.find("using").map(this::kind).orElse(IndexDefinition.Kind.BTREE);
        IndexDefinition index = new IndexDefinition(
                0, name(first), fields(keys.require("fields")), kind, flag(keys, "unique"), options);
        return new Statement.CreateIndex(values.string(keys.require("collection"), "a collection's name"), index);
    }

    private IndexDefinition.Kind kind(Node node) {
        String written = values.string(node, "btree, hash, fulltext or vector");
        List<String> known = List.of("btree", "hash", "fulltext", "vector");
        if (!known.contains(written.toLowerCase(Locale.ROOT))) {
            throw text.syntax(
                    "unknown kind of index \"" + written + "\"",
                    node,
                    Optional.ofNullable(Suggestions.didYouMean(written, known))
                            .orElse("kinds are " + String.join(", ", known)));
        }
        return IndexDefinition.Kind.valueOf(written.toUpperCase(Locale.ROOT));
    }

    private List<IndexDefinition.IndexField> fields(Node node) {
        List<IndexDefinition.IndexField> fields = new ArrayList<>();
        if (node instanceof Node.Members members && !members.list().isEmpty()) {
            for (Node.Member member : members.list()) {
                fields.add(new IndexDefinition.IndexField(
                        values.fixedPath(member.name(), member),
                        new SortReader(reading).descending(member.name(), member.value())));
            }
            return fields;
        }
        for (Node path : values.filledArray(node, "the fields")) {
            fields.add(new IndexDefinition.IndexField(values.fixedPath(path, "a path"), false));
        }
        return fields;
    }
}
