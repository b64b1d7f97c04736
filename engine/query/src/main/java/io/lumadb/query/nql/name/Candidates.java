package io.lumadb.query.nql.name;

import io.lumadb.query.language.Suggestions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The known names that a word may have meant, for hints. */
public final class Candidates {

    /** The most names a hint lists. */
    private static final int MOST = 20;

    private Candidates() {}

    /** The nearest name; of paths through the same object, one whose last name is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String object = word.substring(0, word.lastIndexOf('.') + 1);
        return Suggestions.nearest(word, known)
                .filter(name -> object.isEmpty()
                        || !name.startsWith(object)
                        || Suggestions.nearest(
                                        word.substring(object.length()), List.of(name.substring(object.length())))
                                .isPresent());
    }

    /** The paths by their last names. */
    public static Map<String, String> ends(List<String> paths) {
        Map<String, String> ends = new LinkedHashMap<>();
        paths.stream()
                .filter(path -> path.indexOf('.') > 0)
                .forEach(path -> ends.putIfAbsent(path.substring(path.lastIndexOf('.') + 1), path));
        return ends;
    }

    /** The first names of all. */
    static String listed(List<String> known, String introduction) {
        return introduction
                + String.join(", ", known.subList(0, Math.min(MOST, known.size())))
                + (known.size() > MOST ? ", …" : "");
    }

    /** The names that a word may have meant, and the first of all. */
    static String hint(String word, List<String> known, String introduction) {
        String all = listed(known, introduction);
        Set<String> near = new LinkedHashSet<>();
        nearest(word, known).ifPresent(near::add);
        Map<String, String> ends = ends(known);
        Suggestions.nearest(word, ends.keySet()).map(ends::get).ifPresent(near::add);
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.length() > 2) {
            known.stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).contains(lower))
                    .limit(3)
                    .forEach(near::add);
        }
        return near.isEmpty() ? all : "did you mean " + String.join(" or ", near) + "? " + all;
    }
}
