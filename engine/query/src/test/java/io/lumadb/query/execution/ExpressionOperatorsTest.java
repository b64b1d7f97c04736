package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MongoDB's expression operators as its manual describes them, tried by {@link OperatorTrial}: numbers, choices and types. */
class ExpressionOperatorsTest {

    private final Bench bench = new Bench();
    private final OperatorTrial trial = new OperatorTrial(bench);

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
        trial.check(document, expression, value);
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
        trial.check(document, expression, value);
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
        trial.check(document, expression, value);
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
}
