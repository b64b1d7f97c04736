package io.lumadb.query.nql;

import io.lumadb.query.language.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the catalog as one sentence and its mendings look for them: each is asked for and indexed once. One thread. */
final class KnownNames {

    private final Names names;
    private final NameIndex collections;
    private final Map<String, NameIndex> fields = new HashMap<>();

    KnownNames(Names names) {
        this.names = names;
        this.collections = new NameIndex(names.collections());
    }

    NameIndex collections() {
        return collections;
    }

    NameIndex fields(String collection) {
        return fields.computeIfAbsent(collection, name -> new NameIndex(names.fields(name)));
    }

    /** A short sentence that is understood. */
    String example() {
        List<String> known = collections.known();
        if (known.isEmpty()) {
            return "find products where price is over 100 sorted by price descending";
        }
        String name = SentencePrinter.name(known.getFirst());
        return fields(known.getFirst()).known().stream()
                .filter(field -> !field.startsWith("_") && Vocabulary.isPlainName(field))
                .findFirst()
                .map(field -> "find " + name + " where " + field + " exists sorted by " + field)
                .orElse("find " + name);
    }
}
