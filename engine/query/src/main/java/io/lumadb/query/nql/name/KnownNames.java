package io.lumadb.query.nql.name;

import io.lumadb.document.Value;
import io.lumadb.query.language.Names;
import io.lumadb.query.nql.text.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the catalog as one sentence and its mendings look for them: each is asked for and indexed once. One thread. */
public final class KnownNames {

    private final Names names;
    private final NameIndex collections;
    private final Map<String, NameIndex> fields = new HashMap<>();

    /** Asks for the collections; for fields when they are wanted. */
    public KnownNames(Names names) {
        this.names = names;
        this.collections = new NameIndex(names.collections());
    }

    /** The collections of the catalog. */
    public NameIndex collections() {
        return collections;
    }

    /** The fields of a collection; none when nothing is known of it. */
    public NameIndex fields(String collection) {
        return fields.computeIfAbsent(collection, name -> new NameIndex(names.fields(name)));
    }

    /** What is known of the values of a collection's fields. */
    public FieldTypes typesOf(String collection) {
        return new FieldTypes(this, collection);
    }

    /** The types of a field's values; none when nothing is known of them. */
    Set<String> types(String collection, String field) {
        return names.types(collection, field);
    }

    /** The values of a field that is known to have few; none otherwise. */
    List<Value> values(String collection, String field) {
        return names.values(collection, field);
    }

    /** A short sentence that is understood. */
    public String example() {
        List<String> known = collections.known();
        if (known.isEmpty()) {
            return "find products where price is over 100 sorted by price descending";
        }
        String name = Vocabulary.quoted(known.getFirst());
        return fields(known.getFirst()).known().stream()
                .filter(field -> !field.startsWith("_") && Vocabulary.isPlainName(field))
                .findFirst()
                .map(field -> "find " + name + " where " + field + " exists sorted by " + field)
                .orElse("find " + name);
    }
}
