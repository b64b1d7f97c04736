package io.lumadb.query.nql.name;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The known names of one kind by the ways in which sentences write them. Exact names come first, then those that differ in
 * case, spaces and underscores, then singulars and plurals, then the ends of paths ({@code city} for {@code address.city}), and
 * last, where asked for, names without what says that they are times or flags ({@code created} for {@code created_at}, {@code
 * active} for {@code is_active}).
 */
public final class NameIndex {

    private static final List<String> TIME_ENDINGS =
            List.of("_at", "_on", "_date", "_time", "At", "On", "Date", "Time");

    /** A known array's elements are known. */
    private static final Pattern SUBSCRIPT = Pattern.compile("\\[-?[0-9]+]");

    private static final List<String> FLAG_BEGINNINGS = List.of("is_", "has_");

    private final List<String> known;
    private final Set<String> exact;
    private final Map<String, Set<String>> alike = new HashMap<>();
    private final Map<String, Set<String>> numbers = new HashMap<>();
    private final Map<String, Set<String>> ends = new HashMap<>();
    private final Map<String, Set<String>> stems = new HashMap<>();

    NameIndex(List<String> known) {
        this.known = known;
        this.exact = Set.copyOf(known);
        for (String name : known) {
            put(alike, List.of(plain(name)), name);
            put(numbers, forms(name), name);
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                put(ends, forms(name.substring(dot + 1)), name);
            }
            stems(name);
        }
    }

    private void stems(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        for (String beginning : FLAG_BEGINNINGS) {
            if (last.startsWith(beginning) && last.length() > beginning.length()) {
                put(stems, List.of(plain(last.substring(beginning.length()))), name);
            }
        }
        for (String ending : TIME_ENDINGS) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                String stem = name.substring(0, name.length() - ending.length());
                put(stems, List.of(plain(stem)), name);
                put(stems, List.of(plain(stem.substring(stem.lastIndexOf('.') + 1))), name);
            }
        }
    }

    private static void put(Map<String, Set<String>> index, Collection<String> forms, String name) {
        forms.forEach(
                form -> index.computeIfAbsent(form, _ -> new LinkedHashSet<>()).add(name));
    }

    /** All of them, in the order they were given. */
    public List<String> known() {
        return known;
    }

    /** The exact name only. */
    List<String> exactly(String written) {
        return exact.contains(written) ? List.of(written) : List.of();
    }

    /**
     * The names that are meant; several when it is not clear which.
     *
     * @param times whether a time may be named without its ending, and a flag without its beginning
     */
    public List<String> find(String written, boolean times) {
        boolean element = written.indexOf('[') > 0
                && exact.contains(SUBSCRIPT.matcher(written).replaceAll(""));
        if (element || exact.contains(written)) {
            return List.of(written);
        }
        String plain = plain(written);
        if (plain.isEmpty()) {
            return List.of();
        }
        Set<String> found = alike.getOrDefault(plain, Set.of());
        if (found.isEmpty()) {
            found = any(numbers, written);
        }
        if (found.isEmpty()) {
            found = any(ends, written);
        }
        if (found.isEmpty() && times) {
            found = stems.getOrDefault(plain, Set.of());
        }
        return List.copyOf(found);
    }

    private static Set<String> any(Map<String, Set<String>> index, String written) {
        Set<String> found = new LinkedHashSet<>();
        forms(written).forEach(form -> found.addAll(index.getOrDefault(form, Set.of())));
        return found;
    }

    /** In small letters, without spaces, underscores, hyphens and dots. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c != '-' && c != '.' && !Character.isWhitespace(c)) {
                plain.append(Character.toLowerCase(c));
            }
        }
        return plain.toString();
    }

    /** A name as it is and as the singulars it may be the plural of. */
    private static List<String> forms(String name) {
        String plain = plain(name);
        List<String> forms = new ArrayList<>();
        forms.add(plain);
        if (plain.endsWith("s") && !plain.endsWith("ss") && plain.length() > 3) {
            forms.add(plain.substring(0, plain.length() - 1));
            if (plain.endsWith("es")) {
                forms.add(plain.substring(0, plain.length() - 2));
            }
            if (plain.endsWith("ies")) {
                forms.add(plain.substring(0, plain.length() - 3) + "y");
            }
        }
        return forms;
    }
}
