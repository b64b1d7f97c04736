package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.QueryError;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LQL's rules, one row each: three-valued logic, kinds, arithmetic, text, functions. */
class ExpressionSemanticsTest {

    private final Bench bench = new Bench();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 = 1.0                          | true
            1 < 2                            | true
            1 = '1'                          | null
            'a' > 1                          | null
            NULL = NULL                      | null
            1 != NULL                        | null
            TRUE AND NULL                    | null
            FALSE AND NULL                   | false
            TRUE OR NULL                     | true
            FALSE OR NULL                    | null
            NOT NULL                         | null
            NULL IS NULL                     | true
            1 IS NOT NULL                    | true
            3 BETWEEN 1 AND 3                | true
            4 BETWEEN 1 AND NULL             | null
            0 BETWEEN 1 AND NULL             | false
            2 IN (1, 2, NULL)                | true
            3 IN (1, 2, NULL)                | null
            3 NOT IN (1, 2)                  | true
            3 NOT IN (1, NULL)               | null
            3 IN (1, 'x')                    | null
            'Ball' LIKE 'B%'                 | true
            'Ball' LIKE '_a_l'               | true
            'Ball' LIKE 'b%'                 | false
            'Ball' ILIKE 'b%'                | true
            'a.c' LIKE 'a.c'                 | true
            'abc' LIKE 'a.c'                 | false
            '50%' LIKE '50\\%'               | true
            '505' LIKE '50\\%'               | false
            1 LIKE '1'                       | null
            'train set' CONTAINS 'set'       | true
            ['a', 'b'] CONTAINS 'b'          | true
            ['ab'] CONTAINS 'b'              | false
            [1, 2] CONTAINS 2.0              | true
            'abc' STARTS WITH 'ab'           | true
            'abc' ENDS WITH 'ab'             | false
            'x42' MATCHES '[0-9]+'           | true
            'x' MATCHES '^[0-9]+$'           | false
            [1, 2] < [1, 3]                  | true
            """)
    void answersWithThreeValues(String condition, String answer) {
        Value expected = switch (answer) {
            case "true" -> Value.TRUE;
            case "false" -> Value.FALSE;
            default -> Value.NULL;
        };

        assertThat(bench.value(condition)).isEqualTo(expected);
    }

    @Test
    void truncatesIntegerDivisionAndWidensToDoublesAndDecimals() {
        assertThat(bench.value("7 / 2")).isEqualTo(Value.of(3));
        assertThat(bench.value("-7 / 2")).isEqualTo(Value.of(-3));
        assertThat(bench.value("7 / 2.0")).isEqualTo(Value.of(3.5));
        assertThat(bench.value("-7 % 3")).isEqualTo(Value.of(-1));
        assertThat(bench.value("DECIMAL '0.1' + DECIMAL '0.2'")).isEqualTo(Value.of(new BigDecimal("0.3")));
        assertThat(bench.value("DECIMAL '0.1' + 1")).isEqualTo(Value.of(new BigDecimal("1.1")));
    }

    @Test
    void dividesByZeroToNull() {
        assertThat(bench.value("1 / 0")).isEqualTo(Value.NULL);
        assertThat(bench.value("1 % 0")).isEqualTo(Value.NULL);
        assertThat(bench.value("1.5 / 0")).isEqualTo(Value.NULL);
        assertThat(bench.value("DECIMAL '1' / 0")).isEqualTo(Value.NULL);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807 + 1",
        "-9223372036854775808 - 1",
        "9223372036854775807 * 2",
        "-9223372036854775808 / -1",
        "- (-9223372036854775808)"
    })
    void refusesResultsOutsideInt64(String calculation) {
        assertThatThrownBy(() -> bench.value(calculation))
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ARITHMETIC_OVERFLOW));
    }

    @Test
    void givesNullForArithmeticOnOtherKinds() {
        assertThat(bench.value("'a' + 1")).isEqualTo(Value.NULL);
        assertThat(bench.value("1 + NULL")).isEqualTo(Value.NULL);
    }

    @Test
    void concatenatesTextAndArrays() {
        assertThat(bench.value("'a' || 1 || TRUE")).isEqualTo(Value.of("a1true"));
        assertThat(bench.value("'a' || NULL")).isEqualTo(Value.NULL);
        assertThat(bench.value("[1] || [2]")).isEqualTo(Value.array(Value.of(1), Value.of(2)));
    }

    @Test
    void calculatesWithTimestamps() {
        assertThat(bench.value("TIMESTAMP '2026-01-02' - TIMESTAMP '2026-01-01'"))
                .isEqualTo(Value.of(86_400_000));
        assertThat(bench.value("DATE_ADD(TIMESTAMP '2026-01-31', 1, 'month')"))
                .isEqualTo(Value.of(Instant.parse("2026-02-28T00:00:00Z")));
        assertThat(bench.value("DATE_TRUNC('week', NOW())")).isEqualTo(Value.of(Instant.parse("2026-03-02T00:00:00Z")));
        assertThat(bench.value("EXTRACT(hour FROM NOW())")).isEqualTo(Value.of(5));
        assertThat(bench.value("YEAR(NOW())")).isEqualTo(Value.of(2026));
        assertThat(bench.value("DATE_DIFF('day', TIMESTAMP '2026-01-01', TIMESTAMP '2026-03-01')"))
                .isEqualTo(Value.of(59));
    }

    @Test
    void chooses() {
        assertThat(bench.value("CASE WHEN 1 > 2 THEN 'a' WHEN NULL THEN 'b' ELSE 'c' END"))
                .isEqualTo(Value.of("c"));
        assertThat(bench.value("CASE 2 WHEN 1 THEN 'one' WHEN 2.0 THEN 'two' END"))
                .isEqualTo(Value.of("two"));
        assertThat(bench.value("CASE 5 WHEN 1 THEN 'one' END")).isEqualTo(Value.NULL);
        assertThat(bench.value("COALESCE(NULL, CAST('x' AS int64), 3)")).isEqualTo(Value.of(3));
        assertThat(bench.value("NULLIF(1, 1.0)")).isEqualTo(Value.NULL);
    }

    @Test
    void castsAndGivesNullForWhatCannotBeRead() {
        assertThat(bench.value("CAST('42' AS int64)")).isEqualTo(Value.of(42));
        assertThat(bench.value("CAST('x' AS int64)")).isEqualTo(Value.NULL);
        assertThat(bench.value("CAST(2.9 AS int64)")).isEqualTo(Value.of(2));
        assertThat(bench.value("CAST(1 AS string)")).isEqualTo(Value.of("1"));
        assertThat(bench.value("CAST('2026-01-02' AS timestamp)"))
                .isEqualTo(Value.of(Instant.parse("2026-01-02T00:00:00Z")));
        assertThat(bench.value("CAST('1.50' AS decimal128)")).isEqualTo(Value.of(new BigDecimal("1.50")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LOWER('ÄB')                      | äb
            TRIM('  a ')                     | a
            SUBSTRING('train', 2, 3)         | rai
            SUBSTRING('train', 4)            | in
            REPLACE('aXbX', 'X', '-')        | a-b-
            CONCAT('a', NULL, 1)             | a1
            TYPE(1.5)                        | double
            LPAD('7', 3, '0')                | 007
            ARRAY_JOIN(SPLIT('a,b', ','), ';') | a;b
            """)
    void computesTexts(String call, String result) {
        assertThat(bench.value(call)).isEqualTo(Value.of(result));
    }

    @Test
    void computesNumbers() {
        assertThat(bench.value("ROUND(2.345, 2)")).isEqualTo(Value.of(2.35));
        assertThat(bench.value("ROUND(1250, -2)")).isEqualTo(Value.of(1300));
        assertThat(bench.value("FLOOR(-1.5)")).isEqualTo(Value.of(-2.0));
        assertThat(bench.value("ABS(-3)")).isEqualTo(Value.of(3));
        assertThat(bench.value("SQRT(-1)")).isEqualTo(Value.NULL);
        assertThat(bench.value("MOD(7, 4)")).isEqualTo(Value.of(3));
        assertThat(bench.value("LENGTH('äöü')")).isEqualTo(Value.of(3));
        assertThat(bench.value("ARRAY_LENGTH([1, 2, 3])")).isEqualTo(Value.of(3));
    }

    @Test
    void namesTheNearestFunction() {
        assertThatThrownBy(() -> bench.value("LOWR('A')")).isInstanceOfSatisfying(QueryError.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY);
            assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("LOWER"));
        });
        assertThatThrownBy(() -> bench.value("LOWER('A', 'B')")).hasMessageContaining("1 argument");
    }

    @Test
    void refusesPatternsThatRe2DoesNotKnow() {
        assertThatThrownBy(() -> bench.value("'a' MATCHES '(?=a)'")).isInstanceOf(QueryError.class);
    }

    @Test
    void readsPathsAndSubscriptsWithoutFanningOut() {
        bench.with("t", "{\"_id\": 1, \"a\": {\"b\": [{\"c\": 5}, {\"c\": 6}]}}");

        assertThat(bench.json("SELECT a.b[1].c AS x, a.b[-1].c AS y FROM t")).containsExactly("{\"x\":6,\"y\":6}");
        assertThat(bench.json("SELECT a.b.c AS x FROM t")).containsExactly("{}");
        assertThat(bench.json("SELECT 1 AS x FROM t WHERE a.b.c IS MISSING AND a.z IS NULL"))
                .hasSize(1);
    }

    @Test
    void takesTheSourcesNameOrAliasBeforeAPath() {
        bench.with("t", "{\"_id\": 1, \"a\": 2}");

        assertThat(bench.json("SELECT t.a FROM t WHERE t.a = 2")).containsExactly("{\"a\":2}");
        assertThat(bench.json("SELECT x.a FROM t AS x ORDER BY x.a")).containsExactly("{\"a\":2}");
    }
}
