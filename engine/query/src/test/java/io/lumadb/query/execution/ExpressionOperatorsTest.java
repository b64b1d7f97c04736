package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MongoDB's expression operators as its manual describes them: for each the ordinary, null and missing, the wrong type, arrays. The
 * document, the expression, and its value; a dash where the field is missing, a part of the message behind an exclamation mark where
 * it is an error.
 */
class ExpressionOperatorsTest {

    private final Bench bench = new Bench();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 7, "b": 2}         | {"$add": ["$a", "$b", 1]}                     | 10
            {"a": 7.5}               | {"$add": ["$a", 1]}                           | 8.5
            {"a": null}              | {"$add": ["$a", 1]}                           | null
            {}                       | {"$add": ["$a", 1]}                           | null
            {"a": "7"}               | {"$add": ["$a", 1]}                           | !$add takes numbers, not string "7"
            {"a": [7]}               | {"$add": ["$a", 1]}                           | !$add takes numbers, not array
            {"a": {"$date": "2020-01-01T00:00:00Z"}} | {"$add": ["$a", 1000]}        | {"$date":"2020-01-01T00:00:01Z"}
            {"a": {"$date": "2020-01-01T00:00:00Z"}} | {"$add": ["$a", "$a"]}        | !one moment at most
            {"a": 9223372036854775807} | {"$add": ["$a", 1]}                         | 9.223372036854776E18
            {"a": 7, "b": 2}         | {"$subtract": ["$a", "$b"]}                   | 5
            {"a": 7}                 | {"$subtract": ["$a", "$b"]}                   | null
            {"a": 7}                 | {"$subtract": ["x", "$a"]}                    | !$subtract takes numbers, not string
            {"a": {"$date": "2020-01-01T00:00:01Z"}, "b": {"$date": "2020-01-01T00:00:00Z"}} | {"$subtract": ["$a", "$b"]} | 1000
            {"a": {"$date": "2020-01-01T00:00:01Z"}} | {"$subtract": ["$a", 1000]}   | {"$date":"2020-01-01T00:00:00Z"}
            {"a": 7}                 | {"$subtract": ["$a"]}                         | !$subtract takes 2 arguments, not 1
            {"a": 7, "b": 2}         | {"$multiply": ["$a", "$b", 2]}                | 28
            {"b": 2}                 | {"$multiply": ["$a", "$b"]}                   | null
            {"a": true}              | {"$multiply": ["$a", 2]}                      | !$multiply takes numbers, not boolean true
            {"a": 7, "b": 2}         | {"$divide": ["$a", "$b"]}                     | 3.5
            {"a": 8}                 | {"$divide": ["$a", 2]}                        | 4.0
            {"a": 8}                 | {"$divide": ["$a", 0]}                        | !$divide cannot divide by 0
            {"a": null}              | {"$divide": ["$a", 2]}                        | null
            {"a": "8"}               | {"$divide": ["$a", 2]}                        | !$divide takes numbers
            {"a": 7}                 | {"$mod": ["$a", 4]}                           | 3
            {"a": -7}                | {"$mod": ["$a", 4]}                           | -3
            {"a": 7.5}               | {"$mod": ["$a", 2]}                           | 1.5
            {"a": 7}                 | {"$mod": ["$a", 0]}                           | !$mod cannot divide by 0
            {}                       | {"$mod": ["$a", 4]}                           | null
            {"a": -3}                | {"$abs": "$a"}                                | 3
            {"a": -3.5}              | {"$abs": "$a"}                                | 3.5
            {}                       | {"$abs": "$a"}                                | null
            {"a": "x"}               | {"$abs": "$a"}                                | !$abs takes numbers
            {"a": 7.2}               | {"$ceil": "$a"}                               | 8.0
            {"a": -7.2}              | {"$floor": "$a"}                              | -8.0
            {"a": 7}                 | {"$floor": "$a"}                              | 7
            {"a": null}              | {"$floor": "$a"}                              | null
            {"a": [1]}               | {"$ceil": "$a"}                               | !$ceil takes numbers
            {"a": 2.5}               | {"$round": "$a"}                              | 2.0
            {"a": 3.5}               | {"$round": ["$a", 0]}                         | 4.0
            {"a": 19.257}            | {"$round": ["$a", 1]}                         | 19.3
            {"a": 125}               | {"$round": ["$a", -1]}                        | 120
            {"a": 1}                 | {"$round": ["$a", 101]}                       | !from -20 to 100
            {}                       | {"$round": ["$a", 1]}                         | null
            {"a": -7.89}             | {"$trunc": ["$a", 1]}                         | -7.8
            {"a": 7.9}               | {"$trunc": "$a"}                              | 7.0
            {"a": 25}                | {"$sqrt": "$a"}                               | 5.0
            {"a": -25}               | {"$sqrt": "$a"}                               | !$sqrt takes numbers from 0
            {"a": null}              | {"$sqrt": "$a"}                               | null
            {"a": 5}                 | {"$pow": ["$a", 2]}                           | 25
            {"a": 5}                 | {"$pow": ["$a", -1]}                          | 0.2
            {"a": 0}                 | {"$pow": ["$a", -1]}                          | !0 to a negative exponent
            {}                       | {"$pow": ["$a", 2]}                           | null
            {"a": 0}                 | {"$exp": "$a"}                                | 1.0
            {"a": 1}                 | {"$ln": "$a"}                                 | 0.0
            {"a": 0}                 | {"$ln": "$a"}                                 | !$ln takes numbers above 0
            {"a": 100}               | {"$log10": "$a"}                              | 2.0
            {"a": 8}                 | {"$log": ["$a", 2]}                           | 3.0
            {"a": 8}                 | {"$log": ["$a", 1]}                           | !a base other than 1
            {"a": null}              | {"$log": ["$a", 2]}                           | null
            {"a": 3}                 | {"$negate": "$a"}                             | -3
            """)
    void calculates(String document, String expression, String value) {
        check(document, expression, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 5}                 | {"$eq": ["$a", 5.0]}                          | true
            {"a": null}              | {"$eq": ["$a", null]}                         | true
            {}                       | {"$eq": ["$a", null]}                         | false
            {}                       | {"$lt": ["$a", null]}                         | true
            {"a": [5]}               | {"$eq": ["$a", 5]}                            | false
            {"a": "5"}               | {"$gt": ["$a", 99]}                           | true
            {"a": null}              | {"$lt": ["$a", 0]}                            | true
            {"a": 5}                 | {"$ne": ["$a", 5]}                            | false
            {"a": 5}                 | {"$gte": ["$a", 5]}                           | true
            {"a": true}              | {"$lte": ["$a", {"$literal": {"x": 1}}]}      | false
            {"a": 5}                 | {"$cmp": ["$a", 7]}                           | -1
            {"a": "x"}               | {"$cmp": ["$a", 7]}                           | 1
            {}                       | {"$cmp": ["$a", null]}                        | -1
            {"a": 1, "b": 2}         | {"$and": ["$a", "$b"]}                        | true
            {"a": 1, "b": 0}         | {"$and": ["$a", "$b"]}                        | false
            {"a": 1}                 | {"$and": ["$a", "$b"]}                        | false
            {}                       | {"$and": []}                                  | true
            {"a": []}                | {"$and": ["$a"]}                              | true
            {"a": ""}                | {"$or": ["$a", false]}                        | true
            {"a": null}              | {"$or": ["$a", false]}                        | false
            {}                       | {"$or": []}                                   | false
            {"a": 0}                 | {"$not": ["$a"]}                              | true
            {}                       | {"$not": ["$a"]}                              | true
            {"a": [false]}           | {"$not": ["$a"]}                              | false
            {"a": 5}                 | {"$cond": ["$a", "yes", "no"]}                | "yes"
            {"a": 0}                 | {"$cond": {"if": "$a", "then": 1, "else": 2}} | 2
            {}                       | {"$cond": [true, "$a", 1]}                    | -
            {"a": 1}                 | {"$cond": {"if": "$a", "then": 1}}            | !$cond wants "else"
            {"a": 1}                 | {"$cond": ["$a", {"$divide": [6, "$a"]}, {"$divide": [1, {"$subtract": ["$a", 1]}]}]} | 6.0
            {"a": null}              | {"$ifNull": ["$a", "none"]}                   | "none"
            {}                       | {"$ifNull": ["$a", "$b", 3]}                  | 3
            {"a": false}             | {"$ifNull": ["$a", 3]}                        | false
            {}                       | {"$ifNull": ["$a", "$b"]}                     | -
            {"a": 7}                 | {"$switch": {"branches": [{"case": {"$lt": ["$a", 5]}, "then": "low"}, {"case": {"$lt": ["$a", 10]}, "then": "mid"}], "default": "high"}} | "mid"
            {"a": 70}                | {"$switch": {"branches": [{"case": {"$lt": ["$a", 5]}, "then": "low"}], "default": "high"}} | "high"
            {"a": 70}                | {"$switch": {"branches": [{"case": {"$lt": ["$a", 5]}, "then": "low"}]}} | !no branch of a $switch fits
            {"a": 2}                 | {"$in": ["$a", [1, 2]]}                       | true
            {"a": 2, "b": [1, 2]}    | {"$in": ["$a", "$b"]}                         | true
            {"b": [null]}            | {"$in": ["$a", "$b"]}                         | false
            {"a": 2}                 | {"$in": ["$a", "$a"]}                         | !$in takes arrays
            {"a": 2}                 | {"$in": ["$a", []]}                           | false
            {"a": 5}                 | {"$between": ["$a", 1, 5]}                    | true
            {}                       | {"$isNull": ["$a"]}                           | true
            {"a": null}              | {"$isMissing": ["$a"]}                        | false
            """)
    void comparesAndChooses(String document, String expression, String value) {
        check(document, expression, value);
    }

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
        check(document, expression, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": [1, 2, 3]}         | {"$size": "$a"}                               | 3
            {"a": null}              | {"$size": "$a"}                               | !$size takes arrays, not null
            {"a": 5}                 | {"$size": "$a"}                               | !$size takes arrays, not int64 5
            {"a": [1], "b": [2, 3]}  | {"$concatArrays": ["$a", "$b", [4]]}          | [1,2,3,4]
            {"a": [1]}               | {"$concatArrays": ["$a", "$b"]}               | null
            {"a": [1]}               | {"$concatArrays": ["$a", 5]}                  | !$concatArrays takes arrays
            {"a": [1, 2, 3]}         | {"$reverseArray": "$a"}                       | [3,2,1]
            {}                       | {"$reverseArray": "$a"}                       | null
            {"a": "abc"}             | {"$reverseArray": "$a"}                       | !$reverseArray takes arrays
            {"a": [1, 2, 3]}         | {"$arrayElemAt": ["$a", 0]}                   | 1
            {"a": [1, 2, 3]}         | {"$arrayElemAt": ["$a", -1]}                  | 3
            {"a": [1, 2, 3]}         | {"$arrayElemAt": ["$a", 9]}                   | -
            {}                       | {"$arrayElemAt": ["$a", 0]}                   | null
            {"a": 5}                 | {"$arrayElemAt": ["$a", 0]}                   | !$arrayElemAt takes arrays
            {"a": [1]}               | {"$arrayElemAt": ["$a", 0.5]}                 | !whole numbers
            {"a": [1, 2, 3]}         | {"$first": "$a"}                              | 1
            {"a": [1, 2, 3]}         | {"$last": "$a"}                               | 3
            {"a": []}                | {"$first": "$a"}                              | -
            {}                       | {"$last": "$a"}                               | null
            {"a": 5}                 | {"$first": "$a"}                              | !$first takes arrays
            {"a": [1, 2, 3]}         | {"$firstN": {"n": 2, "input": "$a"}}          | [1,2]
            {"a": [1, 2, 3]}         | {"$lastN": {"n": 2, "input": "$a"}}           | [2,3]
            {"a": [3, null, 1, 2]}   | {"$minN": {"n": 2, "input": "$a"}}            | [1,2]
            {"a": [3, null, 1, 2]}   | {"$maxN": {"n": 9, "input": "$a"}}            | [3,2,1]
            {"a": [1]}               | {"$firstN": {"n": 0, "input": "$a"}}          | !a count from 1
            {"a": [1, 2, 3, 4]}      | {"$slice": ["$a", 2]}                         | [1,2]
            {"a": [1, 2, 3, 4]}      | {"$slice": ["$a", -3]}                        | [2,3,4]
            {"a": [1, 2, 3, 4]}      | {"$slice": ["$a", 1, 2]}                      | [2,3]
            {"a": [1, 2, 3, 4]}      | {"$slice": ["$a", -3, 2]}                     | [2,3]
            {"a": [1, 2, 3, 4]}      | {"$slice": ["$a", 9, 2]}                      | []
            {"a": [1]}               | {"$slice": ["$a", 0, 0]}                      | !a count above 0
            {}                       | {"$slice": ["$a", 2]}                         | null
            {"a": 5}                 | {"$slice": ["$a", 2]}                         | !$slice takes arrays
            {}                       | {"$range": [0, 10, 3]}                        | [0,3,6,9]
            {}                       | {"$range": [3, 0, -1]}                        | [3,2,1]
            {}                       | {"$range": [5, 2]}                            | []
            {}                       | {"$range": [0, 5, 0]}                         | !a step other than 0
            {}                       | {"$range": [0, "$a"]}                         | !$range takes whole numbers
            {"a": [5, 6, 5]}         | {"$indexOfArray": ["$a", 5]}                  | 0
            {"a": [5, 6, 5]}         | {"$indexOfArray": ["$a", 5, 1]}               | 2
            {"a": [5, 6, 5]}         | {"$indexOfArray": ["$a", 7]}                  | -1
            {}                       | {"$indexOfArray": ["$a", 7]}                  | null
            {"a": "x"}               | {"$indexOfArray": ["$a", 7]}                  | !$indexOfArray takes arrays
            {"a": [1]}               | {"$isArray": "$a"}                            | true
            {}                       | {"$isArray": ["$a"]}                          | false
            {"a": [1, 2], "b": ["x"]} | {"$zip": {"inputs": ["$a", "$b"]}}           | [[1,"x"]]
            {"a": [1, 2], "b": ["x"]} | {"$zip": {"inputs": ["$a", "$b"], "useLongestLength": true}} | [[1,"x"],[2,null]]
            {"a": [1, 2], "b": ["x"]} | {"$zip": {"inputs": ["$a", "$b"], "useLongestLength": true, "defaults": [0, "-"]}} | [[1,"x"],[2,"-"]]
            {"a": [1]}               | {"$zip": {"inputs": ["$a", "$b"]}}            | null
            {"a": 5}                 | {"$zip": {"inputs": ["$a"]}}                  | !$zip takes arrays
            {"a": [3, 1, 2]}         | {"$sortArray": {"input": "$a", "sortBy": 1}}  | [1,2,3]
            {"a": [{"n": 1, "k": 2}, {"n": 2}, {"n": 1, "k": 1}]} | {"$sortArray": {"input": "$a", "sortBy": {"n": -1, "k": 1}}} | [{"n":2},{"n":1,"k":1},{"n":1,"k":2}]
            {}                       | {"$sortArray": {"input": "$a", "sortBy": 1}}  | null
            {"a": 5}                 | {"$sortArray": {"input": "$a", "sortBy": 1}}  | !$sortArray takes arrays
            {"a": [1, 2, 3]}         | {"$map": {"input": "$a", "as": "n", "in": {"$multiply": ["$$n", 2]}}} | [2,4,6]
            {"a": [{"p": 1}, {}]}    | {"$map": {"input": "$a", "in": "$$this.p"}}   | [1,null]
            {"k": 10, "a": [1]}      | {"$map": {"input": "$a", "in": {"$add": ["$$this", "$k"]}}} | [11]
            {}                       | {"$map": {"input": "$a", "in": "$$this"}}     | null
            {"a": 5}                 | {"$map": {"input": "$a", "in": "$$this"}}     | !$map takes arrays
            {"a": [1, 5, 8]}         | {"$filter": {"input": "$a", "as": "n", "cond": {"$gte": ["$$n", 5]}}} | [5,8]
            {"a": [1, 5, 8]}         | {"$filter": {"input": "$a", "cond": {"$gt": ["$$this", 0]}, "limit": 2}} | [1,5]
            {}                       | {"$filter": {"input": "$a", "cond": true}}    | null
            {"a": 5}                 | {"$filter": {"input": "$a", "cond": true}}    | !$filter takes arrays
            {"a": [1, 2, 3]}         | {"$reduce": {"input": "$a", "initialValue": 0, "in": {"$add": ["$$value", "$$this"]}}} | 6
            {"a": []}                | {"$reduce": {"input": "$a", "initialValue": 7, "in": "$$this"}} | 7
            {}                       | {"$reduce": {"input": "$a", "initialValue": 7, "in": "$$this"}} | null
            {"a": 5}                 | {"$reduce": {"input": "$a", "initialValue": 7, "in": "$$this"}} | !$reduce takes arrays
            {"a": [[1, 2], [3]]}     | {"$reduce": {"input": "$a", "initialValue": [], "in": {"$concatArrays": ["$$value", "$$this"]}}} | [1,2,3]
            {"a": [["k", 1], ["l", 2]]} | {"$arrayToObject": "$a"}                   | {"k":1,"l":2}
            {"a": [{"k": "x", "v": 1}]} | {"$arrayToObject": "$a"}                   | {"x":1}
            {}                       | {"$arrayToObject": "$a"}                      | null
            {"a": [5]}               | {"$arrayToObject": "$a"}                      | !$arrayToObject takes pairs
            {"a": [1, 0]}            | {"$allElementsTrue": ["$a"]}                  | false
            {"a": [0, 1]}            | {"$anyElementTrue": ["$a"]}                   | true
            {}                       | {"$anyElementTrue": ["$a"]}                   | !$anyElementTrue takes arrays
            {"a": [1, 2, 2], "b": [2, 3]} | {"$setUnion": ["$a", "$b"]}              | [1,2,3]
            {"a": [1, 2, 2], "b": [2, 3]} | {"$setIntersection": ["$a", "$b"]}       | [2]
            {"a": [1, 2, 2], "b": [2, 3]} | {"$setDifference": ["$a", "$b"]}         | [1]
            {"a": [1, 2, 2], "b": [2, 1]} | {"$setEquals": ["$a", "$b"]}             | true
            {"a": [2], "b": [2, 1]}  | {"$setIsSubset": ["$a", "$b"]}                | true
            {"a": [2]}               | {"$setUnion": ["$a", "$b"]}                   | null
            {"a": [2]}               | {"$setIsSubset": ["$a", "$b"]}                | !$setIsSubset takes arrays
            {"a": [2]}               | {"$setDifference": ["$a", 5]}                 | !$setDifference takes arrays
            {"a": [{"b": 1}, {"c": 2}, 5, {"b": [3]}]} | {"$concatArrays": ["$a.b"]} | [1,[3]]
            """)
    void worksOnArrays(String document, String expression, String value) {
        check(document, expression, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": {"x": 1, "y": 1}, "b": {"y": 2}} | {"$mergeObjects": ["$a", "$b"]} | {"x":1,"y":2}
            {"a": {"x": 1}}          | {"$mergeObjects": ["$a", "$b", null]}         | {"x":1}
            {"a": 5}                 | {"$mergeObjects": ["$a"]}                     | !$mergeObjects takes objects
            {"a": {"x": 1, "y": [2]}} | {"$objectToArray": "$a"}                     | [{"k":"x","v":1},{"k":"y","v":[2]}]
            {}                       | {"$objectToArray": "$a"}                      | null
            {"a": [1]}               | {"$objectToArray": "$a"}                      | !$objectToArray takes objects
            {"a": {"x.y": 1}}        | {"$getField": {"field": "x.y", "input": "$a"}} | 1
            {"a": 3}                 | {"$getField": "a"}                            | 3
            {"a": {"x": 1}}          | {"$getField": {"field": "z", "input": "$a"}}  | -
            {"a": null}              | {"$getField": {"field": "z", "input": "$a"}}  | null
            {"a": {"x": 1}}          | {"$setField": {"field": "y", "input": "$a", "value": 2}} | {"x":1,"y":2}
            {"a": {"x": 1}}          | {"$setField": {"field": "x", "input": "$a", "value": "$$REMOVE"}} | {}
            {"a": {"x": 1, "y": 2}}  | {"$unsetField": {"field": "x", "input": "$a"}} | {"y":2}
            {}                       | {"$setField": {"field": "x", "input": "$a", "value": 1}} | null
            {"a": 5}                 | {"$setField": {"field": "x", "input": "$a", "value": 1}} | !$setField takes objects
            {"a": 5}                 | {"$let": {"vars": {"x": "$a", "y": 2}, "in": {"$add": ["$$x", "$$y"]}}} | 7
            {"a": {"b": [{"c": 1}]}} | {"$let": {"vars": {"x": "$a"}, "in": "$$x.b.c"}} | [1]
            {"a": 1}                 | {"$let": {"vars": {"x": "$a"}, "in": {"$let": {"vars": {"x": {"$add": ["$$x", 1]}}, "in": "$$x"}}}} | 2
            {"a": 1}                 | {"$let": {"vars": {"x": 1}, "in": "$$z"}}     | !there is no variable $$z
            {"a": 1}                 | {"$let": {"vars": {"X": 1}, "in": "$$X"}}     | !"X" cannot be the name of a variable
            {"a": 1}                 | {"$literal": {"$add": [1, 2]}}                | {"$add":[1,2]}
            {"a": 1}                 | {"$literal": "$a"}                            | "$a"
            {"a": 1, "b": 2}         | "$$ROOT"                                      | {"_id":1,"a":1,"b":2}
            {"a": 1}                 | "$$ROOT.a"                                    | 1
            {"a": 1}                 | "$$REMOVE"                                    | -
            {"a": 1}                 | "$$NOW"                                       | {"$date":"2026-03-04T05:06:07Z"}
            {"a": 1}                 | {"x": "$a", "y": "$b", "z": [ "$b" ]}         | {"x":1,"z":[null]}
            """)
    void worksOnObjectsAndVariables(String document, String expression, String value) {
        check(document, expression, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 5}                 | {"$type": "$a"}                               | "long"
            {"a": 5.5}               | {"$type": "$a"}                               | "double"
            {"a": [1]}               | {"$type": "$a"}                               | "array"
            {"a": true}              | {"$type": "$a"}                               | "bool"
            {"a": null}              | {"$type": "$a"}                               | "null"
            {}                       | {"$type": "$a"}                               | "missing"
            {"a": 5}                 | {"$isNumber": "$a"}                           | true
            {"a": "5"}               | {"$isNumber": "$a"}                           | false
            {"a": "42"}              | {"$toInt": "$a"}                              | 42
            {"a": 42.9}              | {"$toLong": "$a"}                             | 42
            {"a": true}              | {"$toInt": "$a"}                              | 1
            {"a": "4.2"}             | {"$toInt": "$a"}                              | !$toInt takes values that can be read as int64
            {"a": [1]}               | {"$toInt": "$a"}                              | !$toInt takes values
            {"a": null}              | {"$toInt": "$a"}                              | null
            {"a": 1e300}             | {"$toLong": "$a"}                             | !range
            {"a": "2.5e1"}           | {"$toDouble": "$a"}                           | 25.0
            {"a": "x"}               | {"$toDouble": "$a"}                           | !$toDouble takes values
            {"a": "2.50"}            | {"$toDecimal": "$a"}                          | {"$numberDecimal":"2.50"}
            {"a": 2.0}               | {"$toString": "$a"}                           | "2"
            {"a": 2.5}               | {"$toString": "$a"}                           | "2.5"
            {"a": true}              | {"$toString": "$a"}                           | "true"
            {"a": {"$date": "2020-01-02T03:04:05Z"}} | {"$toString": "$a"}           | "2020-01-02T03:04:05.000Z"
            {"a": {"x": 1}}          | {"$toString": "$a"}                           | !$toString takes values
            {"a": 0}                 | {"$toBool": "$a"}                             | false
            {"a": "false"}           | {"$toBool": "$a"}                             | true
            {}                       | {"$toBool": "$a"}                             | null
            {"a": "2020-01-02"}      | {"$toDate": "$a"}                             | {"$date":"2020-01-02T00:00:00Z"}
            {"a": 1000}              | {"$toDate": "$a"}                             | {"$date":"1970-01-01T00:00:01Z"}
            {"a": "noon"}            | {"$toDate": "$a"}                             | !$toDate takes values
            {"a": "x"}               | {"$convert": {"input": "$a", "to": "int", "onError": -1}} | -1
            {"a": "x"}               | {"$convert": {"input": "$a", "to": "int", "onError": null}} | null
            {"a": "x"}               | {"$convert": {"input": "$a", "to": "int"}}    | !$convert takes values
            {}                       | {"$convert": {"input": "$a", "to": "int", "onNull": 0}} | 0
            {"a": "7", "t": "long"}  | {"$convert": {"input": "$a", "to": "$t"}}     | 7
            {"a": "7"}               | {"$convert": {"input": "$a", "to": "intt"}}   | !there is no type "intt"
            {"a": [1, 2, "x", 3]}    | {"$sum": "$a"}                                | 6
            {"a": 1, "b": 2.5}       | {"$sum": ["$a", "$b", "$c"]}                  | 3.5
            {}                       | {"$sum": "$a"}                                | 0
            {"a": [1, 2]}            | {"$avg": "$a"}                                | 1.5
            {"a": ["x"]}             | {"$avg": "$a"}                                | null
            {"a": [3, null, 1]}      | {"$min": "$a"}                                | 1
            {"a": 3, "b": "x"}       | {"$max": ["$a", "$b"]}                        | "x"
            {}                       | {"$max": "$a"}                                | null
            {"a": [2, 4, 4, 4, 5, 5, 7, 9]} | {"$stdDevPop": "$a"}                   | 2.0
            {"a": [1]}               | {"$stdDevSamp": "$a"}                         | null
            {"a": [4, 1, 3, 2]}      | {"$median": {"input": "$a", "method": "approximate"}} | 2.0
            {"a": [4, 1, 3, 2]}      | {"$percentile": {"input": "$a", "p": [0, 0.5, 1], "method": "approximate"}} | [1.0,2.0,4.0]
            """)
    void knowsTypesAndStatistics(String document, String expression, String value) {
        check(document, expression, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            2021-03-20T11:30:05.250Z | {"$year": "$d"}                               | 2021
            2021-03-20T11:30:05.250Z | {"$month": "$d"}                              | 3
            2021-03-20T11:30:05.250Z | {"$dayOfMonth": "$d"}                         | 20
            2021-03-20T11:30:05.250Z | {"$hour": {"date": "$d", "timezone": "+02:00"}} | 13
            2021-03-20T11:30:05.250Z | {"$minute": "$d"}                             | 30
            2021-03-20T11:30:05.250Z | {"$second": "$d"}                             | 5
            2021-03-20T11:30:05.250Z | {"$millisecond": "$d"}                        | 250
            2021-03-20T11:30:05.250Z | {"$dayOfWeek": "$d"}                          | 7
            2021-03-20T11:30:05.250Z | {"$isoDayOfWeek": "$d"}                       | 6
            2021-03-20T11:30:05.250Z | {"$dayOfYear": "$d"}                          | 79
            2021-01-02T00:00:00Z     | {"$week": "$d"}                               | 0
            2021-01-03T00:00:00Z     | {"$week": "$d"}                               | 1
            2021-01-02T00:00:00Z     | {"$isoWeek": "$d"}                            | 53
            2021-01-02T00:00:00Z     | {"$isoWeekYear": "$d"}                        | 2020
            2021-01-02T00:00:00Z     | {"$year": "$x"}                               | null
            2021-01-02T00:00:00Z     | {"$year": "x"}                                | !$year takes moments, not string
            2021-01-02T00:00:00Z     | {"$hour": {"date": "$d", "timezone": "Mars"}} | !$hour knows no time zone 'Mars'
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "month", "amount": 1}} | {"$date":"2021-02-28T10:00:00Z"}
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "hour", "amount": -11}} | {"$date":"2021-01-30T23:00:00Z"}
            2021-03-27T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "day", "amount": 1, "timezone": "Europe/Berlin"}} | {"$date":"2021-03-28T09:00:00Z"}
            2021-01-31T10:00:00Z     | {"$dateSubtract": {"startDate": "$d", "unit": "quarter", "amount": 1}} | {"$date":"2020-10-31T10:00:00Z"}
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "month", "amount": 1.5}} | !whole amounts
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "moon", "amount": 1}} | !knows no unit 'moon'
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$x", "unit": "month", "amount": 1}} | null
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": 5, "unit": "month", "amount": 1}} | !$dateAdd takes moments
            2020-12-31T23:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-01T01:00:00Z"}, "unit": "year"}} | 1
            2021-01-01T00:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-31T23:59:59Z"}, "unit": "month"}} | 0
            2021-01-02T00:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-03T00:00:00Z"}, "unit": "week"}} | 1
            2021-01-02T00:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-03T00:00:00Z"}, "unit": "week", "startOfWeek": "Mon"}} | 0
            2021-01-02T00:59:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-02T01:01:00Z"}, "unit": "hour"}} | 1
            2021-01-02T00:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": "$x", "unit": "hour"}} | null
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "month"}} | {"$date":"2021-03-01T00:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "week"}} | {"$date":"2021-03-14T00:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "week", "startOfWeek": "monday"}} | {"$date":"2021-03-15T00:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "week", "binSize": 2, "timezone": "America/Los_Angeles", "startOfWeek": "Monday"}} | {"$date":"2021-03-15T07:00:00Z"}
            2020-05-18T14:10:30Z     | {"$dateTrunc": {"date": "$d", "unit": "week", "binSize": 2, "timezone": "America/Los_Angeles", "startOfWeek": "Monday"}} | {"$date":"2020-05-11T07:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "hour", "binSize": 6}} | {"$date":"2021-03-20T06:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "quarter"}} | {"$date":"2021-01-01T00:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "day", "binSize": 0}} | !a bin of 1 unit or more
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$x", "unit": "day"}} | null
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$d"}}             | "2021-03-05T01:02:03.004Z"
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$d", "format": "%Y/%m/%d %H:%M:%S.%L %j %w %u %U %V %G %b %B %%"}} | "2021/03/05 01:02:03.004 064 6 5 09 09 2021 Mar March %"
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$d", "format": "%H%z %Z", "timezone": "-04:30"}} | "20-0430 -270"
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$x", "onNull": "never"}} | "never"
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$x"}}             | null
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$d", "format": "%Q"}} | !knows no part %Q
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": 5}}                | !$dateToString takes moments
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "2017-02-08T12:10:40.787"}} | {"$date":"2017-02-08T12:10:40.787Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "2017-02-08", "timezone": "America/New_York"}} | {"$date":"2017-02-08T05:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "2017-02-08T12:00:00+0200"}} | {"$date":"2017-02-08T10:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "08.02.2017", "format": "%d.%m.%Y"}} | {"$date":"2017-02-08T00:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "Feb 8 17h", "format": "%b %d %Hh"}} | {"$date":"1970-02-08T17:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "soon"}}   | !cannot read 'soon' as a moment
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "soon", "onError": "later"}} | "later"
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "$x", "onNull": "never"}} | "never"
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": 5}}        | !$dateFromString takes strings
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"year": 2017, "month": 2, "day": 8, "hour": 12}} | {"$date":"2017-02-08T12:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"year": 2017, "month": 14, "day": 1, "hour": 0}} | {"$date":"2018-02-01T00:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"isoWeekYear": 2017, "isoWeek": 6, "isoDayOfWeek": 3}} | {"$date":"2017-02-08T00:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"year": 2017, "month": null}} | null
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"year": "2017"}}          | !whole numbers
            2021-01-02T03:04:05.006Z | {"$dateToParts": {"date": "$d"}}              | {"year":2021,"month":1,"day":2,"hour":3,"minute":4,"second":5,"millisecond":6}
            2021-01-02T03:04:05.006Z | {"$dateToParts": {"date": "$d", "iso8601": true}} | {"isoWeekYear":2020,"isoWeek":53,"isoDayOfWeek":6,"hour":3,"minute":4,"second":5,"millisecond":6}
            2021-01-02T03:04:05.006Z | {"$dateToParts": {"date": "$x"}}              | null
            """)
    void worksOnMoments(String moment, String expression, String value) {
        check("{\"d\": {\"$date\": \"" + moment.strip() + "\"}}", expression, value);
    }

    @Test
    void givesRandomNumbersAnewForEachDocument() {
        bench.with("t", "{\"_id\": 1}", "{\"_id\": 2}", "{\"_id\": 3}");

        assertThat(bench.jql("{\"aggregate\": \"t\", \"pipeline\": [{\"$project\": {\"v\": {\"$rand\": {}}}}]}"))
                .extracting(row -> ((Value.Float64) row.get("v")).value())
                .allMatch(number -> number >= 0 && number < 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void namesAnUnknownOperatorAndTheNearest() {
        bench.with("t", "{\"_id\": 1}");

        assertThatThrownBy(() -> bench.jql("{\"find\": \"t\", \"projection\": {\"v\": {\"$dateAd\": {}}}}"))
                .hasMessageContaining("unknown expression operator $dateAd")
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.hint()).contains("did you mean $dateAdd?"));
    }

    private void check(String document, String expression, String expected) {
        bench.with("t", document.equals("{}") ? "{\"_id\": 1}" : "{\"_id\": 1, " + document.substring(1));
        String command =
                "{\"aggregate\": \"t\", \"pipeline\": [{\"$project\": {\"_id\": 0, \"v\": " + expression + "}}]}";
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> bench.jql(command))
                    .isInstanceOfSatisfying(
                            LumaException.class, e -> assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL))
                    .hasMessageContaining(expected.substring(1));
        } else {
            Value value = bench.jql(command).getFirst().get("v");
            assertThat(value instanceof Value.Missing ? "-" : Json.relaxed(value))
                    .isEqualTo(expected);
        }
    }
}
