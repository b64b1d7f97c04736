package io.lumadb.query.execution.function;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every function by its name in upper case. */
public final class FunctionTable {

    /** Known without being in the table: the time of the statement, which only the compiler knows. */
    private static final List<String> STATEMENT_TIME = List.of("NOW", "CURRENT_TIMESTAMP");

    private static final Map<String, ScalarFunction> FUNCTIONS = new TreeMap<>();

    static {
        Stream.of(
                        TextFunctions.all(),
                        NumberFunctions.all(),
                        TimeFunctions.all(),
                        CollectionFunctions.all(),
                        ConditionalFunctions.all())
                .flatMap(List::stream)
                .forEach(function -> FUNCTIONS.put(function.name(), function));
    }

    private FunctionTable() {}

    /** All names, for completion. */
    public static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(FUNCTIONS.keySet());
        names.addAll(STATEMENT_TIME);
        return names;
    }

    /** All functions in the order of their names. */
    public static Collection<ScalarFunction> all() {
        return Collections.unmodifiableCollection(FUNCTIONS.values());
    }

    /**
     * The function of that name.
     *
     * @throws QueryError INVALID_QUERY when there is none, with the nearest name, or when it takes another number of
     *     arguments
     */
    public static ScalarFunction function(String name, int arguments) {
        ScalarFunction function = FUNCTIONS.get(name);
        if (function == null) {
            boolean known = STATEMENT_TIME.contains(name);
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    known ? name + " takes no arguments" : "there is no function " + name,
                    null,
                    known ? "write " + name + "()" : Suggestions.didYouMean(name, names()));
        }
        if (arguments < function.least() || arguments > function.most()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY, name + " takes " + expected(function) + ", not " + arguments, null, null);
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
        return FUNCTIONS.containsKey(name) || STATEMENT_TIME.contains(name);
    }

    private static String expected(ScalarFunction function) {
        String least = function.least() + (function.least() == 1 ? " argument" : " arguments");
        if (function.least() == function.most()) {
            return least;
        }
        return function.most() == Integer.MAX_VALUE
                ? "at least " + least
                : function.least() + " to " + function.most() + " arguments";
    }
}
