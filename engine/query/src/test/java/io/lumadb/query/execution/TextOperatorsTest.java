package io.lumadb.query.execution;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MongoDB's expression operators of text as its manual describes them, tried by {@link OperatorTrial}. */
class TextOperatorsTest {

    private final OperatorTrial trial = new OperatorTrial(new Bench());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": "x", "b": "y"}     | {"$concat": ["$a", "-", "$b"]}                | "x-y"
            {"a": "x"}               | {"$concat": ["$a", "$b"]}                     | null
            {"a": 5}                 | {"$concat": ["x", "$a"]}                      | !$concat takes strings, not int64 5
            {"a": ["x"]}             | {"$concat": ["$a", "y"]}                      | !$concat takes strings
            {"a": "Straße"}          | {"$toUpper": "$a"}                            | "STRASSE"
            {}                       | {"$toUpper": "$a"}                            | ""
            {"a": 5}                 | {"$toLower": "$a"}                            | "5"
            {"a": []}                | {"$toLower": "$a"}                            | !$toLower takes strings
            {"a": "üx😀"}            | {"$strLenCP": "$a"}                           | 3
            {"a": "üx😀"}            | {"$strLenBytes": "$a"}                        | 7
            {}                       | {"$strLenCP": "$a"}                           | !$strLenCP takes strings, not a missing value
            {"a": "a-b--c"}          | {"$split": ["$a", "-"]}                       | ["a","b","","c"]
            {"a": "abc"}             | {"$split": ["$a", "-"]}                       | ["abc"]
            {}                       | {"$split": ["$a", "-"]}                       | null
            {"a": 5}                 | {"$split": ["$a", "-"]}                       | !$split takes strings
            {"a": "abc"}             | {"$split": ["$a", ""]}                        | !not empty
            {"a": "  x \\n"}         | {"$trim": {"input": "$a"}}                    | "x"
            {"a": "zzxz"}            | {"$ltrim": {"input": "$a", "chars": "z"}}     | "xz"
            {"a": "zzxz"}            | {"$rtrim": {"input": "$a", "chars": "z"}}     | "zzx"
            {}                       | {"$trim": {"input": "$a"}}                    | null
            {"a": 5}                 | {"$trim": {"input": "$a"}}                    | !$trim takes strings
            {"a": 5}                 | {"$trim": {"inptu": "$a"}}                    | !unknown key "inptu" in $trim
            {"a": "banana"}          | {"$replaceAll": {"input": "$a", "find": "an", "replacement": "o"}} | "booa"
            {"a": "banana"}          | {"$replaceOne": {"input": "$a", "find": "an", "replacement": "o"}} | "boana"
            {"a": null}              | {"$replaceOne": {"input": "$a", "find": "an", "replacement": "o"}} | null
            {"a": "b"}               | {"$replaceAll": {"input": "$a", "find": 1, "replacement": "o"}} | !$replaceAll takes strings
            {"a": "banana"}          | {"$indexOfCP": ["$a", "an"]}                  | 1
            {"a": "banana"}          | {"$indexOfCP": ["$a", "an", 2]}               | 3
            {"a": "banana"}          | {"$indexOfCP": ["$a", "an", 2, 4]}            | -1
            {"a": "😀x"}             | {"$indexOfCP": ["$a", "x"]}                   | 1
            {"a": "😀x"}             | {"$indexOfBytes": ["$a", "x"]}                | 4
            {}                       | {"$indexOfCP": ["$a", "x"]}                   | null
            {"a": "x"}               | {"$indexOfCP": ["$a", 1]}                     | !$indexOfCP takes strings
            {"a": "x"}               | {"$indexOfCP": ["$a", "x", -1]}               | !numbers from 0
            {"a": "héllo"}           | {"$substrCP": ["$a", 1, 3]}                   | "éll"
            {"a": "héllo"}           | {"$substrCP": ["$a", 9, 3]}                   | ""
            {"a": "héllo"}           | {"$substrBytes": ["$a", 0, 3]}                | "hé"
            {"a": "héllo"}           | {"$substrBytes": ["$a", 0, 2]}                | !cut a character
            {"a": "hello"}           | {"$substr": ["$a", 1, -1]}                    | "ello"
            {}                       | {"$substrCP": ["$a", 0, 3]}                   | ""
            {"a": 12345}             | {"$substrCP": ["$a", 1, 2]}                   | "23"
            {"a": "x"}               | {"$substrCP": ["$a", "0", 1]}                 | !$substrCP takes whole numbers
            {"a": "ABC"}             | {"$strcasecmp": ["$a", "abd"]}                | -1
            {}                       | {"$strcasecmp": ["$a", ""]}                   | 0
            {"a": "train 7"}         | {"$regexMatch": {"input": "$a", "regex": "[0-9]+$"}} | true
            {"a": "TRAIN"}           | {"$regexMatch": {"input": "$a", "regex": "train", "options": "i"}} | true
            {}                       | {"$regexMatch": {"input": "$a", "regex": "x"}} | false
            {"a": 5}                 | {"$regexMatch": {"input": "$a", "regex": "x"}} | !$regexMatch takes strings
            {"a": "ab12cd3"}         | {"$regexFind": {"input": "$a", "regex": "([0-9])([0-9])?"}} | {"match":"12","idx":2,"captures":["1","2"]}
            {"a": "ab12cd3"}         | {"$regexFindAll": {"input": "$a", "regex": "([0-9])([0-9])?"}} | [{"match":"12","idx":2,"captures":["1","2"]},{"match":"3","idx":6,"captures":["3",null]}]
            {"a": "ab"}              | {"$regexFind": {"input": "$a", "regex": "z"}} | null
            {}                       | {"$regexFindAll": {"input": "$a", "regex": "z"}} | []
            {"a": "ab"}              | {"$regexFind": {"input": "$a", "regex": "("}} | !is not a regular expression
            {"a": "ab"}              | {"$regexFind": {"input": "$a", "regex": "b", "options": "q"}} | !the options i, m and s
            """)
    void worksOnText(String document, String expression, String value) {
        trial.check(document, expression, value);
    }
}
