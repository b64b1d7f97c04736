package io.lumadb.query.execution.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What holds for every function of the table. */
class FunctionLawsTest {

    private static final Set<ErrorCode> ALLOWED = Set.of(
            ErrorCode.ARITHMETIC_OVERFLOW, ErrorCode.TOO_LARGE, ErrorCode.INVALID_QUERY, ErrorCode.NOT_BUILT_YET);

    /** Those that only the compiler can compute. */
    private static final Set<String> STATEMENT_TIME = Set.of("NOW", "CURRENT_TIMESTAMP", "CURRENT_DATE");

    /** Those that say something of NULL, or leave it out. */
    private static final Set<String> OF_NULL = Set.of(
            "ARRAY_APPEND",
            "ARRAY_FILL",
            "ARRAY_INSERT",
            "ARRAY_JOIN",
            "ARRAY_PREPEND",
            "ARRAY_REPEAT",
            "ARRAY_TO_STRING",
            "COALESCE",
            "CONCAT",
            "CONCAT_WS",
            "FORMAT",
            "GREATEST",
            "IF",
            "IFNULL",
            "IIF",
            "LEAST",
            "NULLIF",
            "NUM_NONNULLS",
            "NUM_NULLS",
            "NVL",
            "NVL2",
            "OBJECT_SET",
            "TO_JSON",
            "TYPE",
            "TYPEOF",
            "IS_ARRAY",
            "IS_BINARY",
            "IS_BOOLEAN",
            "IS_INTEGER",
            "IS_NUMBER",
            "IS_OBJECT",
            "IS_STRING",
            "IS_TIMESTAMP",
            "IS_VECTOR");

    record Called(ScalarFunction function, List<Value> arguments) {}

    @Property(tries = 20_000)
    void noneFailsOnDirtyDataButByACodeThatSaysWhy(@ForAll("calls") Called call) {
        try {
            assertThat(call.function().body().apply(call.arguments())).isNotNull();
        } catch (LumaException refused) {
            assertThat(refused.code()).as(refused.getMessage()).isIn(ALLOWED);
        }
    }

    @Property(tries = 5_000)
    void thoseCalledDeterministicGiveTheSameAgain(@ForAll("calls") Called call) {
        if (call.function().deterministic()) {
            assertThat(outcome(call)).isEqualTo(outcome(call));
        }
    }

    private static Object outcome(Called call) {
        try {
            return call.function().body().apply(call.arguments());
        } catch (LumaException refused) {
            return refused.getMessage();
        }
    }

    @Property(tries = 5_000)
    void nullInIsNullOutUnlessTheFunctionIsAboutNulls(@ForAll("calls") Called call, @ForAll int place) {
        if (!call.arguments().isEmpty() && !OF_NULL.contains(call.function().name())) {
            List<Value> arguments = new ArrayList<>(call.arguments());
            arguments.set(Math.floorMod(place, arguments.size()), place % 2 == 0 ? Value.NULL : Value.MISSING);

            assertThat(call.function().body().apply(arguments)).isEqualTo(Value.NULL);
        }
    }

    @Test
    void eachHasASignatureAndADescriptionOfOneLine() {
        for (ScalarFunction function : FunctionTable.all()) {
            assertThat(function.name()).matches("[A-Z][A-Z0-9_]*");
            assertThat(function.description())
                    .as(function.name())
                    .isNotBlank()
                    .doesNotContain("\n")
                    .doesNotEndWith(".");
            assertThat(function.most()).as(function.name()).isGreaterThanOrEqualTo(function.least());
            assertThat(function.arguments().isEmpty()).as(function.name()).isEqualTo(function.most() == 0);
        }
    }

    @Provide
    Arbitrary<Called> calls() {
        return Arbitraries.randomValue(FunctionLawsTest::call);
    }

    private static Called call(Random random) {
        List<ScalarFunction> functions = FunctionTable.all().stream()
                .filter(function -> !STATEMENT_TIME.contains(function.name()))
                .toList();
        ScalarFunction function = functions.get(random.nextInt(functions.size()));
        int most = Math.min(function.most(), function.least() + 3);
        int count = function.least() + random.nextInt(most - function.least() + 1);
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(value(random, 2));
        }
        return new Called(function, arguments);
    }

    private static final List<Value> EDGES = List.of(
            Value.of(0),
            Value.of(-1),
            Value.of(2),
            Value.of(Long.MAX_VALUE),
            Value.of(Long.MIN_VALUE),
            Value.of(0.5),
            Value.of(-0.0),
            Value.of(1e300),
            Value.of(Double.NaN),
            Value.of(Double.NEGATIVE_INFINITY),
            Value.of(new BigDecimal("12.50")),
            Value.of(new BigDecimal("1E+6000")),
            Value.of(new BigDecimal("-1E-6000")),
            Value.of(""),
            Value.of("a"),
            Value.of("😀 b"),
            Value.of("year"),
            Value.of("desc"),
            Value.of("YYYY-MM-DD"),
            Value.of("%Y %s $9 (["),
            Value.of("\uD800"),
            Value.of("{\"a\": 1}"),
            Value.of("2026-01-02"),
            Value.TRUE,
            new Value.Timestamp(0),
            new Value.Timestamp(Long.MAX_VALUE),
            new Value.Timestamp(Long.MIN_VALUE),
            new Value.Binary("bytes".getBytes(StandardCharsets.UTF_8)),
            new Value.Vector(new float[] {1, 2}));

    private static Value value(Random random, int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            Value inner = value(random, depth - 1);
            return random.nextBoolean()
                    ? new Value.Array(Collections.nCopies(random.nextInt(3), inner))
                    : new Value.Obj(Map.of("key", inner));
        }
        return EDGES.get(random.nextInt(EDGES.size()));
    }
}
