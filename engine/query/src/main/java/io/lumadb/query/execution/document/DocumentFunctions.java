package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.execution.function.ScalarFunction.Body;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * MongoDB's operators as functions of their arguments, by the names that calls have in statements: LQL's where LQL has the
 * function too, the operator's own otherwise. Arguments that are left out are MISSING.
 */
public final class DocumentFunctions {

    private static final Map<String, ScalarFunction> FUNCTIONS = new TreeMap<>();

    static {
        Stream.of(
                        NumberOperators.all(),
                        TextOperators.all(),
                        RegexOperators.all(),
                        ArrayOperators.all(),
                        ArraySearches.all(),
                        SetOperators.all(),
                        ObjectOperators.all(),
                        DateOperators.all(),
                        DateTexts.all(),
                        TypeOperators.all(),
                        StatisticOperators.all())
                .flatMap(List::stream)
                .forEach(function -> FUNCTIONS.put(function.name(), function));
    }

    private DocumentFunctions() {}

    /** The function that a call means by document rules; none where LQL's function of that name is meant. */
    public static Optional<ScalarFunction> find(String name, int arguments) {
        return Optional.ofNullable(FUNCTIONS.get(name))
                .filter(function -> arguments >= function.least() && arguments <= function.most());
    }

    static ScalarFunction of(String name, int least, int most, Body body) {
        return new ScalarFunction(name, least, most, true, body);
    }

    /** A whole number as int64, ARITHMETIC_OVERFLOW where it does not fit. */
    static Value int64(BigDecimal number) {
        try {
            return Value.of(number.longValueExact());
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow(number.toPlainString());
        }
    }
}
