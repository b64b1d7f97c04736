package io.lumadb.query.execution.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.ExpressionValues;
import io.lumadb.query.language.QueryError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the functions give, one row each; results as relaxed JSON. */
class FunctionResultsTest {

    private static String json(String expression) {
        Value value = ExpressionValues.value(expression);
        return Json.relaxed(value.isNull() ? Value.NULL : value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            LENGTH('äöü😀')                              | 4
            CHAR_LENGTH('')                              | 0
            OCTET_LENGTH('ä😀')                          | 6
            BIT_LENGTH('ab')                             | 16
            UPPER('straße')                              | "STRASSE"
            LOWER('ÄB')                                  | "äb"
            INITCAP('hello WORLD-wide x2y')              | "Hello World-Wide X2y"
            TRIM('  a b ')                               | "a b"
            TRIM('xxaxbx', 'x')                          | "axb"
            BTRIM('yxaxy', 'xy')                         | "a"
            LTRIM('  a ')                                | "a "
            RTRIM('😀a😀😀', '😀')                        | "😀a"
            TRIM(BOTH 'x' FROM 'xax')                    | "a"
            TRIM(LEADING 'x' FROM 'xax')                 | "ax"
            TRIM(TRAILING FROM 'a  ')                    | "a"
            TRIM('x' FROM 'xax')                         | "a"
            TRIM(FROM ' a ')                             | "a"
            TRIM(5)                                      | null
            SUBSTRING('train', 2, 3)                     | "rai"
            SUBSTRING('train', 4)                        | "in"
            SUBSTRING('train' FROM 2 FOR 3)              | "rai"
            SUBSTRING('train' FROM 4)                    | "in"
            SUBSTRING('train' FOR 2)                     | "tr"
            SUBSTRING('train', -1, 3)                    | "t"
            SUBSTRING('train', -9223372036854775808)     | "train"
            SUBSTRING('a😀b', 2, 1)                      | "😀"
            SUBSTRING('train', 2, -1)                    | null
            SUBSTR('train', 9)                           | ""
            LEFT('a😀b', 2)                              | "a😀"
            RIGHT('a😀b', 2)                             | "😀b"
            LEFT('abc', 9)                               | "abc"
            LEFT('abc', -1)                              | ""
            POSITION('b' IN 'a😀b')                      | 3
            POSITION('x', 'abc')                         | 0
            STRPOS('abcb', 'b')                          | 2
            INSTR('abc', '')                             | 1
            REPLACE('aXbX', 'X', '--')                   | "a--b--"
            REPLACE('aXbX', 'X')                         | "ab"
            REPLACE('abc', '', 'x')                      | "abc"
            REVERSE('a😀b')                              | "b😀a"
            REVERSE([1, 2])                              | [2,1]
            REPEAT('ab', 3)                              | "ababab"
            REPEAT('ab', -1)                             | ""
            SPACE(2)                                     | "  "
            LPAD('7', 3, '0')                            | "007"
            LPAD('abc', 2)                               | "ab"
            LPAD('a', 4, '😀b')                          | "😀b😀a"
            RPAD('a', 3)                                 | "a  "
            RPAD('a', 3, '')                             | "a"
            CONCAT('a', NULL, 1, TRUE)                   | "a1true"
            CONCAT_WS('-', 'a', NULL, 2)                 | "a-2"
            CONCAT_WS(NULL, 'a')                         | null
            FORMAT('%s is %s%%, %1$s!', 'a', 2)          | "a is 2%, a!"
            SPLIT('a,b,,c', ',')                         | ["a","b","","c"]
            STRING_TO_ARRAY('a', ',')                    | ["a"]
            SPLIT_PART('a,b,c', ',', 2)                  | "b"
            SPLIT_PART('a,b,c', ',', -1)                 | "c"
            SPLIT_PART('a,b,c', ',', 9)                  | ""
            ASCII('a')                                   | 97
            ASCII('')                                    | 0
            CHR(128512)                                  | "😀"
            CHR(55296)                                   | null
            TRANSLATE('12345', '143', 'ax')              | "a2x5"
            OVERLAY('Txxxxas', 'hom', 2, 4)              | "Thomas"
            OVERLAY('abc', 'X', 2)                       | "aXc"
            STARTS_WITH('abc', 'ab')                     | true
            ENDS_WITH('abc', 'ab')                       | false
            SOUNDEX('Robert')                            | "R163"
            SOUNDEX('Ashcraft')                          | "A261"
            SOUNDEX('Tymczak')                           | "T522"
            SOUNDEX('Pfister')                           | "P236"
            LEVENSHTEIN('kitten', 'sitting')             | 3
            LEVENSHTEIN_DISTANCE('', 'abc')              | 3
            LEVENSHTEIN('flaw', 'lawn')                  | 2
            """)
    void computesTexts(String call, String result) {
        assertThat(json(call)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            REGEXP_LIKE('Train', 'tr', 'i')              | true
            REGEXP_MATCHES('x42', '[0-9]+')              | true
            REGEXP_EXTRACT('id=42;', '[0-9]+')           | "42"
            REGEXP_EXTRACT('id=42;', '([a-z]+)=(.)', 2)  | "4"
            REGEXP_SUBSTR('abc', 'x')                    | null
            REGEXP_EXTRACT_ALL('a1b22', '[0-9]+')        | ["1","22"]
            REGEXP_EXTRACT_ALL('abc', 'x')               | []
            REGEXP_COUNT('banana', 'an')                 | 2
            REGEXP_INSTR('a😀b', 'b')                    | 3
            REGEXP_REPLACE('a1b2', '[0-9]', '#')         | "a#b#"
            REGEXP_REPLACE('John Smith', '(\\w+) (\\w+)', '$2, $1') | "Smith, John"
            REGEXP_REPLACE('aAa', 'a', 'x', 'i')         | "xxx"
            REGEXP_SPLIT('a1b22c', '[0-9]+')             | ["a","b","c"]
            REGEXP_LIKE(5, '5')                          | null
            MD5('abc')                                   | "900150983cd24fb0d6963f7d28e17f72"
            SHA1('abc')                                  | "a9993e364706816aba3e25717850c26c9cd0d89d"
            SHA256('abc')                                | "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            CRC32('123456789')                           | 3421780262
            HEX(255)                                     | "ff"
            TO_HEX('ab')                                 | "6162"
            HEX(-1)                                      | "ffffffffffffffff"
            FROM_UTF8(UNHEX('6162'))                     | "ab"
            UNHEX('6')                                   | null
            TO_BASE64('hello')                           | "aGVsbG8="
            FROM_UTF8(FROM_BASE64('aGVsbG8='))           | "hello"
            FROM_BASE64('?')                             | null
            ENCODE('hi', 'hex')                          | "6869"
            FROM_UTF8(DECODE('aGk=', 'base64'))          | "hi"
            FROM_UTF8(UNHEX('ff'))                       | null
            LENGTH(TO_UTF8('ä'))                         | 2
            URL_ENCODE('a b&c')                          | "a+b%26c"
            URL_DECODE('a+b%26c')                        | "a b&c"
            URL_DECODE('%zz')                            | null
            LENGTH(UUID())                               | 36
            SUBSTRING(UUIDV7(), 15, 1)                   | "7"
            """)
    void findsPatternsAndEncodes(String call, String result) {
        assertThat(json(call)).isEqualTo(result);
    }

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
            NOW()                                        | 2026-03-04T05:06:07Z
            CURRENT_TIMESTAMP                            | 2026-03-04T05:06:07Z
            CURRENT_TIMESTAMP()                          | 2026-03-04T05:06:07Z
            CURRENT_DATE                                 | 2026-03-04T00:00:00Z
            CURRENT_DATE()                               | 2026-03-04T00:00:00Z
            DATE_TRUNC('week', NOW())                    | 2026-03-02T00:00:00Z
            DATE_TRUNC('quarter', NOW())                 | 2026-01-01T00:00:00Z
            DATE_TRUNC('decade', NOW())                  | 2020-01-01T00:00:00Z
            DATE_TRUNC('century', NOW())                 | 2001-01-01T00:00:00Z
            TRUNC(NOW())                                 | 2026-03-04T00:00:00Z
            TRUNC(NOW(), 'month')                        | 2026-03-01T00:00:00Z
            DATE_ADD(TIMESTAMP '2026-01-31', 1, 'month') | 2026-02-28T00:00:00Z
            DATE_SUB(TIMESTAMP '2026-03-01', 2, 'days')  | 2026-02-27T00:00:00Z
            DATE_ADD(TIMESTAMP '2026-01-01', 5)          | 2026-01-01T00:00:00.005Z
            INTERVAL '1' DAY + TIMESTAMP '2026-01-31'    | 2026-02-01T00:00:00Z
            LAST_DAY(TIMESTAMP '2024-02-10T11:00:00Z')   | 2024-02-29T00:00:00Z
            MAKE_DATE(2026, 2, 3)                        | 2026-02-03T00:00:00Z
            MAKE_TIMESTAMP(2026, 2, 3, 4, 5, 6.789)      | 2026-02-03T04:05:06.789Z
            TO_TIMESTAMP('2026-01-02T03:04:05Z')         | 2026-01-02T03:04:05Z
            TO_TIMESTAMP('02.01.2026 15:04', 'DD.MM.YYYY HH24:MI') | 2026-01-02T15:04:00Z
            TO_TIMESTAMP('20260102150405', 'YYYYMMDDHH24MISS') | 2026-01-02T15:04:05Z
            TO_TIMESTAMP('5 Jan 26 3:07 pm', 'DD Mon YY HH12:MI AM') | 2026-01-05T15:07:00Z
            TO_TIMESTAMP('2026', 'YYYY')                 | 2026-01-01T00:00:00Z
            TO_TIMESTAMP(0)                              | 1970-01-01T00:00:00Z
            TO_DATE('2026-01-02T03:04:05Z')              | 2026-01-02T00:00:00Z
            DATE(NOW())                                  | 2026-03-04T00:00:00Z
            DATE_PARSE('02/01/2026 03:04:05', '%d/%m/%Y %T') | 2026-01-02T03:04:05Z
            FROM_UNIXTIME(1.5)                           | 1970-01-01T00:00:01.500Z
            FROM_UNIX_MILLIS(1500)                       | 1970-01-01T00:00:01.500Z
            """)
    void makesMoments(String call, String moment) {
        assertThat(ExpressionValues.value(call)).isEqualTo(Value.of(java.time.Instant.parse(moment)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            YEAR(NOW())                                  | 2026
            QUARTER(NOW())                               | 1
            MONTH(NOW())                                 | 3
            WEEK(NOW())                                  | 10
            DAY(NOW())                                   | 4
            DAY_OF_MONTH(NOW())                          | 4
            DAY_OF_WEEK(NOW())                           | 3
            DAY_OF_YEAR(NOW())                           | 63
            HOUR(NOW())                                  | 5
            MINUTE(NOW())                                | 6
            SECOND(NOW())                                | 7
            MILLISECOND(TIMESTAMP '2026-01-01T00:00:00.123Z') | 123
            MONTHNAME(NOW())                             | "March"
            DAYNAME(NOW())                               | "Wednesday"
            EXTRACT(isoyear FROM TIMESTAMP '2027-01-01') | 2026
            EXTRACT(dow FROM NOW())                      | 3
            EXTRACT(doy FROM NOW())                      | 63
            EXTRACT(epoch FROM NOW())                    | 1772600767
            EXTRACT(decade FROM NOW())                   | 202
            EXTRACT(century FROM NOW())                  | 21
            EXTRACT(millennium FROM NOW())               | 3
            EXTRACT(century FROM TIMESTAMP '2000-12-31') | 20
            EXTRACT(microseconds FROM TIMESTAMP '2026-01-01T00:00:01.123Z') | 123000
            EXTRACT(julian FROM TIMESTAMP '2000-01-01')  | 2451545
            EXTRACT(timezone_hour FROM NOW())            | 0
            DATE_PART('week', NOW())                     | 10
            DATE_DIFF('day', TIMESTAMP '2026-01-01', TIMESTAMP '2026-03-01') | 59
            DATE_DIFF('month', TIMESTAMP '2026-01-31', TIMESTAMP '2026-02-28') | 0
            DATE_DIFF(TIMESTAMP '2026-01-03', TIMESTAMP '2026-01-01', 'day') | 2
            TO_UNIXTIME(TIMESTAMP '1970-01-01T00:00:01.500Z') | 1.5
            UNIX_MILLIS(TIMESTAMP '1970-01-02')          | 86400000
            TO_CHAR(NOW(), 'YYYY-MM-DD HH24:MI:SS.MS')   | "2026-03-04 05:06:07.000"
            TO_CHAR(NOW(), 'Dy, FMDD Month YY "at" HH12 am, Q, IYYY-IW, DDD, D, ID') | "Wed, 4 March 26 at 05 am, 1, 2026-10, 063, 4, 3"
            TO_CHAR(NOW(), 'MON mon DAY day')            | "MAR mar WEDNESDAY wednesday"
            DATE_FORMAT(NOW(), 'yyyy-MM-dd HH:mm')       | "2026-03-04 05:06"
            DATE_FORMAT(NOW(), '%W %e %M %Y, %l:%i %p, %j, %f, %T, %%') | "Wednesday 4 March 2026, 5:06 AM, 063, 000000, 05:06:07, %"
            DATE_FORMAT(NOW(), 'bbb')                    | null
            TO_TIMESTAMP('31.02.2026', 'DD.MM.YYYY')     | null
            TO_TIMESTAMP('x', 'YYYY')                    | null
            TO_TIMESTAMP('tomorrow')                     | null
            MAKE_DATE(2026, 2, 30)                       | null
            YEAR('2026')                                 | null
            TO_CHAR(1234.5, 'FM999,990.00')              | "1,234.50"
            TO_CHAR(-7, '990')                           | "  -7"
            TO_CHAR(0, '99')                             | "  0"
            TO_CHAR(12345, '999')                        | " ###"
            TO_CHAR(0.5, 'FM0.99')                       | "0.5"
            """)
    void readsPartsOfMomentsAndWritesThem(String call, String result) {
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
