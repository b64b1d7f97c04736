package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MongoDB's filter operators as its manual describes them: a document, a filter, and whether they fit. Where the filter is an error,
 * a part of the message stands behind an exclamation mark.
 */
class FilterOperatorsTest {

    private final Bench bench = new Bench();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 5}                         | {"a": 5}                                  | true
            {"a": 5.0}                       | {"a": {"$eq": 5}}                         | true
            {"a": [1, 5]}                    | {"a": 5}                                  | true
            {"a": [[1, 5]]}                  | {"a": [1, 5]}                             | true
            {"a": [1, 5]}                    | {"a": [5, 1]}                             | false
            {"a": "5"}                       | {"a": 5}                                  | false
            {"a": {"x": 1, "y": 2}}          | {"a": {"x": 1, "y": 2}}                   | true
            {"a": {"x": 1, "y": 2}}          | {"a": {"y": 2, "x": 1}}                   | false
            {"a": {"x": 1, "y": 2}}          | {"a": {"x": 1}}                           | false
            {"a": {"x": 1, "y": 2}}          | {"a.x": 1}                                | true
            {"a": [{"x": 1}, {"x": 2}]}      | {"a.x": 2}                                | true
            {"a": [{"x": [1, 2]}]}           | {"a.x": 2}                                | true
            {"a": [{"x": 1}, {"x": 2}]}      | {"a.1.x": 2}                              | true
            {"a": [{"x": 1}, {"x": 2}]}      | {"a.0.x": 2}                              | false
            {"a": {"0": 7}}                  | {"a.0": 7}                                | true
            {"a": null}                      | {"a": null}                               | true
            {}                               | {"a": null}                               | true
            {"a": 0}                         | {"a": null}                               | false
            {"a": [null]}                    | {"a": null}                               | true
            {"a": []}                        | {"a": null}                               | false
            {"a": [{"x": 1}, {}]}            | {"a.x": null}                             | true
            {"a": [1]}                       | {"a.x": null}                             | false
            {"a": 5}                         | {"a.x": null}                             | true
            {"a": 5}                         | {"a": {"$ne": 5}}                         | false
            {"a": [1, 5]}                    | {"a": {"$ne": 5}}                         | false
            {}                               | {"a": {"$ne": 5}}                         | true
            {"a": null}                      | {"a": {"$ne": null}}                      | false
            {"a": 5}                         | {"a": {"$gt": 4}}                         | true
            {"a": 5}                         | {"a": {"$gt": 5}}                         | false
            {"a": "x"}                       | {"a": {"$gt": 5}}                         | false
            {}                               | {"a": {"$lt": 5}}                         | false
            {"a": null}                      | {"a": {"$lt": 5}}                         | false
            {"a": [1, 9]}                    | {"a": {"$gt": 8}}                         | true
            {"a": [1, 9]}                    | {"a": {"$gt": 4, "$lt": 6}}               | true
            {"a": {"$date": "2020-01-01T00:00:00Z"}} | {"a": {"$lt": {"$date": "2021-01-01T00:00:00Z"}}} | true
            {"a": {"$date": "2020-01-01T00:00:00Z"}} | {"a": {"$gt": 5}}                 | false
            {}                               | {"a": {"$gte": null}}                     | true
            {"a": false}                     | {"a": {"$lt": true}}                      | true
            {"a": [1, 2]}                    | {"a": {"$gt": [1, 1]}}                    | true
            {"a": {"x": 2}}                  | {"a": {"$gt": {"x": 1}}}                  | true
            {"a": {"$numberDouble": "NaN"}}  | {"a": {"$lt": 5}}                         | false
            {"a": 5}                         | {"a": {"$gtt": 5}}                        | !unknown operator $gtt in a condition on "a"
            {"a": 5}                         | {"a": {"$gt": 1, "b": 2}}                 | !operators and fields stand side by side
            """)
    void compares(String document, String filter, String fits) {
        check(document, filter, fits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 5}                         | {"a": {"$in": [4, 5]}}                    | true
            {"a": [1, 5]}                    | {"a": {"$in": [5]}}                       | true
            {"a": [1, 5]}                    | {"a": {"$in": [[1, 5]]}}                  | true
            {}                               | {"a": {"$in": [4, null]}}                 | true
            {"a": 5}                         | {"a": {"$in": []}}                        | false
            {"a": "5"}                       | {"a": {"$in": [5]}}                       | false
            {"a": 5}                         | {"a": {"$in": 5}}                         | !expected the candidates of $in as an array
            {"a": 5}                         | {"a": {"$nin": [4]}}                      | true
            {"a": [1, 5]}                    | {"a": {"$nin": [5]}}                      | false
            {}                               | {"a": {"$nin": [5]}}                      | true
            {}                               | {"a": {"$nin": [5, null]}}                | false
            {"a": 5}                         | {"a": {"$nin": []}}                       | true
            {"a": 1, "b": 2}                 | {"$and": [{"a": 1}, {"b": 2}]}            | true
            {"a": 1, "b": 2}                 | {"$or": [{"a": 9}, {"b": 2}]}             | true
            {"a": 1, "b": 2}                 | {"$nor": [{"a": 9}, {"b": 2}]}            | false
            {}                               | {"$nor": [{"a": 9}, {"b": 2}]}            | true
            {"a": 1}                         | {"$or": []}                               | !expected filters, found an empty array
            {"a": 1}                         | {"$and": {"a": 1}}                        | !expected filters as an array
            {"a": 1}                         | {"$nto": [{"a": 1}]}                      | !unknown operator $nto in a filter
            {"a": 5}                         | {"a": {"$not": {"$gt": 4}}}               | false
            {"a": "x"}                       | {"a": {"$not": {"$gt": 4}}}               | true
            {}                               | {"a": {"$not": {"$gt": 4}}}               | true
            {"a": [1, 9]}                    | {"a": {"$not": {"$gt": 4}}}               | false
            {"a": "train"}                   | {"a": {"$not": {"$regex": "^t"}}}         | false
            {"a": 5}                         | {"a": {"$not": 5}}                        | !$not wants an object of operators
            {"a": null}                      | {"a": {"$exists": true}}                  | true
            {}                               | {"a": {"$exists": true}}                  | false
            {}                               | {"a": {"$exists": false}}                 | true
            {"a": [{"x": 1}, {}]}            | {"a.x": {"$exists": true}}                | true
            {"a": [{}]}                      | {"a.x": {"$exists": false}}               | true
            {"a": []}                        | {"a": {"$exists": true}}                  | true
            {"a": 5}                         | {"a": {"$exists": "yes"}}                 | !$exists is true or false
            {"a": 5}                         | {"a": {"$type": "long"}}                  | true
            {"a": 5}                         | {"a": {"$type": "number"}}                | true
            {"a": 5.5}                       | {"a": {"$type": 1}}                       | true
            {"a": "x"}                       | {"a": {"$type": ["number", "string"]}}    | true
            {"a": [1, "x"]}                  | {"a": {"$type": "string"}}                | true
            {"a": [1, "x"]}                  | {"a": {"$type": "array"}}                 | true
            {"a": [[1]]}                     | {"a": {"$type": "array"}}                 | true
            {"a": [{"x": "y"}]}              | {"a.x": {"$type": "string"}}              | true
            {"a": null}                      | {"a": {"$type": "null"}}                  | true
            {}                               | {"a": {"$type": "null"}}                  | false
            {"a": true}                      | {"a": {"$type": "bool"}}                  | true
            {"a": 5}                         | {"a": {"$type": "strng"}}                 | !there is no type "strng"
            {"a": 5}                         | {"a": {"$type": 99}}                      | !no type has the number 99
            {"a": 5, "b": 4}                 | {"$expr": {"$gt": ["$a", "$b"]}}          | true
            {"a": [9]}                       | {"$expr": {"$gt": ["$a", 5]}}             | true
            {"a": "x"}                       | {"$expr": {"$eq": ["$a", ["x"]]}}         | false
            {"a": 5}                         | {"$expr": "$b"}                           | false
            {"a": 5}                         | {"$expr": {"$divide": ["$a", 0]}}         | !$divide cannot divide by 0
            {"a": "x"}                       | {"$text": {"$search": "x"}}               | !$text is part of JQL, but this version cannot run it yet
            """)
    void combines(String document, String filter, String fits) {
        check(document, filter, fits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": "Train"}                   | {"a": {"$regex": "^Tr"}}                  | true
            {"a": "Train"}                   | {"a": {"$regex": "^tr"}}                  | false
            {"a": "Train"}                   | {"a": {"$regex": "^tr", "$options": "i"}} | true
            {"a": "x\\ny"}                   | {"a": {"$regex": "^y", "$options": "m"}}  | true
            {"a": "x\\ny"}                   | {"a": {"$regex": "x.y", "$options": "s"}} | true
            {"a": ["x", "train"]}            | {"a": {"$regex": "ain$"}}                 | true
            {"a": 5}                         | {"a": {"$regex": "5"}}                    | false
            {}                               | {"a": {"$regex": ".*"}}                   | false
            {"a": "x"}                       | {"a": {"$regex": "x", "$options": "q"}}   | !"q" are not options
            {"a": "x"}                       | {"a": {"$options": "i"}}                  | !$options stands without $regex
            {"a": "x"}                       | {"a": {"$regex": "(?=x)"}}                | !is not a regular expression
            {"a": 8}                         | {"a": {"$mod": [4, 0]}}                   | true
            {"a": 9.7}                       | {"a": {"$mod": [4, 1]}}                   | true
            {"a": -5}                        | {"a": {"$mod": [4, -1]}}                  | true
            {"a": [3, 8]}                    | {"a": {"$mod": [4, 0]}}                   | true
            {"a": "8"}                       | {"a": {"$mod": [4, 0]}}                   | false
            {}                               | {"a": {"$mod": [4, 0]}}                   | false
            {"a": 8}                         | {"a": {"$mod": [0, 0]}}                   | !$mod cannot divide by 0
            {"a": 8}                         | {"a": {"$mod": [4]}}                      | !expected a divisor and a remainder
            {"a": [1, 2, 3]}                 | {"a": {"$all": [3, 1]}}                   | true
            {"a": [1, 2]}                    | {"a": {"$all": [3, 1]}}                   | false
            {"a": 1}                         | {"a": {"$all": [1]}}                      | true
            {"a": [[1, 2]]}                  | {"a": {"$all": [[1, 2]]}}                 | true
            {"a": [1]}                       | {"a": {"$all": []}}                       | false
            {"a": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]} | {"a": {"$all": [{"$elemMatch": {"x": 1}}, {"$elemMatch": {"y": 4}}]}} | true
            {"a": [1]}                       | {"a": {"$all": 1}}                        | !expected the values of $all as an array
            {"a": [1, 9]}                    | {"a": {"$elemMatch": {"$gt": 4, "$lt": 6}}} | false
            {"a": [1, 5]}                    | {"a": {"$elemMatch": {"$gt": 4, "$lt": 6}}} | true
            {"a": 5}                         | {"a": {"$elemMatch": {"$gt": 4}}}         | false
            {"a": [{"x": 1, "y": 9}, {"x": 2, "y": 1}]} | {"a": {"$elemMatch": {"x": 2, "y": {"$gt": 5}}}} | false
            {"a": [{"x": 2, "y": 9}]}        | {"a": {"$elemMatch": {"x": 2, "y": {"$gt": 5}}}} | true
            {"a": [{"x": 1}]}                | {"a": {"$elemMatch": {"$or": [{"x": 1}, {"y": 1}]}}} | true
            {"a": [5]}                       | {"a": {"$elemMatch": {"x": null}}}        | false
            {"a": [{}]}                      | {"a": {"$elemMatch": {"x": null}}}        | true
            {"a": [{"b": [1, 7]}]}           | {"a": {"$elemMatch": {"b": {"$elemMatch": {"$gt": 6}}}}} | true
            {"a": {"b": [1, 7]}}             | {"a.b": {"$elemMatch": {"$in": [7]}}}     | true
            {"a": ["x", 1]}                  | {"a": {"$elemMatch": {"$type": "string"}}} | true
            {"a": ["x", 1]}                  | {"a": {"$not": {"$elemMatch": {"$eq": 1}}}} | false
            {"a": [1]}                       | {"a": {"$elemMatch": 1}}                  | !expected the condition of $elemMatch as an object
            {"a": [1, 2]}                    | {"a": {"$size": 2}}                       | true
            {"a": 5}                         | {"a": {"$size": 1}}                       | false
            {}                               | {"a": {"$size": 0}}                       | false
            {"a": [{"b": [1]}, {"b": []}]}   | {"a.b": {"$size": 0}}                     | true
            {"a": [[1, 2]]}                  | {"a": {"$size": 2}}                       | false
            {"a": [1]}                       | {"a": {"$size": -1}}                      | !"$size" is a whole number from 0
            {"a": "train set"}               | {"a": {"$like": "tr%s_t"}}                | true
            {"a": "TRAIN"}                   | {"a": {"$ilike": "tr%"}}                  | true
            {"a": ["x", "train"]}            | {"a": {"$like": "tr%"}}                   | true
            {"a": 5}                         | {"a": {"$like": "%"}}                     | false
            {"a": "train"}                   | {"a": {"$contains": "ai"}}                | true
            {"a": ["train"]}                 | {"a": {"$contains": "ai"}}                | false
            {"a": ["train"]}                 | {"a": {"$contains": "train"}}             | true
            {}                               | {"a": {"$contains": "x"}}                 | false
            {"a": "train"}                   | {"a": {"$startsWith": "tr"}}              | true
            {"a": ["x", "train"]}            | {"a": {"$endsWith": "ain"}}               | true
            {"a": 5}                         | {"a": {"$startsWith": "5"}}               | false
            {"a": 5}                         | {"a": {"$between": [1, 5]}}               | true
            {"a": [0, 9]}                    | {"a": {"$between": [1, 5]}}               | false
            {"a": "x"}                       | {"a": {"$between": [1, 5]}}               | false
            {}                               | {"a": {"$between": [1, 5]}}               | false
            {"a": 5}                         | {"a": {"$between": [1]}}                  | !expected two ends
            """)
    void testsTextNumbersAndArrays(String document, String filter, String fits) {
        check(document, filter, fits);
    }

    private void check(String document, String filter, String expected) {
        bench.with("t", document.equals("{}") ? "{\"_id\": 1}" : "{\"_id\": 1, " + document.substring(1));
        String command = "{\"count\": \"t\", \"filter\": " + filter + "}";
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> bench.jql(command))
                    .isInstanceOf(LumaException.class)
                    .hasMessageContaining(expected.substring(1));
        } else {
            assertThat(bench.jql(command).getFirst().get("count")).isEqualTo(Value.of(expected.equals("true") ? 1 : 0));
        }
    }
}
