package io.lumadb.query.execution;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MongoDB's expression operators of arrays, objects and variables as its manual describes them, tried by {@link OperatorTrial}. */
class ArrayOperatorsTest {

    private final OperatorTrial trial = new OperatorTrial(new Bench());

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
        trial.check(document, expression, value);
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
        trial.check(document, expression, value);
    }
}
