package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads sentences that make, drop or describe collections and indexes. */
final class DefinitionReader {

    private static final String COLLECTION = "the name of a collection";
    private static final String INDEX_EXAMPLE = "for example: create index on products by price";

    private final Words words;
    private final NameResolver names;

    DefinitionReader(Words words, NameResolver names) {
        this.words = words;
        this.names = names;
    }

    boolean begins() {
        return switch (words.peek().lower()) {
            case "drop", "describe" -> words.peek().isPlain();
            case "create" -> words.peek().isPlain() && creates();
            case "remove", "delete" -> words.peek().isPlain() && drops();
            default -> false;
        };
    }

    private boolean creates() {
        int noun = 1;
        while (words.peek(noun).is("a")
                || words.peek(noun).is("an")
                || words.peek(noun).is("the")
                || words.peek(noun).is("new")) {
            noun++;
        }
        return switch (words.peek(noun).lower()) {
            case "collection", "index" -> true;
            case "unique", "hash", "full", "fulltext", "vector" ->
                words.peek(noun + 1).is("index")
                        || words.peek(noun + 2).is("index")
                        || words.peek(noun + 3).is("index");
            default -> false;
        };
    }

    private boolean drops() {
        int noun = words.peek(1).is("the") ? 2 : 1;
        return words.seesAt(noun, "collection") || words.seesAt(noun, "index");
    }

    Statement read() {
        Word verb = words.next();
        return switch (verb.lower()) {
            case "create" -> create();
            case "describe" -> describe();
            default -> drop();
        };
    }

    private Statement describe() {
        words.acceptAny("the collection", "collection", "the");
        return new Statement.Describe(names.collection(COLLECTION));
    }

    private Statement create() {
        words.acceptAny("a new", "a", "the", "new", "an");
        if (words.accept("collection")) {
            words.acceptAny("named", "called");
            String name = names.newName("a name for the collection");
            boolean ifNotExists = words.accept("if it does not exist");
            return new Statement.CreateCollection(name, ifNotExists, Optional.empty());
        }
        boolean unique = words.accept("unique");
        if (words.sees("vector")) {
            throw Complaints.expected(
                    words, "index, hash index or full text index", "a vector index has dimensions: create it in LQL");
        }
        IndexDefinition.Kind kind = IndexDefinition.Kind.BTREE;
        if (words.accept("hash")) {
            kind = IndexDefinition.Kind.HASH;
        } else if (words.acceptAny("full text", "fulltext")) {
            kind = IndexDefinition.Kind.FULLTEXT;
        }
        if (!words.accept("index")) {
            throw Complaints.expected(words, "index", INDEX_EXAMPLE);
        }
        return createIndex(unique, kind);
    }

    private Statement createIndex(boolean unique, IndexDefinition.Kind kind) {
        Optional<String> name = Optional.empty();
        if (!words.sees("on")) {
            words.acceptAny("named", "called");
            name = Optional.of(names.newName("on, or a name for the index"));
        }
        if (!words.accept("on")) {
            throw Complaints.expected(words, "on and a collection", INDEX_EXAMPLE);
        }
        String collection = names.collection(COLLECTION);
        names.enter(collection);
        if (!words.acceptAny("by", "over")) {
            throw Complaints.expected(words, "by and the fields", INDEX_EXAMPLE);
        }
        List<IndexDefinition.IndexField> fields = new ArrayList<>();
        do {
            FieldPath path = names.fieldOrNew();
            boolean descending = words.acceptAny("descending", "desc");
            if (!descending) {
                words.acceptAny("ascending", "asc");
            }
            fields.add(new IndexDefinition.IndexField(path, descending));
        } while (words.acceptSeparator());
        String chosen = name.orElseGet(() -> indexName(collection, fields));
        return new Statement.CreateIndex(collection, new IndexDefinition(0, chosen, fields, kind, unique, Map.of()));
    }

    /** The name of an index that was given none. */
    static String indexName(String collection, List<IndexDefinition.IndexField> fields) {
        return collection
                + fields.stream()
                        .map(field -> "_" + field.path().toString().replaceAll("[^\\p{L}\\p{N}]+", "_"))
                        .collect(Collectors.joining());
    }

    private Statement drop() {
        words.accept("the");
        if (words.accept("collection")) {
            String name = names.collectionOrNone(COLLECTION);
            return new Statement.DropCollection(name, words.accept("if it exists"));
        }
        if (words.accept("index")) {
            String name = names.newName("the name of an index");
            if (!words.acceptAny("on", "of")) {
                throw Complaints.expected(words, "on and a collection", "for example: drop index by_price on products");
            }
            return new Statement.DropIndex(name, names.collection(COLLECTION));
        }
        throw Complaints.expected(words, "collection or index", "documents are removed by: remove products where …");
    }
}
