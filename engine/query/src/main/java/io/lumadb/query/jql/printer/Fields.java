package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.PositionalSteps;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the objects that commands are put together of. */
final class Fields {

    private Fields() {}

    static Value.Obj object(String key, Value value) {
        return new Value.Obj(Map.of(key, value));
    }

    static Value.Obj of(Object... namesAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Value.Obj(fields);
    }

    static Value parameter(String name) {
        return object(Values.PARAMETER, Value.of(name));
    }

    /** Adds a field of a result. */
    static void put(Map<String, Value> fields, String name, Value value) {
        if (name.startsWith("$")) {
            throw QueryError.untranslatable(
                    Language.JQL, "a result field named " + name, "a leading $ marks operators");
        }
        if (fields.put(name, value) != null) {
            throw QueryError.untranslatable(
                    Language.JQL, "two result fields named " + name, "the keys of an object are unique");
        }
    }

    /** A path as a key or behind {@code $}. Only names that need no quoting have words in JQL. */
    static String path(FieldPath path) {
        return path(path, false);
    }

    /** The path of a change, which may have positional steps. */
    static String updatePath(FieldPath path) {
        return path(path, true);
    }

    private static String path(FieldPath path, boolean positional) {
        boolean speakable = path.segments().getFirst() instanceof FieldPath.Field;
        for (FieldPath.Segment segment : path.segments()) {
            if (segment instanceof FieldPath.Field(String name)) {
                boolean plain =
                        !name.isEmpty() && name.indexOf('.') < 0 && name.indexOf('[') < 0 && !name.startsWith("$");
                speakable &= plain || positional && PositionalSteps.isStep(segment);
            }
        }
        if (!speakable) {
            throw QueryError.untranslatable(
                    Language.JQL, "the path " + path, "names with a dot, a bracket or a leading $ cannot be written");
        }
        return path.toString();
    }
}
