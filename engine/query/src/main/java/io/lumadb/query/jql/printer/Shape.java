package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.ResultNames;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.PositionalSteps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a result in their order. A path is one key, {@code "a.b"}; where its text would be taken whole for a name that
 * shows an expression, objects within one another lead to the field.
 */
final class Shape {

    private final boolean projection;
    private final List<Place> places = new ArrayList<>();

    /** @param projection whether an object leads to fields only when it holds one that is kept */
    Shape(boolean projection) {
        this.projection = projection;
    }

    /** @param kept whether the value is the wish to keep a field */
    private record Place(List<String> names, Value value, boolean kept) {

        boolean isOneKey() {
            return names.size() == 1 || (kept ? names.stream().allMatch(Shape::isPlain) : ResultNames.isPath(key()));
        }

        String key() {
            return String.join(".", names);
        }

        Place below() {
            return new Place(names.subList(1, names.size()), value, kept);
        }
    }

    void computed(String name, Value value) {
        places.add(new Place(List.of(name), value, false));
    }

    void kept(FieldPath path, Value value) {
        if (PositionalSteps.in(path)) {
            throw QueryError.untranslatable(
                    Language.JQL, "a result field at " + path, "a step of $ means elements that an update changes");
        }
        List<String> names = names(path).orElseGet(() -> List.of(Fields.path(path)));
        boolean ledTo = names.subList(0, names.size() - 1).stream().allMatch(Shape::isKey) && isPlain(names.getLast());
        places.add(new Place(ledTo ? names : List.of(Fields.path(path)), value, true));
    }

    /** Whether a name is one in any path. */
    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.indexOf('.') < 0 && name.indexOf('[') < 0 && !name.startsWith("$");
    }

    void placed(FieldPath path, Value value) {
        List<String> names = names(path).orElse(List.of());
        if (names.isEmpty() || !names.stream().allMatch(Shape::isKey)) {
            throw QueryError.untranslatable(
                    Language.JQL,
                    "a result field at " + path,
                    "a dot leads into an object, a leading $ marks operators, and an element of an array has no name");
        }
        places.add(new Place(names, value, false));
    }

    /** Whether one key says it: a name without dots, or one that is taken whole. */
    private static boolean isKey(String name) {
        return !name.isEmpty() && !name.startsWith("$") && (name.indexOf('.') < 0 || !ResultNames.isPath(name));
    }

    /** Empty for a path that leads through an element of an array. */
    private static Optional<List<String>> names(FieldPath path) {
        List<String> names = new ArrayList<>();
        for (FieldPath.Segment segment : path.segments()) {
            if (!(segment instanceof FieldPath.Field(String name))) {
                return Optional.empty();
            }
            names.add(name);
        }
        return Optional.of(names);
    }

    Map<String, Value> fields() {
        return fields(places);
    }

    private Map<String, Value> fields(List<Place> at) {
        Map<String, Value> fields = new LinkedHashMap<>();
        int i = 0;
        while (i < at.size()) {
            int end = endOfRun(at, i);
            List<Place> run = at.subList(i, end);
            if (run.stream().allMatch(Place::isOneKey)) {
                run.forEach(place -> Fields.put(fields, place.key(), place.value()));
            } else {
                Fields.put(fields, run.getFirst().names().getFirst(), object(run));
            }
            i = end;
        }
        return fields;
    }

    /** Fields that lie side by side below one name can be led to together. */
    private static int endOfRun(List<Place> at, int start) {
        int end = start + 1;
        while (end < at.size() && areBelowOneName(at.get(start), at.get(end))) {
            end++;
        }
        return end;
    }

    private static boolean areBelowOneName(Place left, Place right) {
        return left.names().size() > 1
                && right.names().size() > 1
                && left.names().getFirst().equals(right.names().getFirst());
    }

    private Value object(List<Place> run) {
        if (projection && run.stream().noneMatch(Place::kept)) {
            throw QueryError.untranslatable(
                    Language.JQL,
                    "a result field named " + run.getFirst().key(),
                    "in a projection it reads as one name; $set can say it");
        }
        return new Value.Obj(fields(run.stream().map(Place::below).toList()));
    }
}
