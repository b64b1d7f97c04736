package io.lumadb.query.execution.function;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every function by its name in upper case. */
public final class FunctionTable {

    /** What only a window gives, in upper case. */
    public static final List<String> WINDOW_FUNCTIONS =
            List.of("ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE");

    private static final Map<FunctionSubject, SortedMap<String, ScalarFunction>> BY_SUBJECT =
            new EnumMap<>(FunctionSubject.class);

    private static final SortedMap<String, ScalarFunction> FUNCTIONS = new TreeMap<>();

    static {
        add(FunctionSubject.STRING, TextFunctions.all());
        add(FunctionSubject.STRING, TextParts.all());
        add(FunctionSubject.STRING, TextPatterns.all());
        add(FunctionSubject.STRING, Encodings.all());
        add(FunctionSubject.MATH, NumberFunctions.all());
        add(FunctionSubject.MATH, RealFunctions.all());
        add(FunctionSubject.MATH, BitFunctions.all());
        add(FunctionSubject.DATE, TimeFunctions.all());
        add(FunctionSubject.DATE, TimeParts.all());
        add(FunctionSubject.DATE, TimeTexts.all());
        add(FunctionSubject.ARRAY, ArrayFunctions.all());
        add(FunctionSubject.ARRAY, ArraySets.all());
        add(FunctionSubject.OBJECT, ObjectFunctions.all());
        add(FunctionSubject.TYPE, ConditionalFunctions.all());
        add(FunctionSubject.TYPE, TypeFunctions.all());
        add(FunctionSubject.VECTOR, VectorFunctions.all());
    }

    private FunctionTable() {}

    private static void add(FunctionSubject subject, List<ScalarFunction> functions) {
        SortedMap<String, ScalarFunction> same = BY_SUBJECT.computeIfAbsent(subject, _ -> new TreeMap<>());
        for (ScalarFunction function : functions) {
            if (FUNCTIONS.put(function.name(), function) != null) {
                throw new IllegalStateException("two functions are called " + function.name());
            }
            same.put(function.name(), function);
        }
    }

    /** All names, for completion. */
    public static SortedSet<String> names() {
        return new TreeSet<>(FUNCTIONS.keySet());
    }

    /** All functions in the order of their names. */
    public static Collection<ScalarFunction> all() {
        return Collections.unmodifiableCollection(FUNCTIONS.values());
    }

    /** The functions on one subject, in the order of their names. */
    public static Collection<ScalarFunction> about(FunctionSubject subject) {
        return Collections.unmodifiableCollection(
                BY_SUBJECT.getOrDefault(subject, Collections.emptySortedMap()).values());
    }

    /** Whether a function of that name is on the subject. */
    public static boolean isAbout(String name, FunctionSubject subject) {
        return BY_SUBJECT.getOrDefault(subject, Collections.emptySortedMap()).containsKey(name);
    }

    /** The function of that name, in upper case. */
    public static Optional<ScalarFunction> find(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name));
    }

    /**
     * The function of that name.
     *
     * @throws QueryError INVALID_QUERY when there is none, with the nearest name, or when it takes another number of
     *     arguments, with its signature
     */
    public static ScalarFunction function(String name, int arguments) {
        ScalarFunction function = FUNCTIONS.get(name);
        if (function == null) {
            throw unknown(name);
        }
        if (arguments < function.least() || arguments > function.most()) {
            throw QueryError.about(
                    name,
                    ErrorCode.INVALID_QUERY,
                    name + " takes " + expected(function) + ", not " + arguments,
                    "it is called as " + function.signature());
        }
        return function;
    }

    /**
     * Whether a call of that name gives the same for the same arguments. What is not in the table, such as a planned
     * subquery, is taken to.
     */
    public static boolean isStable(String name) {
        ScalarFunction function = FUNCTIONS.get(name);
        return function == null || function.deterministic();
    }

    /**
     * Looks for a name without knowing what kind of call it is of.
     *
     * @throws QueryError INVALID_QUERY when neither a function nor a window function nor an operator of MongoDB's or of the planner's
     *     has it, with the nearest name
     */
    public static void check(String name) {
        boolean elsewhere = name.startsWith("$") || name.equals("INTERVAL") || WINDOW_FUNCTIONS.contains(name);
        if (!elsewhere && !FUNCTIONS.containsKey(name)) {
            throw unknown(name);
        }
    }

    private static QueryError unknown(String name) {
        return QueryError.about(
                name,
                ErrorCode.INVALID_QUERY,
                "there is no function " + name,
                Suggestions.didYouMean(name, FUNCTIONS.keySet()));
    }

    /** Whether a function has that name. */
    public static boolean isKnown(String name) {
        return FUNCTIONS.containsKey(name);
    }

    private static String expected(ScalarFunction function) {
        if (function.most() == 0) {
            return "no arguments";
        }
        String least = function.least() + (function.least() == 1 ? " argument" : " arguments");
        if (function.least() == function.most()) {
            return least;
        }
        return function.most() == Integer.MAX_VALUE
                ? "at least " + least
                : function.least() + " to " + function.most() + " arguments";
    }
}
