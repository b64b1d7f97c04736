package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.error.LumaException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MongoDB's update operators as its manual describes them: a document, the operators, and the document they make of it. Where the
 * manual has an error, a part of ours behind an exclamation mark.
 */
class UpdateOperatorsTest {

    private final Bench bench = new Bench();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 1}                     | {"$set": {"a": 2}}                          | {"a":2}
            {"a": 1}                     | {"$set": {"b": null}}                       | {"a":1,"b":null}
            {}                           | {"$set": {"a.b.c": 5}}                      | {"a":{"b":{"c":5}}}
            {"a": {"b": 1}}              | {"$set": {"a": {"c": 2}}}                   | {"a":{"c":2}}
            {"a": {"b": 1}}              | {"$set": {"a.c": 2}}                        | {"a":{"b":1,"c":2}}
            {"a": [1, 2, 3]}             | {"$set": {"a.1": 9}}                        | {"a":[1,9,3]}
            {"a": [1]}                   | {"$set": {"a.3": 9}}                        | {"a":[1,null,null,9]}
            {"a": [{"b": 1}]}            | {"$set": {"a.0.b": 2}}                      | {"a":[{"b":2}]}
            {"a": [{"b": 1}]}            | {"$set": {"a.b": 2}}                        | !'a.b' cannot be changed: 'a' is array
            {"a": 7}                     | {"$set": {"a.b": 2}}                        | !'a' is int64
            {"a": null}                  | {"$set": {"a.b": 2}}                        | !'a' is null
            {}                           | {"$set": {"a.0": 5}}                        | {"a":{"0":5}}
            {"a": 1}                     | {"set": {"a": {"$expr": {"$add": ["$a", 1]}}}} | {"a":2}
            {"a": 1, "b": 2}             | {"set": {"a": {"$expr": "$b"}, "b": {"$expr": "$a"}}} | {"a":2,"b":1}
            {}                           | {"$set": {"_id": 2}}                        | !_id of document 1 cannot be changed
            {}                           | {"$set": {"_id": 1, "a": 1}}                | {"a":1}
            {"a": 1, "b": 2}             | {"$unset": {"a": ""}}                       | {"b":2}
            {"a": 1, "b": 2}             | {"unset": ["a", "b"]}                       | {}
            {"b": 2}                     | {"$unset": {"a": ""}}                       | {"b":2}
            {"a": {"b": 1, "c": 2}}      | {"$unset": {"a.b": 1}}                      | {"a":{"c":2}}
            {"a": {"b": 1}}              | {"$unset": {"a.b": 1}}                      | {"a":{}}
            {"a": [1, 2, 3]}             | {"$unset": {"a.1": 1}}                      | {"a":[1,null,3]}
            {"a": 5}                     | {"$unset": {"a.b": 1}}                      | {"a":5}
            {"a": [{"b": 1, "c": 2}]}    | {"$unset": {"a.0.b": 1}}                    | {"a":[{"c":2}]}
            """)
    void setsAndUnsets(String before, String operators, String after) {
        check(before, operators, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"n": 5}                     | {"$inc": {"n": 3}}                          | {"n":8}
            {"n": 5}                     | {"$inc": {"n": -7}}                         | {"n":-2}
            {"n": 5}                     | {"$inc": {"n": 0.5}}                        | {"n":5.5}
            {}                           | {"$inc": {"n": 3}}                          | {"n":3}
            {}                           | {"$inc": {"a.n": 3}}                        | {"a":{"n":3}}
            {"n": null}                  | {"$inc": {"n": 3}}                          | !'n' cannot be raised: it is null
            {"n": "5"}                   | {"$inc": {"n": 3}}                          | !'n' cannot be raised: it is string "5"
            {"n": [1]}                   | {"$inc": {"n": 3}}                          | !it is array
            {"n": [1]}                   | {"$inc": {"n.0": 3}}                        | {"n":[4]}
            {"n": 1}                     | {"$inc": {"n": "3"}}                        | !cannot be raised by string
            {"n": 1}                     | {"$inc": {"n": null}}                       | !cannot be raised by null
            {"n": 9223372036854775807}   | {"$inc": {"n": 1}}                          | !range
            {"n": 1, "m": 4}             | {"$inc": {"n": {"$expr": "$m"}}}            | {"n":5,"m":4}
            {"n": 5}                     | {"$mul": {"n": 3}}                          | {"n":15}
            {"n": 5}                     | {"$mul": {"n": 0.5}}                        | {"n":2.5}
            {}                           | {"$mul": {"n": 3}}                          | {"n":0}
            {}                           | {"$mul": {"n": 1.5}}                        | {"n":0.0}
            {"n": null}                  | {"$mul": {"n": 3}}                          | !'n' cannot be multiplied: it is null
            {"n": "5"}                   | {"$mul": {"n": 3}}                          | !it is string
            {"n": {"$numberDecimal": "1.5"}} | {"$mul": {"n": 2}}                      | {"n":{"$numberDecimal":"3.0"}}
            {"n": 5}                     | {"$min": {"n": 3}}                          | {"n":3}
            {"n": 5}                     | {"$min": {"n": 7}}                          | {"n":5}
            {}                           | {"$min": {"n": 7}}                          | {"n":7}
            {"n": null}                  | {"$min": {"n": 7}}                          | {"n":null}
            {"n": 5}                     | {"$min": {"n": null}}                       | {"n":null}
            {"n": "x"}                   | {"$min": {"n": 7}}                          | {"n":7}
            {"n": 5}                     | {"$max": {"n": 7}}                          | {"n":7}
            {"n": 5}                     | {"$max": {"n": 3}}                          | {"n":5}
            {}                           | {"$max": {"n": 3}}                          | {"n":3}
            {"n": null}                  | {"$max": {"n": 3}}                          | {"n":3}
            {"n": 5}                     | {"$max": {"n": "a"}}                        | {"n":"a"}
            {"n": [1, 9]}                | {"$max": {"n": 3}}                          | {"n":[1,9]}
            {"d": {"$date": "2020-01-01T00:00:00Z"}} | {"$max": {"d": {"$date": "2021-01-01T00:00:00Z"}}} | {"d":{"$date":"2021-01-01T00:00:00Z"}}
            """)
    void calculates(String before, String operators, String after) {
        check(before, operators, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 1, "b": 2}             | {"$rename": {"a": "c"}}                     | {"b":2,"c":1}
            {"a": 1}                     | {"$rename": {"x": "c"}}                     | {"a":1}
            {"a": 1, "c": 2}             | {"$rename": {"a": "c"}}                     | {"c":1}
            {"a": {"b": 1, "c": 2}}      | {"$rename": {"a.b": "d.e"}}                 | {"a":{"c":2},"d":{"e":1}}
            {"a": null}                  | {"$rename": {"a": "b"}}                     | {"b":null}
            {"a": [{"b": 1}]}            | {"$rename": {"a.$[].b": "a.$[].c"}}         | !$rename does not go into arrays
            {"a": 1}                     | {"$rename": {"a": "a"}}                     | !"a" is changed twice
            {"a": 1}                     | {"$rename": {"a": 5}}                       | !expected the new name as a string
            {"a": 1}                     | {"$rename": {"a": "_id"}}                   | !'_id' cannot be changed
            {"a": 1}                     | {"$currentDate": {"at": true}}              | {"a":1,"at":{"$date":"2026-03-04T05:06:07Z"}}
            {"at": "x"}                  | {"$currentDate": {"at": {"$type": "date"}}} | {"at":{"$date":"2026-03-04T05:06:07Z"}}
            {}                           | {"$currentDate": {"a.at": {"$type": "timestamp"}}} | {"a":{"at":{"$date":"2026-03-04T05:06:07Z"}}}
            {}                           | {"$currentDate": {"at": {"$type": "string"}}} | !$currentDate gives no string
            {}                           | {"$currentDate": {"at": false}}             | !expected true or a type
            {"a": 1}                     | {"$setOnInsert": {"a": 2}}                  | {"a":1}
            {"a": 1}                     | {"$set": {"a": 2}, "$inc": {"a": 1}}        | !"a" is changed twice in one update
            {"a": 1}                     | {"$set": {"a.b": 2}, "$unset": {"a": 1}}    | !"a" and "a.b" cannot both be changed
            {"a": 1}                     | {"$set": {"a": 2, "a.b": 1}}                | !"a.b" and "a" cannot both be changed
            {"a": 1}                     | {"$push": {"b": 2}, "$pull": {"b": 1}}      | !"b" is changed twice
            {"a": 1}                     | {"$rename": {"a": "b"}, "$set": {"b": 1}}   | !"b" is changed twice
            {"ab": 1}                    | {"$set": {"a": 1, "ab": 2}}                 | {"ab":2,"a":1}
            {"a": 1}                     | {"$sett": {"a": 1}}                         | !unknown key "$sett"
            {"a": 1}                     | {"$bit": {"a": {"and": 1}}}                 | !unknown key "$bit"
            {"a": 1}                     | {"$set": {"$inc": {"a": 1}}}                | !the operator $inc stands where a field is changed
            {"a": 1}                     | {"set": {}}                                 | !the update changes nothing
            """)
    void renamesStampsAndRefusesConflicts(String before, String operators, String after) {
        check(before, operators, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": [1]}                   | {"$push": {"a": 2}}                         | {"a":[1,2]}
            {}                           | {"$push": {"a": 2}}                         | {"a":[2]}
            {"a": [1]}                   | {"$push": {"a": [2, 3]}}                    | {"a":[1,[2,3]]}
            {"a": [1]}                   | {"$push": {"a": {"b": 2}}}                  | {"a":[1,{"b":2}]}
            {"a": [1]}                   | {"$push": {"a": null}}                      | {"a":[1,null]}
            {"a": null}                  | {"$push": {"a": 2}}                         | !the elements of 'a' cannot be changed: it is null
            {"a": "x"}                   | {"$push": {"a": 2}}                         | !it is string "x"
            {"a": {"b": [1]}}            | {"$push": {"a.b": 2}}                       | {"a":{"b":[1,2]}}
            {"a": [[1], [2]]}            | {"$push": {"a.0": 5}}                       | {"a":[[1,5],[2]]}
            {"a": [1]}                   | {"$push": {"a": {"$each": [2, 3]}}}         | {"a":[1,2,3]}
            {"a": [1]}                   | {"$push": {"a": {"$each": []}}}             | {"a":[1]}
            {"a": [1, 2]}                | {"$push": {"a": {"$each": [8, 9], "$position": 0}}} | {"a":[8,9,1,2]}
            {"a": [1, 2]}                | {"$push": {"a": {"$each": [8], "$position": 1}}} | {"a":[1,8,2]}
            {"a": [1, 2]}                | {"$push": {"a": {"$each": [8], "$position": 99}}} | {"a":[1,2,8]}
            {"a": [1, 2, 3]}             | {"$push": {"a": {"$each": [8, 9], "$position": -2}}} | {"a":[1,8,9,2,3]}
            {"a": [1, 2, 3]}             | {"$push": {"a": {"$each": [8], "$position": -99}}} | {"a":[8,1,2,3]}
            {"a": [1, 2]}                | {"$push": {"a": {"$each": [3], "$slice": 2}}} | {"a":[1,2]}
            {"a": [1, 2]}                | {"$push": {"a": {"$each": [3], "$slice": -2}}} | {"a":[2,3]}
            {"a": [1, 2]}                | {"$push": {"a": {"$each": [3], "$slice": 0}}} | {"a":[]}
            {"a": [1, 2]}                | {"$push": {"a": {"$each": [], "$slice": -1}}} | {"a":[2]}
            {"a": [3, 1]}                | {"$push": {"a": {"$each": [2], "$sort": 1}}} | {"a":[1,2,3]}
            {"a": [3, 1]}                | {"$push": {"a": {"$each": [2], "$sort": -1}}} | {"a":[3,2,1]}
            {"a": ["b", 1, null]}        | {"$push": {"a": {"$each": [], "$sort": 1}}} | {"a":[null,1,"b"]}
            {"q": [{"w": 5}, {"w": 1}]}  | {"$push": {"q": {"$each": [{"w": 3}], "$sort": {"w": 1}, "$slice": -2}}} | {"q":[{"w":3},{"w":5}]}
            {"q": [{"w": {"k": 2}}]}     | {"$push": {"q": {"$each": [{"w": {"k": 1}}, {}], "$sort": {"w.k": 1}}}} | {"q":[{},{"w":{"k":1}},{"w":{"k":2}}]}
            {"q": [{"w": 1, "x": 1}, {"w": 1, "x": 2}]} | {"$push": {"q": {"$each": [], "$sort": {"w": 1, "x": -1}}}} | {"q":[{"w":1,"x":2},{"w":1,"x":1}]}
            {"a": [1]}                   | {"$push": {"a": {"$slice": 1}}}             | !$push wants "$each"
            {"a": [1]}                   | {"$push": {"a": {"$each": 5}}}              | !expected the elements of $each as an array
            {"a": [1]}                   | {"$push": {"a": {"$each": [2], "$slize": 1}}} | !unknown key "$slize" in $push
            {"a": [1]}                   | {"$push": {"a": {"$each": [2], "$slice": "1"}}} | !"$slice" is a whole number
            {"a": [1, 2]}                | {"$addToSet": {"a": 2}}                     | {"a":[1,2]}
            {"a": [1, 2]}                | {"$addToSet": {"a": 3}}                     | {"a":[1,2,3]}
            {"a": [1, 2]}                | {"$addToSet": {"a": 2.0}}                   | {"a":[1,2]}
            {}                           | {"$addToSet": {"a": 3}}                     | {"a":[3]}
            {"a": [1]}                   | {"$addToSet": {"a": [1]}}                   | {"a":[1,[1]]}
            {"a": [1]}                   | {"$addToSet": {"a": {"$each": [1, 2, 2]}}}  | {"a":[1,2]}
            {"a": [{"x": 1, "y": 2}]}    | {"$addToSet": {"a": {"x": 1, "y": 2}}}      | {"a":[{"x":1,"y":2}]}
            {"a": [{"x": 1, "y": 2}]}    | {"$addToSet": {"a": {"y": 2, "x": 1}}}      | {"a":[{"x":1,"y":2},{"y":2,"x":1}]}
            {"a": [1, 1]}                | {"$addToSet": {"a": 2}}                     | {"a":[1,1,2]}
            {"a": null}                  | {"$addToSet": {"a": 2}}                     | !it is null
            {"a": 5}                     | {"$addToSet": {"a": 5}}                     | !it is int64
            """)
    void addsElements(String before, String operators, String after) {
        check(before, operators, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": [1, 2, 1]}             | {"$pull": {"a": 1}}                         | {"a":[2]}
            {"a": [1, 2]}                | {"$pull": {"a": 9}}                         | {"a":[1,2]}
            {}                           | {"$pull": {"a": 9}}                         | {}
            {"a": 9}                     | {"$pull": {"a": 9}}                         | !it is int64
            {"a": null}                  | {"$pull": {"a": 9}}                         | !it is null
            {"a": [1, null, 2]}          | {"$pull": {"a": null}}                      | {"a":[1,2]}
            {"a": [1, 5, 8]}             | {"$pull": {"a": {"$gte": 5}}}               | {"a":[1]}
            {"a": [1, 5, 8]}             | {"$pull": {"a": {"$gt": 1, "$lt": 8}}}      | {"a":[1,8]}
            {"a": ["x", "y", "z"]}       | {"$pull": {"a": {"$in": ["x", "z"]}}}       | {"a":["y"]}
            {"a": [1, "5", 8]}           | {"$pull": {"a": {"$type": "string"}}}       | {"a":[1,8]}
            {"a": [[1, 2], [3]]}         | {"$pull": {"a": [1, 2]}}                    | {"a":[[3]]}
            {"r": [{"s": 8, "i": "B"}, {"s": 8, "i": "A"}, {"s": 4, "i": "B"}]} | {"$pull": {"r": {"s": 8, "i": "B"}}} | {"r":[{"s":8,"i":"A"},{"s":4,"i":"B"}]}
            {"r": [{"s": 8}, {"s": 4}, 8]} | {"$pull": {"r": {"s": {"$gte": 5}}}}      | {"r":[{"s":4},8]}
            {"r": [{"s": 8}, {}, 8]}     | {"$pull": {"r": {"s": null}}}               | {"r":[{"s":8},8]}
            {"r": [{"q": [{"k": 1, "v": 5}]}, {"q": [{"k": 2, "v": 5}]}]} | {"$pull": {"r": {"q": {"$elemMatch": {"k": 2, "v": {"$gte": 5}}}}}} | {"r":[{"q":[{"k":1,"v":5}]}]}
            {"a": {"b": [1, 2]}}         | {"$pull": {"a.b": 1}}                       | {"a":{"b":[2]}}
            {"a": ["train", "tram"]}     | {"$pull": {"a": {"$regex": "^tra.n"}}}      | {"a":["tram"]}
            {"a": [1, 2]}                | {"$pull": {"a": {"$gte": 1, "b": 2}}}       | !operators and fields stand side by side
            {"a": [1, 2, 3]}             | {"$pop": {"a": 1}}                          | {"a":[1,2]}
            {"a": [1, 2, 3]}             | {"$pop": {"a": -1}}                         | {"a":[2,3]}
            {"a": []}                    | {"$pop": {"a": 1}}                          | {"a":[]}
            {}                           | {"$pop": {"a": 1}}                          | {}
            {"a": "x"}                   | {"$pop": {"a": 1}}                          | !it is string
            {"a": [1]}                   | {"$pop": {"a": 2}}                          | !$pop is 1 or -1
            {"a": {"b": [1, 2]}}         | {"$pop": {"a.b": 1}}                        | {"a":{"b":[1]}}
            """)
    void removesElements(String before, String operators, String after) {
        check(before, operators, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"g": [80, 85, 90]}          | {"filter": {"g": 85}, "$set": {"g.$": 100}}              | {"g":[80,100,90]}
            {"g": [85, 80, 85]}          | {"filter": {"g": 85}, "$inc": {"g.$": 1}}                | {"g":[86,80,85]}
            {"g": [80, 85]}              | {"filter": {"g": {"$gt": 80, "$lt": 90}}, "$set": {"g.$": 1}} | {"g":[80,1]}
            {"g": [{"k": 1, "v": 5}, {"k": 2, "v": 5}]} | {"filter": {"g.k": 2}, "$set": {"g.$.v": 6}} | {"g":[{"k":1,"v":5},{"k":2,"v":6}]}
            {"g": [{"k": 1, "v": 9}, {"k": 2, "v": 9}]} | {"filter": {"g": {"$elemMatch": {"k": 2, "v": {"$gt": 5}}}}, "$set": {"g.$.v": 0}} | {"g":[{"k":1,"v":9},{"k":2,"v":0}]}
            {"a": {"g": [1, 2]}}         | {"filter": {"a.g": 2}, "$unset": {"a.g.$": 1}}           | {"a":{"g":[1,null]}}
            {"g": [1, 2]}                | {"filter": {"_id": 1}, "$set": {"g.$": 5}}               | !the condition did not find the element
            {"g": [1, 2]}                | {"filter": {"g": {"$not": {"$gt": 5}}}, "$set": {"g.$": 5}} | !the condition did not find the element
            {"g": 5}                     | {"filter": {"g": 5}, "$set": {"g.$": 5}}                 | !'g' is int64 5, not an array
            {"g": [1, 2]}                | {"$inc": {"g.$[]": 10}}                                  | {"g":[11,12]}
            {"g": []}                    | {"$inc": {"g.$[]": 10}}                                  | {"g":[]}
            {}                           | {"$inc": {"g.$[]": 10}}                                  | !there is no 'g'
            {"g": 5}                     | {"$inc": {"g.$[]": 10}}                                  | !not an array
            {"g": [{"v": 1}, {"v": 2}]}  | {"$inc": {"g.$[].v": 10}}                                | {"g":[{"v":11},{"v":12}]}
            {"g": [{"q": [1, 2]}, {"q": [3]}]} | {"$mul": {"g.$[].q.$[]": 10}}                      | {"g":[{"q":[10,20]},{"q":[30]}]}
            {"g": [95, 102, 90]}         | {"$set": {"g.$[x]": 100}, "arrayFilters": [{"x": {"$gte": 100}}]} | {"g":[95,100,90]}
            {"g": [{"v": 80}, {"v": 90}]} | {"$set": {"g.$[e].m": 1}, "arrayFilters": [{"e.v": {"$gte": 85}}]} | {"g":[{"v":80},{"v":90,"m":1}]}
            {"g": [{"k": "a", "q": [1, 9]}, {"k": "b", "q": [9]}]} | {"$inc": {"g.$[e].q.$[n]": 1}, "arrayFilters": [{"e.k": "a"}, {"n": {"$gt": 5}}]} | {"g":[{"k":"a","q":[1,10]},{"k":"b","q":[9]}]}
            {"g": [{"v": 1, "w": 1}, {"v": 1, "w": 2}]} | {"$unset": {"g.$[e].v": 1}, "arrayFilters": [{"$and": [{"e.v": 1}, {"e.w": {"$gt": 1}}]}]} | {"g":[{"v":1,"w":1},{"w":2}]}
            {"g": [1, 2]}                | {"$set": {"g.$[x]": 5}, "arrayFilters": [{"x": 7}]}      | {"g":[1,2]}
            {"g": [1, 2]}                | {"$set": {"g.$[x]": 5}}                                  | !no array filter says what $[x] means
            {"g": [1, 2]}                | {"$set": {"g.$[]": 5}, "arrayFilters": [{"x": 7}]}       | !no changed path has a step $[x]
            {"g": [1, 2]}                | {"$set": {"g.$[x]": 5}, "arrayFilters": [{"x": 7, "y": 1}]} | !an array filter is about one element
            {"g": [1, 2]}                | {"$set": {"g.$[x]": 5}, "arrayFilters": [{"x": 7}, {"x": 8}]} | !two array filters are called "x"
            {"g": [1, 2]}                | {"$set": {"g.$[X]": 5}, "arrayFilters": [{"X": 7}]}      | !"X" cannot name an element
            {"g": [[1], [2, 1]]}         | {"$pull": {"g.$[]": 1}}                                  | {"g":[[],[2]]}
            {"g": [{"q": [1]}, {"q": []}]} | {"$push": {"g.$[].q": 5}}                              | {"g":[{"q":[1,5]},{"q":[5]}]}
            """)
    void changesElementsByPosition(String before, String operators, String after) {
        check(before, operators, after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 1, "b": 2}             | {"pipeline": [{"$set": {"c": {"$add": ["$a", "$b"]}}}]}  | {"a":1,"b":2,"c":3}
            {"a": 1}                     | {"pipeline": [{"$set": {"b": "$a"}}, {"$set": {"c": "$b"}}]} | {"a":1,"b":1,"c":1}
            {"a": 1}                     | {"pipeline": [{"$set": {"a": 5, "b": "$a"}}]}            | {"a":5,"b":1}
            {"a": 1, "b": 2}             | {"pipeline": [{"$unset": "a"}]}                          | {"b":2}
            {"a": 1, "b": {"c": 1, "d": 2}} | {"pipeline": [{"$unset": ["a", "b.c"]}]}              | {"b":{"d":2}}
            {"a": 1}                     | {"pipeline": [{"$set": {"x": {"y": "$a"}}}]}             | {"a":1,"x":{"y":1}}
            {"x": {"k": 1}, "a": 2}      | {"pipeline": [{"$set": {"x": {"y": "$a"}}}]}             | {"x":{"k":1,"y":2},"a":2}
            {"x": {"k": 1}}              | {"pipeline": [{"$set": {"x": {"$literal": {"y": 2}}}}]}  | {"x":{"y":2}}
            {"x": [{"k": 1}, {}]}        | {"pipeline": [{"$set": {"x.y": 7}}]}                     | {"x":[{"k":1,"y":7},{"y":7}]}
            {"x": 5}                     | {"pipeline": [{"$set": {"x.y": 7}}]}                     | {"x":{"y":7}}
            {"a": 1}                     | {"pipeline": [{"$set": {"a": "$missing"}}]}              | {}
            {"a": {"b": 5}}              | {"pipeline": [{"$replaceWith": "$a"}]}                   | {"b":5}
            {"a": {"b": 5}}              | {"pipeline": [{"$replaceRoot": {"newRoot": "$a"}}]}      | {"b":5}
            {"a": 5}                     | {"pipeline": [{"$replaceWith": "$a"}]}                   | !a document is replaced by an object, not by int64
            {"a": {"_id": 9}}            | {"pipeline": [{"$replaceWith": "$a"}]}                   | !_id of document 1 cannot be changed
            {"a": 1, "b": 2}             | {"pipeline": [{"$project": {"b": 1}}]}                   | {"b":2}
            {"a": 1}                     | {"pipeline": [{"$group": {"_id": 1}}]}                   | !unknown operator $group in the pipeline of an update
            {"a": 1}                     | {"pipeline": [{"$set": {"b": 1}}], "$inc": {"a": 1}}     | !"pipeline" and "$inc" stand side by side
            {"a": 1}                     | {"pipeline": []}                                         | !expected the stages
            """)
    void runsPipelines(String before, String operators, String after) {
        check(before, operators, after);
    }

    /** {@code expected} is the document behind the update without its _id, or an error behind an exclamation mark. */
    private void check(String before, String operators, String expected) {
        bench.with("t", withKey(before));
        String command = "{\"update\": \"t\", " + operators.strip().substring(1);
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> bench.jql(command))
                    .isInstanceOf(LumaException.class)
                    .hasMessageContaining(expected.substring(1));
        } else {
            bench.jql(command);
            String after =
                    Json.relaxed(bench.database.all("t").getFirst().document().toObject());
            assertThat(after).isEqualTo(withKey(expected));
        }
    }

    private static String withKey(String document) {
        return document.equals("{}") ? "{\"_id\":1}" : "{\"_id\":1," + document.substring(1);
    }
}
