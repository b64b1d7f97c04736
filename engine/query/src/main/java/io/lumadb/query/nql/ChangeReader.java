package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads sentences that change documents, collections or indexes. */
final class ChangeReader {

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final ClauseReader clauses;

    ChangeReader(Words words, NameResolver names, ValueReader values, ClauseReader clauses) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.clauses = clauses;
    }

    boolean begins() {
        return switch (words.peek().lower()) {
            case "add",
                    "insert",
                    "create",
                    "put",
                    "update",
                    "modify",
                    "change",
                    "increase",
                    "raise",
                    "decrease",
                    "reduce",
                    "remove",
                    "delete",
                    "drop",
                    "describe" -> words.peek().isPlain();
            default -> false;
        };
    }

    Statement read() {
        Word verb = words.next();
        return switch (verb.lower()) {
            case "create" -> create();
            case "add", "insert", "put" -> insert();
            case "update", "modify", "change" -> update();
            case "increase", "raise" -> increase(1);
            case "decrease", "reduce" -> increase(-1);
            case "drop" -> drop();
            case "describe" -> describe();
            default ->
                words.sees("collection") || words.sees("index") || words.sees("the", "collection")
                        ? drop()
                        : delete(verb);
        };
    }

    private Statement describe() {
        words.acceptAny("the collection", "collection", "the");
        return new Statement.Describe(names.collection("the name of a collection"));
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
        IndexDefinition.Kind kind = IndexDefinition.Kind.BTREE;
        if (words.accept("hash")) {
            kind = IndexDefinition.Kind.HASH;
        } else if (words.acceptAny("full text", "fulltext")) {
            kind = IndexDefinition.Kind.FULLTEXT;
        }
        return words.accept("index") ? createIndex(unique, kind) : insert();
    }

    private Statement createIndex(boolean unique, IndexDefinition.Kind kind) {
        Optional<String> name = Optional.empty();
        if (!words.sees("on")) {
            words.acceptAny("named", "called");
            name = Optional.of(names.newName("on, or a name for the index"));
        }
        if (!words.accept("on")) {
            throw Complaints.expected(words, "on and a collection", "for example: create index on products by price");
        }
        String collection = enter();
        if (!words.acceptAny("by", "over")) {
            throw Complaints.expected(words, "by and the fields", "for example: create index on products by price");
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
            String name = names.collectionOrNone("the name of a collection");
            return new Statement.DropCollection(name, words.accept("if it exists"));
        }
        if (words.accept("index")) {
            String name = names.newName("the name of an index");
            if (!words.acceptAny("on", "of")) {
                throw Complaints.expected(words, "on and a collection", "for example: drop index by_price on products");
            }
            return new Statement.DropIndex(name, names.collection("the name of a collection"));
        }
        throw Complaints.expected(words, "collection or index", "documents are removed by: remove products where …");
    }

    private String enter() {
        String name = names.collection("the name of a collection");
        names.enter(name);
        return name;
    }

    private Statement insert() {
        words.acceptAny("a new document", "a document", "a new record", "a record", "an", "a new", "a");
        if (!words.acceptAny("to", "into", "in")) {
            throw Complaints.expected(
                    words, "to and a collection", "for example: add to products name \"Lamp\", price 19.99");
        }
        words.accept("the");
        String collection = enter();
        words.acceptAny("a document with", "with", ":");
        List<Expression> documents = new ArrayList<>();
        do {
            documents.add(new Expression.Literal(document()));
        } while (words.accept(";"));
        return new Statement.Insert(collection, documents, false, true);
    }

    private Value.Obj document() {
        Map<String, Object> fields = new LinkedHashMap<>();
        do {
            Word first = words.peek();
            FieldPath path = names.fieldOrNew();
            words.acceptAny("is", "=", ":", "equals", "of");
            Expression value = values.value();
            if (!(value instanceof Expression.Literal(Value literal))) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "a new document is made of values only",
                        words.span(first, words.position()),
                        "pass documents with parameters in LQL or JQL");
            }
            put(fields, path, literal, first);
        } while (words.acceptSeparator());
        return object(fields);
    }

    @SuppressWarnings("unchecked")
    private void put(Map<String, Object> fields, FieldPath path, Value value, Word first) {
        Map<String, Object> at = fields;
        List<FieldPath.Segment> segments = path.segments();
        for (int i = 0; i < segments.size(); i++) {
            if (!(segments.get(i) instanceof FieldPath.Field(String name))) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "a new document has no element " + path + " yet",
                        words.position(first),
                        "write the whole array, as in tags [\"a\", \"b\"]");
            }
            boolean last = i == segments.size() - 1;
            boolean taken = last && at.containsKey(name);
            Object inner = at.computeIfAbsent(name, _ -> last ? value : new LinkedHashMap<String, Object>());
            boolean fresh = last ? !taken : inner instanceof Map;
            if (!fresh) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "the field '" + path + "' is given twice",
                        words.position(first),
                        "keep one of the two");
            }
            at = last ? at : (Map<String, Object>) inner;
        }
    }

    @SuppressWarnings("unchecked")
    private static Value.Obj object(Map<String, Object> fields) {
        Map<String, Value> values = new LinkedHashMap<>();
        fields.forEach((name, value) ->
                values.put(name, value instanceof Value leaf ? leaf : object((Map<String, Object>) value)));
        return new Value.Obj(values);
    }

    private Statement update() {
        boolean all = words.acceptAny("all the", "all", "every", "each");
        words.accept("the");
        String collection = enter();
        List<Change> changes = new ArrayList<>();
        String verb = "";
        do {
            verb = verb(verb);
            changes.add(change(verb));
        } while (moreChanges());
        return updated(collection, changes, all);
    }

    private String verb(String before) {
        for (String verb : List.of("set", "increase", "decrease", "remove")) {
            if (words.accept(verb)) {
                return verb;
            }
        }
        if (before.isEmpty()) {
            throw Complaints.expected(
                    words, "set, increase, decrease or remove", "for example: update products set stock to 0 where …");
        }
        return before;
    }

    private Change change(String verb) {
        FieldPath path = names.fieldOrNew();
        return switch (verb) {
            case "remove" -> new Change.UnsetField(path);
            case "increase" -> by(path, 1);
            case "decrease" -> by(path, -1);
            default -> {
                if (!words.acceptAny("to", "=", "is", ":")) {
                    throw Complaints.expected(words, "to and a value", "for example: set stock to 0");
                }
                yield new Change.SetField(path, values.value());
            }
        };
    }

    private Change by(FieldPath path, int sign) {
        if (!words.accept("by")) {
            throw Complaints.expected(words, "by and an amount", "for example: increase stock by 5");
        }
        return increment(path, sign);
    }

    private Change increment(FieldPath path, int sign) {
        Word word = words.peek();
        Expression amount = values.value();
        Expression by = sign > 0
                ? amount
                : switch (amount) {
                    case Expression.Literal(Value.Int64(long number)) -> new Expression.Literal(Value.of(-number));
                    case Expression.Literal(Value.Float64(double number)) -> new Expression.Literal(Value.of(-number));
                    default -> new Expression.Negate(amount);
                };
        boolean number = !(amount instanceof Expression.Literal(Value value)) || value.isNumber();
        if (!number) {
            throw QueryError.syntax(
                    "'" + word.text() + "' is not an amount", words.position(word), "write a number, as in by 5");
        }
        return new Change.Increment(path, by);
    }

    private boolean moreChanges() {
        int before = words.position();
        boolean more = words.acceptSeparator() && !words.atEnd() && !words.sees("where") && !words.sees("with");
        if (!more) {
            words.goTo(before);
        }
        return more;
    }

    private Statement increase(int sign) {
        words.accept("the");
        int start = words.position();
        while (!words.atEnd() && !words.sees("of") && !words.sees("for") && !words.sees("in")) {
            words.next();
        }
        int end = words.position();
        if (words.atEnd()) {
            words.goTo(start);
            throw Complaints.expected(
                    words, "a field, of and a collection", "for example: increase stock of products by 5 where …");
        }
        words.next();
        boolean all = words.acceptAny("all the", "all", "every", "each");
        words.accept("the");
        String collection = enter();
        int behind = words.position();
        words.goTo(start);
        FieldPath path = names.field();
        if (words.position() != end) {
            throw Complaints.expected(words, "of and a collection", null);
        }
        words.goTo(behind);
        return updated(collection, List.of(by(path, sign)), all);
    }

    private Statement updated(String collection, List<Change> changes, boolean all) {
        ClauseReader.Clauses found = clauses.collect();
        found.collection(collection);
        clauses.read(found);
        requireCondition(found, all, "update all " + collection);
        return new Statement.Update(
                MatchingRules.SQL, collection, changes, found.where(), false, found.orderBy(), found.limit());
    }

    private Statement delete(Word verb) {
        boolean all = words.acceptAny("all the", "all of the", "all", "every", "each");
        words.acceptAny("from the", "from", "the", "of the");
        String collection = enter();
        ClauseReader.Clauses found = clauses.collect();
        found.collection(collection);
        clauses.read(found);
        requireCondition(found, all, verb.text() + " all " + collection);
        return new Statement.Delete(MatchingRules.SQL, collection, found.where(), found.orderBy(), found.limit());
    }

    private void requireCondition(ClauseReader.Clauses found, boolean all, String sentence) {
        if (!words.atEnd()) {
            throw Complaints.leftOver(words);
        }
        if (found.where().isEmpty() && !all) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "this would change every document of " + found.collection(),
                    words.position(words.peek()),
                    "add where …, or say so: " + sentence);
        }
    }
}
