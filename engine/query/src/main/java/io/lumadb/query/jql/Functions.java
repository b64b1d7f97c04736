package io.lumadb.query.jql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Expression operators that are functions under another name. */
final class Functions {

    /** Operators whose arguments stand in an array, or alone where there is one. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("$abs", "ABS");
        NAMES.put("$ceil", "CEIL");
        NAMES.put("$floor", "FLOOR");
        NAMES.put("$round", "ROUND");
        NAMES.put("$trunc", "TRUNC");
        NAMES.put("$sqrt", "SQRT");
        NAMES.put("$pow", "POWER");
        NAMES.put("$exp", "EXP");
        NAMES.put("$ln", "LN");
        NAMES.put("$toUpper", "UPPER");
        NAMES.put("$toLower", "LOWER");
        NAMES.put("$strLenCP", "LENGTH");
        NAMES.put("$split", "SPLIT");
        NAMES.put("$size", "ARRAY_LENGTH");
        NAMES.put("$concatArrays", "ARRAY_CONCAT");
        NAMES.put("$reverseArray", "ARRAY_REVERSE");
        NAMES.put("$mergeObjects", "OBJECT_MERGE");
        NAMES.put("$ifNull", "COALESCE");
        NAMES.put("$type", "TYPE");
    }

    private Functions() {}

    static Optional<String> function(String operator) {
        return Optional.ofNullable(NAMES.get(operator));
    }

    static Optional<String> operator(String function) {
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(function))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static Iterable<String> operators() {
        return NAMES.keySet();
    }
}
