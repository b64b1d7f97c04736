package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.nql.condition.BareText;
import io.lumadb.query.nql.condition.ValueReader;
import io.lumadb.query.nql.name.NameResolver;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code add to COLLECTION FIELD VALUE, FIELD VALUE}; documents are separated by semicolons. */
final class InsertReader {

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;

    InsertReader(Words words, NameResolver names, ValueReader values) {
        this.words = words;
        this.names = names;
        this.values = values;
    }

    Statement read() {
        words.acceptAny("a new document", "a document", "a new record", "a record", "an", "a new", "a");
        if (!words.acceptAny("to", "into", "in")) {
            throw Complaints.expected(
                    words, "to and a collection", "for example: add to products name \"Lamp\", price 19.99");
        }
        words.accept("the");
        String collection = names.collection("the name of a collection");
        names.enter(collection);
        words.acceptAny("a document with", "with", ":");
        List<Expression> documents = new ArrayList<>();
        do {
            documents.add(new Expression.Literal(document()));
        } while (words.accept(";"));
        return new Statement.Insert(collection, documents, false, true);
    }

    private Value.Obj document() {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean unclear = false;
        do {
            Word first = words.peek();
            requireClear(first, unclear);
            FieldPath path = names.fieldOrNew();
            words.acceptAny("is", "=", ":", "equals", "of");
            Expression value = values.clear(path, BareText.Place.DOCUMENT);
            if (!(value instanceof Expression.Literal(Value literal))) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "a new document is made of values only",
                        words.span(first, words.position()),
                        "pass documents with parameters in LQL or JQL");
            }
            put(fields, path, literal, first);
            unclear = words.sees("and");
        } while (words.acceptSeparator());
        return object(fields);
    }

    /** Behind {@code and}, a word that names no field may still be of the text before it, as in Salt and Pepper. */
    private void requireClear(Word first, boolean behindAnd) {
        if (behindAnd && first.isPlain() && names.knowsFields() && names.knownFieldLength(0) == 0) {
            throw QueryError.syntax(
                    "'" + Complaints.shown(first.text()) + "' may be a new field or a part of the text before 'and'",
                    words.position(first),
                    "put a comma before a new field, and \"quotes\" around a text with 'and'");
        }
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
}
