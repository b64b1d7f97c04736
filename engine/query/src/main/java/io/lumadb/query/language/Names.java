package io.lumadb.query.language;

import io.lumadb.document.Value;
import java.util.List;
import java.util.Set;

/** The names a text may mean: collections of the catalog, declared and sampled fields. Safe to call from any thread. */
public interface Names {

    /** Knows no names: every word is taken as it is written. */
    Names NONE = new Names() {
        @Override
        public List<String> collections() {
            return List.of();
        }

        @Override
        public List<String> fields(String collection) {
            return List.of();
        }
    };

    List<String> collections();

    /** Field paths with dots, most frequent first; empty when nothing is known. */
    List<String> fields(String collection);

    /** The values of a field that is known to have few, most frequent first; empty otherwise. */
    default List<Value> values(String collection, String field) {
        return List.of();
    }

    /** The types of a field as it is declared and sampled, by {@link Value#typeName()}, without null; empty when unknown. */
    default Set<String> types(String collection, String field) {
        return Set.of();
    }
}
