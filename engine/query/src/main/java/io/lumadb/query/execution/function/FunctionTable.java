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
import java.util.stream.Stream;

/** Every function by its name in upper case. */
public final class FunctionTable {

    private static final Map<FunctionSubject, SortedMap<String, ScalarFunction>> BY_SUBJECT =
            new EnumMap<>(FunctionSubject.class);

    private static final SortedMap<String, ScalarFunction> FUNCTIONS = new TreeMap<>();

    static {
        add(FunctionSubject.STRING, TextFunctions.all(), TextParts.all(), TextPatterns.all(), Encodings.all());
        add(FunctionSubject.MATH, NumberFunctions.all(), RealFunctions.all(), BitFunctions.all());
        add(FunctionSubject.DATE, TimeFunctions.all(), TimeParts.all(), TimeTexts.all());
        add(FunctionSubject.ARRAY, ArrayFunctions.all(), ArraySets.all());
        add(FunctionSubject.OBJECT, ObjectFunctions.all());
        add(FunctionSubject.TYPE, ConditionalFunctions.all(), TypeFunctions.all());
        add(FunctionSubject.VECTOR, VectorFunctions.all());
    }

    private FunctionTable() {}

    @SafeVarargs
    private static void add(FunctionSubject subject, List<ScalarFunction>... lists) {
        SortedMap<String, ScalarFunction> functions = new TreeMap<>();
        Stream.of(lists).flatMap(List::stream).forEach(function -> {
            if (FUNCTIONS.put(function.name(), function) != null) {
                throw new IllegalStateException("two functions are called " + function.name());
            }
            functions.put(function.name(), function);
        });
        BY_SUBJECT.put(subject, functions);
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
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "there is no function " + name,
                    null,
                    Suggestions.didYouMean(name, FUNCTIONS.keySet()));
        }
        if (arguments < function.least() || arguments > function.most()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    name + " takes " + expected(function) + ", not " + arguments,
                    null,
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
