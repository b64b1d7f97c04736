package io.lumadb.query.jql.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The expression operators that stand for functions: MongoDB's, by the names and parameters of its manual. Those of which
 * LQL has a function with the same results on ordinary values are that function; the others are functions by their own names.
 */
public final class ExpressionOperators {

    private static final Map<String, Operator> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Operator> BY_FUNCTION = new LinkedHashMap<>();

    /** How the arguments are written. */
    public sealed interface Arguments {

        /** In an array; a single one may stand alone. */
        record Listed(int least, int most) implements Arguments {}

        /** In an object, by name. */
        record Named(List<String> required, List<String> optional) implements Arguments {
            public Named {
                required = List.copyOf(required);
                optional = List.copyOf(optional);
            }

            public List<String> all() {
                List<String> all = new ArrayList<>(required);
                all.addAll(optional);
                return all;
            }
        }
    }

    /** @param function the name of the call that it is in a statement */
    public record Operator(String name, String function, Arguments arguments) {}

    static {
        numbers();
        texts();
        arrays();
        objects();
        moments();
        kinds();
        statistics();
    }

    private ExpressionOperators() {}

    public static Optional<Operator> named(String operator) {
        return Optional.ofNullable(BY_NAME.get(operator));
    }

    /** The operator that a call of a function is written as. */
    public static Optional<Operator> ofFunction(String function) {
        return Optional.ofNullable(BY_FUNCTION.get(function));
    }

    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    private static void add(String name, String function, Arguments arguments) {
        Operator operator = new Operator(name, function, arguments);
        BY_NAME.put(name, operator);
        BY_FUNCTION.putIfAbsent(function, operator);
    }

    private static void listed(String name, String function, int least, int most) {
        add(name, function, new Arguments.Listed(least, most));
    }

    private static void own(String name, int least, int most) {
        listed(name, name, least, most);
    }

    private static void many(String name, String function, int least) {
        listed(name, function, least, Integer.MAX_VALUE);
    }

    private static void named(String name, String function, List<String> required, List<String> optional) {
        add(name, function, new Arguments.Named(required, optional));
    }

    private static void ownNamed(String name, List<String> required, List<String> optional) {
        named(name, name, required, optional);
    }

    private static void numbers() {
        listed("$abs", "ABS", 1, 1);
        listed("$ceil", "CEIL", 1, 1);
        listed("$floor", "FLOOR", 1, 1);
        listed("$round", "ROUND", 1, 2);
        listed("$trunc", "TRUNC", 1, 2);
        listed("$sqrt", "SQRT", 1, 1);
        listed("$pow", "POWER", 2, 2);
        listed("$exp", "EXP", 1, 1);
        listed("$ln", "LN", 1, 1);
        listed("$log10", "LOG10", 1, 1);
        own("$log", 2, 2);
        listed("$rand", "RANDOM", 0, 0);
        own("$cmp", 2, 2);
    }

    private static void texts() {
        listed("$toUpper", "UPPER", 1, 1);
        listed("$toLower", "LOWER", 1, 1);
        listed("$strLenCP", "LENGTH", 1, 1);
        listed("$strLenBytes", "OCTET_LENGTH", 1, 1);
        listed("$split", "SPLIT", 2, 2);
        named("$trim", "TRIM", List.of("input"), List.of("chars"));
        named("$ltrim", "LTRIM", List.of("input"), List.of("chars"));
        named("$rtrim", "RTRIM", List.of("input"), List.of("chars"));
        named("$replaceAll", "REPLACE", List.of("input", "find", "replacement"), List.of());
        ownNamed("$replaceOne", List.of("input", "find", "replacement"), List.of());
        own("$indexOfCP", 2, 4);
        own("$indexOfBytes", 2, 4);
        own("$substrCP", 3, 3);
        own("$substrBytes", 3, 3);
        listed("$substr", "$substrBytes", 3, 3);
        own("$strcasecmp", 2, 2);
        ownNamed("$regexMatch", List.of("input", "regex"), List.of("options"));
        ownNamed("$regexFind", List.of("input", "regex"), List.of("options"));
        ownNamed("$regexFindAll", List.of("input", "regex"), List.of("options"));
    }

    private static void arrays() {
        listed("$size", "ARRAY_LENGTH", 1, 1);
        many("$concatArrays", "ARRAY_CONCAT", 0);
        listed("$reverseArray", "ARRAY_REVERSE", 1, 1);
        own("$arrayElemAt", 2, 2);
        own("$first", 1, 1);
        own("$last", 1, 1);
        for (String name : List.of("$firstN", "$lastN", "$minN", "$maxN")) {
            ownNamed(name, List.of("input", "n"), List.of());
        }
        own("$slice", 2, 3);
        own("$range", 2, 3);
        own("$indexOfArray", 2, 4);
        own("$isArray", 1, 1);
        own("$in", 2, 2);
        ownNamed("$zip", List.of("inputs"), List.of("useLongestLength", "defaults"));
        ownNamed("$sortArray", List.of("input", "sortBy"), List.of());
        own("$arrayToObject", 1, 1);
        own("$allElementsTrue", 1, 1);
        own("$anyElementTrue", 1, 1);
        own("$setDifference", 2, 2);
        own("$setIsSubset", 2, 2);
        many("$setEquals", "$setEquals", 2);
        many("$setIntersection", "$setIntersection", 0);
        many("$setUnion", "$setUnion", 0);
    }

    private static void objects() {
        many("$mergeObjects", "OBJECT_MERGE", 0);
        own("$objectToArray", 1, 1);
        ownNamed("$getField", List.of("field"), List.of("input"));
        ownNamed("$setField", List.of("field", "input", "value"), List.of());
        ownNamed("$unsetField", List.of("field", "input"), List.of());
    }

    private static void moments() {
        named("$dateAdd", "DATE_ADD", List.of("startDate", "amount", "unit"), List.of("timezone"));
        named("$dateSubtract", "DATE_SUB", List.of("startDate", "amount", "unit"), List.of("timezone"));
        ownNamed("$dateDiff", List.of("startDate", "endDate", "unit"), List.of("timezone", "startOfWeek"));
        ownNamed("$dateTrunc", List.of("date", "unit"), List.of("binSize", "timezone", "startOfWeek"));
        ownNamed("$dateToString", List.of("date"), List.of("format", "timezone", "onNull"));
        ownNamed("$dateFromString", List.of("dateString"), List.of("format", "timezone", "onError", "onNull"));
        ownNamed(
                "$dateFromParts",
                List.of(),
                List.of(
                        "year",
                        "month",
                        "day",
                        "hour",
                        "minute",
                        "second",
                        "millisecond",
                        "timezone",
                        "isoWeekYear",
                        "isoWeek",
                        "isoDayOfWeek"));
        ownNamed("$dateToParts", List.of("date"), List.of("timezone", "iso8601"));
    }

    private static void kinds() {
        many("$ifNull", "COALESCE", 2);
        own("$type", 1, 1);
        own("$isNumber", 1, 1);
        for (String name : List.of("$toInt", "$toLong", "$toDouble", "$toDecimal", "$toString", "$toBool", "$toDate")) {
            own(name, 1, 1);
        }
        ownNamed("$convert", List.of("input", "to"), List.of("onError", "onNull"));
    }

    private static void statistics() {
        for (String name : List.of("$sum", "$avg", "$min", "$max", "$stdDevPop", "$stdDevSamp")) {
            many(name, name, 1);
        }
        ownNamed("$median", List.of("input"), List.of("method"));
        ownNamed("$percentile", List.of("input", "p"), List.of("method"));
    }
}
