package io.lumadb.query.nql.name;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the declared types and sampled values of a collection's fields say of them. A field that nothing is known of is of no type,
 * and no question about its type is answered with yes.
 */
public final class FieldTypes {

    private static final Set<String> NUMBERS = Set.of("int64", "double", "decimal128");

    private final KnownNames names;
    private final String collection;

    FieldTypes(KnownNames names, String collection) {
        this.names = names;
        this.collection = collection;
    }

    private boolean only(FieldPath path, Set<String> types) {
        Set<String> known = names.types(collection, path.toString());
        return !known.isEmpty() && types.containsAll(known);
    }

    /** Whether a field may hold values of a type, beside others. */
    public boolean has(FieldPath path, String type) {
        return names.types(collection, path.toString()).contains(type);
    }

    /** Whether anything is known of the field's values. */
    public boolean isKnown(FieldPath path) {
        return !names.types(collection, path.toString()).isEmpty();
    }

    public boolean isBoolean(FieldPath path) {
        return only(path, Set.of("boolean"));
    }

    public boolean isNumber(FieldPath path) {
        return only(path, NUMBERS);
    }

    public boolean isText(FieldPath path) {
        return only(path, Set.of("string"));
    }

    public boolean isTime(FieldPath path) {
        return only(path, Set.of("timestamp"));
    }

    public boolean isList(FieldPath path) {
        return only(path, Set.of("array"));
    }

    /** Whether each element that is known of a list is an object with fields of its own. */
    public boolean isListOfObjects(FieldPath path) {
        String below = path + ".";
        return isList(path)
                && names.values(collection, path.toString()).isEmpty()
                && names.fields(collection).known().stream().anyMatch(name -> name.startsWith(below));
    }

    public boolean isObject(FieldPath path) {
        return only(path, Set.of("object"));
    }

    /** The list that a path leads through by name, so that no value is found at the path's end. */
    public Optional<FieldPath> listAbove(FieldPath path) {
        List<FieldPath.Segment> segments = path.segments();
        for (int length = 1; length < segments.size(); length++) {
            FieldPath above = new FieldPath(segments.subList(0, length));
            if (segments.get(length) instanceof FieldPath.Field && isList(above)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** A text as some value of the field is written, whatever its capitals; empty where no value that is known is the text. */
    public Optional<String> valueOf(FieldPath path, String text) {
        return valueOf(path.toString(), text);
    }

    private Optional<String> valueOf(String field, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<String> alike = names.values(collection, field).stream()
                .filter(Value.Text.class::isInstance)
                .map(value -> ((Value.Text) value).value())
                .filter(known -> known.toLowerCase(Locale.ROOT).equals(wanted))
                .toList();
        return alike.contains(text)
                ? Optional.of(text)
                : alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /** The fields of which some value is the text, whatever its capitals. */
    public List<FieldPath> fieldsWith(String text) {
        return names.fields(collection).known().stream()
                .filter(name -> valueOf(name, text).isPresent())
                .flatMap(name -> path(name).stream())
                .filter(path -> listAbove(path).isEmpty())
                .toList();
    }

    /** A sampled name as a path; none for names that no path can be written with. */
    private static Optional<FieldPath> path(String name) {
        try {
            return Optional.of(FieldPath.parse(name));
        } catch (IllegalArgumentException unwritable) {
            return Optional.empty();
        }
    }

    /** Whether a field is true or false, by its name as it was sampled. */
    public boolean isFlag(String name) {
        return names.types(collection, name).equals(Set.of("boolean"));
    }

    /** The fields of a type and no other. */
    List<String> fieldsOf(String type) {
        return names.fields(collection).known().stream()
                .filter(name -> names.types(collection, name).equals(Set.of(type)))
                .toList();
    }
}
