package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.ExpressionValues.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.ExpressionValues;
import io.lumadb.query.language.QueryError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the functions give, one row each, and what they refuse; results as relaxed JSON. */
class FunctionResultsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ABS(-3)                                      | 3
            ABS(DECIMAL '-1.50') = DECIMAL '1.5'         | true
            SIGN(-0.1)                                   | -1
            ROUND(2.345, 2)                              | 2.35
            ROUND(-2.5)                                  | -3.0
            ROUND(1250, -2)                              | 1300
            ROUND(1250, 2)                               | 1250
            ROUND(7.0)                                   | 7.0
            TRUNC(-2.79, 1)                              | -2.7
            TRUNCATE(1299, -2)                           | 1200
            FLOOR(-1.5)                                  | -2.0
            FLOOR(3)                                     | 3
            CEIL(1.2)                                    | 2.0
            CEILING(-1.5)                                | -1.0
            MOD(-7, 3)                                   | -1
            MOD(7, 0)                                    | null
            DIV(7, 2)                                    | 3
            DIV(-7.5, 2)                                 | -3.0
            GCD(12, -18)                                 | 6
            LCM(4, 6)                                    | 12
            FACTORIAL(5)                                 | 120
            FACTORIAL(-1)                                | null
            POWER(2, 10)                                 | 1024.0
            POW(2, 0.5) = SQRT(2)                        | true
            SQRT(-1)                                     | null
            CBRT(27)                                     | 3.0
            EXP(0)                                       | 1.0
            LN(0)                                        | null
            LOG(1000)                                    | 3.0
            LOG(2, 8)                                    | 3.0
            LOG10(0.01)                                  | -2.0
            LOG2(1024)                                   | 10.0
            LOG2(-1)                                     | null
            SIN(0)                                       | 0.0
            COS(0)                                       | 1.0
            COT(0)                                       | null
            ASIN(2)                                      | null
            ATAN2(0, -1) = PI()                          | true
            DEGREES(PI())                                | 180.0
            RADIANS(180) = PI()                          | true
            IS_NAN(DOUBLE 'NaN')                         | true
            IS_FINITE(1)                                 | true
            WIDTH_BUCKET(5.35, 0.024, 10.06, 5)          | 3
            WIDTH_BUCKET(-1, 0, 10, 5)                   | 0
            WIDTH_BUCKET(10, 0, 10, 5)                   | 6
            WIDTH_BUCKET(10, 10, 0, 5)                   | 1
            WIDTH_BUCKET(1, 0, 0, 5)                     | null
            BITAND(12, 10)                               | 8
            BIT_OR(12, 10)                               | 14
            BITXOR(12, 10)                               | 6
            BITNOT(0)                                    | -1
            BIT_COUNT(255)                               | 8
            LSHIFT(1, 4)                                 | 16
            RSHIFT(-1, 60)                               | 15
            LSHIFT(1, 64)                                | 0
            BITGET(5, 2)                                 | 1
            ABS('a')                                     | null
            GREATEST(1, NULL, 2.5)                       | 2.5
            LEAST('b', 'a')                              | "a"
            RANDOM() < 1                                 | true
            """)
    void computesNumbers(String call, String result) {
        assertThat(json(call)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ARRAY_LENGTH([1, 2])                         | 2
            CARDINALITY({a: 1, b: 2})                    | 2
            ARRAY_FIRST([1, 2])                          | 1
            ARRAY_LAST([])                               | null
            ELEMENT_AT([1, 2, 3], -1)                    | 3
            ELEMENT_AT([1, 2], 2)                        | null
            ELEMENT_AT({a: 5}, 'a')                      | 5
            ARRAY_MIN([3, NULL, 1.5])                    | 1.5
            ARRAY_MAX([3, NULL, 1.5])                    | 3
            ARRAY_SUM([1, 'x', 2])                       | 3
            ARRAY_AVG([1, 2])                            | 1.5
            ARRAY_AVG([])                                | null
            ARRAY_CONTAINS([1, 2], 2.0)                  | true
            ARRAY_POSITION(['a', 'b'], 'b')              | 1
            ARRAY_POSITION(['a'], 'z')                   | null
            ARRAY_POSITIONS([1, 2, 1], 1)                | [0,2]
            ARRAY_APPEND([1], NULL)                      | [1,null]
            ARRAY_PREPEND(0, [1])                        | [0,1]
            ARRAY_INSERT([1, 3], 1, 2)                   | [1,2,3]
            ARRAY_CONCAT([1], [2], [3])                  | [1,2,3]
            ARRAY_CAT([1], 2)                            | null
            ARRAY_REMOVE([1, 2, 1], 1)                   | [2]
            ARRAY_REPLACE([1, 2, 1], 1, 9)               | [9,2,9]
            ARRAY_COMPACT([1, NULL, 2])                  | [1,2]
            ARRAY_REVERSE([1, 2])                        | [2,1]
            ARRAY_SORT([3, 'a', 1])                      | [1,3,"a"]
            ARRAY_SORT([1, 3, 2], 'desc')                | [3,2,1]
            ARRAY_SLICE([1, 2, 3, 4], 1, 2)              | [2,3]
            ARRAY_SLICE([1, 2, 3], -2)                   | [2,3]
            FLATTEN([[1, [2]], 3, []])                   | [1,[2],3]
            ARRAY_JOIN(['a', NULL, 1], ';')              | "a;1"
            ARRAY_TO_STRING(['a', NULL], ',', '*')       | "a,*"
            ARRAY_DISTINCT([1, 1.0, 'a', 'a'])           | [1,"a"]
            ARRAY_UNION([1, 2], [2.0, 3])                | [1,2,3]
            ARRAY_INTERSECT([1, 2, 2], [2, 3])           | [2]
            ARRAY_EXCEPT([1, 2, 1], [2])                 | [1]
            ARRAYS_OVERLAP([1, 2], [2])                  | true
            ARRAY_CONTAINS_ALL([1, 2], [2, 3])           | false
            ARRAY_REPEAT('a', 2)                         | ["a","a"]
            RANGE(0, 3)                                  | [0,1,2]
            RANGE(3, 0)                                  | [3,2,1]
            SEQUENCE(1, 7, 3)                            | [1,4,7]
            SEQUENCE(5, 1, 2)                            | []
            SEQUENCE(1, 2, 0.5)                          | [1.0,1.5,2.0]
            GENERATE_SERIES(9223372036854775806, 9223372036854775807) | [9223372036854775806,9223372036854775807]
            ARRAY_LENGTH(SEQUENCE(TIMESTAMP '2026-01-31', TIMESTAMP '2026-04-30', 1, 'month')) | 4
            SEQUENCE(1, 5, 0)                            | null
            OBJECT_KEYS({b: 1, a: 2})                    | ["b","a"]
            OBJECT_VALUES({b: 1, a: 2})                  | [1,2]
            OBJECT_ENTRIES({a: 1})                       | [{"key":"a","value":1}]
            OBJECT_FROM_ENTRIES([{key: 'a', value: 1}, ['b', 2]]) | {"a":1,"b":2}
            OBJECT_MERGE({a: 1, b: 2}, {b: 3})           | {"a":1,"b":3}
            OBJECT_SIZE({})                              | 0
            OBJECT_HAS({a: NULL}, 'a')                   | true
            HAS_KEY({a: 1}, 'b')                         | false
            OBJECT_GET({a: 1}, 'a')                      | 1
            OBJECT_SET({a: 1}, 'b', 2)                   | {"a":1,"b":2}
            OBJECT_REMOVE({a: 1, b: 2, c: 3}, 'a', 'c')  | {"b":2}
            OBJECT_PICK({a: 1, b: 2}, 'b', 'z')          | {"b":2}
            OBJECT_KEYS([1])                             | null
            """)
    void changesArraysAndObjects(String call, String result) {
        assertThat(json(call)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            TYPEOF(1.5)                                  | "double"
            TYPE(NULL)                                   | "null"
            IS_NUMBER(DECIMAL '1')                       | true
            IS_STRING(NULL)                              | false
            IS_INTEGER(1.0)                              | false
            IS_OBJECT({})                                | true
            TRY_CAST('12' AS int64)                      | 12
            TRY_CAST(1e300 AS int64)                     | null
            TRY_CAST('x', 'double')                      | null
            TO_JSON({a: [1, NULL, 'x']})                 | "{\\"a\\":[1,null,\\"x\\"]}"
            FROM_JSON('{"a": [1, 2]}')                   | {"a":[1,2]}
            PARSE_JSON('{')                              | null
            COALESCE(NULL, 2)                            | 2
            NVL(NULL, 'x')                               | "x"
            NVL2(1, 'a', 'b')                            | "a"
            NULLIF(1, 1.0)                               | null
            IF(1 > 2, 'a', 'b')                          | "b"
            IIF(NULL, 'a')                               | null
            NUM_NULLS(1, NULL, NULL)                     | 2
            VECTOR_DISTANCE([1, 0], [0, 1])              | 1.0
            VECTOR_DISTANCE(VECTOR '[3, 4]', [0, 0], 'euclidean') | 5.0
            VECTOR_DISTANCE([1, 2], [3, 4], 'dot')       | -11.0
            VECTOR_DISTANCE([1, 2], [3, 4], 'manhattan') | 4.0
            VECTOR_DISTANCE([1, 2], [1, 2, 3])           | null
            VECTOR_DISTANCE([0, 0], [1, 1])              | null
            SIMILARITY([2, 0], [4, 0])                   | 1.0
            SIMILARITY([1, 2], [3, 4], 'dot')            | 11.0
            SIMILARITY([3, 4], [0, 0], 'euclidean')      | 0.16666666666666666
            SIMILARITY('a', 'b')                         | null
            VECTOR_DIMENSIONS([1, 2, 3])                 | 3
            VECTOR_NORM([3, 4])                          | 5.0
            """)
    void tellsTypesAndDistances(String call, String result) {
        assertThat(json(call)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ABS(-9223372036854775808)                    | ARITHMETIC_OVERFLOW
            ROUND(9223372036854775807, -1)               | ARITHMETIC_OVERFLOW
            FACTORIAL(21)                                | ARITHMETIC_OVERFLOW
            LCM(9223372036854775807, 2)                  | ARITHMETIC_OVERFLOW
            ARRAY_SUM([9223372036854775807, 1])          | ARITHMETIC_OVERFLOW
            FROM_UNIXTIME(1e300)                         | ARITHMETIC_OVERFLOW
            DATE_ADD(NOW(), 9223372036854775807, 'day')  | ARITHMETIC_OVERFLOW
            REPEAT('abc', 9223372036854775807)           | TOO_LARGE
            SPACE(16777217)                              | TOO_LARGE
            LPAD('a', 16777217)                          | TOO_LARGE
            REPLACE(REPEAT('a', 100000), 'a', REPEAT('b', 1000)) | TOO_LARGE
            REGEXP_REPLACE(REPEAT('a', 100000), 'a', REPEAT('b', 1000)) | TOO_LARGE
            SEQUENCE(1, 1000000000000)                   | TOO_LARGE
            ARRAY_REPEAT(1, 1000000000000)               | TOO_LARGE
            LEVENSHTEIN(REPEAT('a', 10000), REPEAT('b', 10000)) | TOO_LARGE
            EMBED('text')                                | NOT_BUILT_YET
            """)
    void refusesWhatDoesNotFit(String call, ErrorCode code) {
        assertThatThrownBy(() -> ExpressionValues.value(call))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SUBSTRNG('a', 1)                  | there is no function SUBSTRNG     | did you mean SUBSTRING?
            ARRAY_LENGHT([1])                 | there is no function ARRAY_LENGHT | did you mean ARRAY_LENGTH?
            SUBSTRING('a')                    | SUBSTRING takes 2 to 3 arguments, not 1 | it is called as SUBSTRING(text, start[, length])
            NOW(1)                            | NOW takes no arguments, not 1     | it is called as NOW()
            LOG()                             | LOG takes 1 to 2 arguments, not 0 | it is called as LOG(number[, power])
            DATE_TRUNC('dya', NOW())          | 'dya' is not a unit of time       | did you mean 'day'?
            EXTRACT(yaer FROM NOW())          | 'yaer' is not a part of a moment  | did you mean 'year'?
            REGEXP_LIKE('a', 'a', 'q')        | 'q' is not a flag                 | i for any case
            REGEXP_REPLACE('a', 'a', '$3')    | has 0 groups                      | groups are counted from 1
            REGEXP_EXTRACT('a', '(a)', 2)     | has 1 groups                      | groups are counted from 1
            FORMAT('%d', 1)                   | FORMAT does not know %d           | places are written %s
            FORMAT('%s %s', 1)                | FORMAT has no value for %s        | give a value
            TO_CHAR(5, '9x')                  | '9x' is not a template            | made of 9, 0
            VECTOR_DISTANCE([1], [1], 'cosin') | 'cosin' is not a metric          | did you mean 'cosine'?
            TRY_CAST(1, 'strng')              | there is no type 'strng'          | did you mean string?
            """)
    void saysWhatIsWrongAndWhatIsMeant(String call, String detail, String hint) {
        assertThatThrownBy(() -> ExpressionValues.value(call)).isInstanceOfSatisfying(QueryError.class, error -> {
            assertThat(error.detail()).contains(detail);
            assertThat(error.hint().orElse("")).contains(hint);
        });
    }

    @Test
    void givesAnotherRandomNumberForEachRow() {
        assertThat(ExpressionValues.value("UUID()")).isNotEqualTo(ExpressionValues.value("UUID()"));
    }
}
