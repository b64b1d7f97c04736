package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.ExpressionValues.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the functions of texts give, one row each; results as relaxed JSON. */
class TextFunctionsTest {

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
}
