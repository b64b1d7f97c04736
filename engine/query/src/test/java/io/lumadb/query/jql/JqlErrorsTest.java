package io.lumadb.query.jql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator or key that is not known is an error naming it and the nearest known one; it is never ignored. */
class JqlErrorsTest {

    private final JqlLanguage jql = new JqlLanguage();

    private QueryError error(String text) {
        QueryError error = catchThrowableOfType(QueryError.class, () -> jql.parse(text, Names.NONE));
        assertThat(error).as(text).isNotNull();
        return error;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"fnd": "c"}                                            | "fnd"    | did you mean find?
            {"find": "c", "fliter": {}}                             | "fliter" | did you mean filter?
            {"find": "c", "filter": {"a": {"$gtt": 1}}}             | "$gtt"   | did you mean $gt?
            {"find": "c", "filter": {"$nro": []}}                   | "$nro"   | did you mean $nor?
            {"find": "c", "filter": {"a": {"$type": "strng"}}}      | "strng"  | did you mean string?
            {"aggregate": "c", "pipeline": [{"$mtach": {}}]}        | "$mtach" | did you mean $match?
            {"find": "c", "projection": {"x": {"$multply": [1, 2]}}} | "$multply" | did you mean $multiply?
            {"find": 'c'}                                           | '        | names and strings stand in double quotes
            {"find": "c", "limit": -1}                              | -1       |
            {"find": "c", "sort": {"a": "asc"}}                     | "asc"    | 1 sorts up, -1 down
            {"find": "c", "find": "d"}                              | "find"   | keep one of the two
            {"find": "c", "filter": {"a": {"$gt": 1, "b": 2}}}      | "b"      | compare with a whole object by {"$eq": {…}}
            {"aggregate": "c", "pipeline": [{"$unwnd": "$a"}]}      | "$unwnd" | did you mean $unwind?
            {"aggregate": "c", "pipeline": [{"$unwind": "a"}]}      | "a"      | write "$a"
            {"aggregate": "c", "pipeline": [{"$unwind": {"path": "$a", "includeArrayIndx": "i"}}]} | "includeArrayIndx" | did you mean includeArrayIndex?
            {"aggregate": "c", "pipeline": [{"$lookup": {"from": "d", "localFeild": "a", "foreignField": "b", "as": "x"}}]} | "localFeild" | did you mean localField?
            {"aggregate": "c", "pipeline": [{"$lookup": {"from": "d", "as": "x"}}]} | "$lookup" | add "localField" and "foreignField", or "pipeline"
            {"aggregate": "c", "pipeline": [{"$lookup": {"from": "d", "localField": "a", "foreignField": "$b", "as": "x"}}]} | "$b" | write "b"
            {"aggregate": "c", "pipeline": [{"$lookup": {"from": "d", "let": {"v": "$a"}, "pipeline": [{"$match": {"$expr": {"$eq": ["$a", "$$w"]}}}], "as": "x"}}]} | "$$w" | variables here are $$NOW, $$ROOT, $$REMOVE, $$v
            {"aggregate": "c", "pipeline": [{"$bucket": {"groupBy": "$a", "boundaries": [5, 1]}}]} | 1 | sort them, each one once
            {"aggregate": "c", "pipeline": [{"$bucket": {"groupBy": "$a", "boundaries": [1]}}]} | [1] | write [0, 10, 20]
            {"aggregate": "c", "pipeline": [{"$bucket": {"groupBy": "$a", "boundaries": [0, 1], "defualt": 2}}]} | "defualt" | did you mean default?
            {"aggregate": "c", "pipeline": [{"$group": {"n": {"$sum": 1}}}]} | "$group" | add "_id": "$field" or "_id": null
            {"aggregate": "c", "pipeline": [{"$group": {"_id": null, "n": {"$psuh": "$a"}}}]} | "$psuh" | did you mean $push?
            {"aggregate": "c", "pipeline": [{"$facet": {"a": [{"$mtach": {}}]}}]} | "$mtach" | did you mean $match?
            {"aggregate": "c", "pipeline": [{"$sample": {"size": 0}}]} | 0 |
            {"aggregate": "c", "pipeline": [{"$unionWith": {"coll": "d", "pipelin": []}}]} | "pipelin" | did you mean pipeline?
            {"aggregate": "c", "pipeline": [{"$replaceRoot": {"newroot": "$a"}}]} | "newroot" | did you mean newRoot?
            {"find": "c", "projection": {"x": {"$ad": [1, 2]}}}     | "$ad"    | did you mean $add?
            {"find": "c", "projection": {"x": {"$lenght": "$a"}}}   | "$lenght" | $strLenCP counts the characters of a text, $size the elements of an array
            {"find": "c", "projection": {"x": {"$bitAnd": [1, 2]}}} | "$bitAnd" | write {"$lql": "BIT_AND(a, b)"}
            {"find": "c", "projection": {"x": {"$bogus": [1, 2]}}}  | "$bogus" | the nearest known one is $log10
            {"find": "c", "projection": {"x": {"$lql": "a +"}}}     | "a +"    | write {"$lql": "stock / 100"}
            {"find": "c", "filter": {"$lql": "a > b"}}              | "$lql"   | write {"$expr": {"$lql": "stock / 100 = 1"}}
            {"find": "c", "projection": {"x": {"$lql": "SUM(a)"}}}  | "SUM(a)" | write {"$lql": "stock / 100"}
            {"aggregate": "c", "pipeline": [{"$project": {}}]}      | {}       | write {"$project": {"field": 1}}
            {"aggregate": "c", "pipeline": [{"$sort": {}}]}         | {}       | write {"$sort": {"field": 1}}
            {"delete": "c", "filter": {}, "limit": 0}               | 0        | leave "limit" out to change every match
            {"find": "c" // all of them                             | /        | remove it; LQL has comments behind -- and within /* */
            {"find": "c" # all of them                              | #        | remove it; LQL has comments behind -- and within /* */
            {"find": "c", "projection": {"t.$": 1}}                 | "t.$"    | choose the elements by an expression: {"t": {"$filter": {"input": "$t", "cond": …, "limit": 1}}}
            {"find": "c", "projection": {"t.$": 0}}                 | "t.$"    | choose the elements by an expression: {"t": {"$filter": {"input": "$t", "cond": …, "limit": 1}}}
            {"find": "c", "projection": {"t": {"$elemMatch": {"a": 1}}}} | "$elemMatch" | choose the elements by an expression: {"t": {"$filter": {"input": "$t", "cond": …, "limit": 1}}}
            {"aggregate": "c", "pipeline": [{"$set": {"t.$": 1}}]}  | "t.$"    | choose the elements by an expression: {"t": {"$filter": {"input": "$t", "cond": …, "limit": 1}}}
            {"aggregate": "c", "pipeline": [{"$set": {"t": {"a.$": 1}}}]} | "a.$" | choose the elements by an expression: {"t": {"$filter": {"input": "$t", "cond": …, "limit": 1}}}
            {"aggregate": "c", "pipeline": [{"$unset": ["a", "t.$"]}]} | "t.$"  | choose the elements by an expression: {"t": {"$filter": {"input": "$t", "cond": …, "limit": 1}}}
            """)
    void pointsAtTheKeyAndSaysWhatWasMeant(String text, String excerpt, String hint) {
        QueryError error = error(text);

        assertThat(error.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
        int offset = error.position().orElseThrow().offset();
        assertThat(text.substring(
                        offset, offset + error.position().orElseThrow().length()))
                .isEqualTo(excerpt);
        assertThat(error.hint().orElse(null)).isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"aggregate": "c", "pipeline": [{"$vectorSearch": {"path": "v", "queryVector": [1], "limit": 1, "exact": false}}]} | an approximate search
            {"find": "c", "filter": {"$text": {"$search": "x"}}}                     | $text
            """)
    void namesWhatIsNotBuiltYet(String text, String construct) {
        assertThat(error(text).code()).isEqualTo(ErrorCode.NOT_BUILT_YET);
        assertThat(error(text).detail()).startsWith(construct + " is part of JQL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"find": "c" /* all */}     | JSON has no comments
            {"find": "c",}              | not valid JSON: unexpected '}', expected a name in double quotes
            {"find" "c"}                | not valid JSON: unexpected '"', expected a colon between a name and its value
            {"find": "c" "sort": {}}    | not valid JSON: unexpected '"', expected a comma or the closing }
            {"find": ["c" "d"]}         | not valid JSON: unexpected '"', expected a comma or the closing ]
            {"find": c}                 | not valid JSON: 'c' is no value, expected a value
            {"find": *}                 | not valid JSON: unexpected '*', expected a value
            {"createCollection": "c", "schema": {"properties": {"t": {"items": {}}}}} | "items" in the rule of "t" cannot be declared: the elements of an array have no rules of their own
            """)
    void saysInItsOwnWordsWhatIsWrong(String text, String detail) {
        assertThat(error(text).detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"path": "v", "queryVector": [1], "limt": 1}           | "limt"   | did you mean limit?
            {"path": "v", "queryVector": [1], "limit": 1, "metrik": "dot"} | "metrik" | did you mean metric?
            {"queryVector": [1], "limit": 1}                       | {"queryVector": [1], "limit": 1} | add "path": …
            {"path": "v", "limit": 1}                              | {"path": "v", "limit": 1} | add "queryVector": …
            {"path": "v", "queryVector": [1]}                      | {"path": "v", "queryVector": [1]} | add "limit": …
            {"path": "$v", "queryVector": [1], "limit": 1}         | "$v"     | write "v"
            {"path": 7, "queryVector": [1], "limit": 1}            | 7        |
            {"path": "v", "queryVector": [], "limit": 1}           | []       |
            {"path": "v", "queryVector": [1, "2"], "limit": 1}     | "2"      |
            {"path": "v", "queryVector": [1, null], "limit": 1}    | null     |
            {"path": "v", "queryVector": [1, [2]], "limit": 1}     | [2]      |
            {"path": "v", "queryVector": [1, 1e39], "limit": 1}    | 1e39     |
            {"path": "v", "queryVector": [0, 0.0], "limit": 1}     | [0, 0.0] | measure by "metric": "euclidean"
            {"path": "v", "queryVector": "v", "limit": 1}          | "v"      | write [0.1, 0.2, …], or {"$param": "name"}
            {"path": "v", "queryVector": {"a": 1}, "limit": 1}     | {"a": 1} | write [0.1, 0.2, …], or {"$param": "name"}
            {"path": "v", "queryVector": [1], "limit": 0}          | 0        |
            {"path": "v", "queryVector": [1], "limit": "3"}        | "3"      |
            {"path": "v", "queryVector": [1], "limit": 5, "numCandidates": 4} | 4 | look at 5 documents or more
            {"path": "v", "queryVector": [1], "limit": 5, "numCandidates": 0} | 0 |
            {"path": "v", "queryVector": [1], "limit": 5, "exact": 1} | 1     | write true or false
            {"path": "v", "queryVector": [1], "limit": 5, "metric": "cosin"} | "cosin" | did you mean cosine?
            {"path": "v", "queryVector": [1], "limit": 5, "metric": "hamming"} | "hamming" | metrics are cosine, dot, euclidean
            {"path": "v", "queryVector": [1], "limit": 5, "filter": {"a": {"$gtt": 1}}} | "$gtt" | did you mean $gt?
            [1]                                                    | [1]      | write {…}
            """)
    void pointsIntoAVectorSearch(String search, String excerpt, String hint) {
        pointsAtTheKeyAndSaysWhatWasMeant(
                "{\"aggregate\": \"c\", \"pipeline\": [{\"$vectorSearch\": " + search + "}]}", excerpt, hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"$limit": 9}, @                                       | "$vectorSearch" | make it the first stage of its pipeline, and say which documents count by "filter"
            {"$match": {}}, @                                      | "$vectorSearch" | make it the first stage of its pipeline, and say which documents count by "filter"
            {"$facet": {"f": [@]}}                                 | "$vectorSearch" | make it the first stage of its pipeline, and say which documents count by "filter"
            {"$lookup": {"from": "d", "localField": "a", "foreignField": "b", "pipeline": [@], "as": "l"}} | "$vectorSearch" | make it the first stage of its pipeline, and say which documents count by "filter"
            @, {"$set": {"s": {"$meta": "vectorSerchScore"}}}      | "vectorSerchScore" | did you mean vectorSearchScore?
            @, {"$set": {"s": {"$meta": "textScore"}}}             | "textScore"       | it knows "vectorSearchScore"
            {"$set": {"s": {"$meta": "vectorSearchScore"}}}        | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$unset": "v"}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$project": {"a": 1}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$set": {"v": "$w"}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$set": {"v.x": "$w"}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$unwind": "$v"}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$unwind": {"path": "$t", "includeArrayIndex": "v"}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$lookup": {"from": "d", "localField": "a", "foreignField": "b", "as": "v"}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$lookup": {"from": "d", "pipeline": [{"$set": {"s": {"$meta": "vectorSearchScore"}}}], "as": "l"}} | "$meta" | add it to them by $set right behind $vectorSearch
            {"$vectorSearch": {"path": "a.0.v", "queryVector": [1], "limit": 1}}, {"$set": {"a.v": [1]}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            {"$vectorSearch": {"path": "a[0].v", "queryVector": [1], "limit": 1}}, {"$project": {"a.0.v": 1}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            {"$vectorSearch": {"path": "a.v", "queryVector": [1], "limit": 1}}, {"$project": {"a.w": 1}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$group": {"_id": "$v"}}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$unionWith": "d"}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            @, {"$replaceWith": "$o"}, {"$set": {"s": {"$meta": "vectorSearchScore"}}} | "$meta" | add it to them by $set right behind $vectorSearch
            """)
    void saysWhereAVectorSearchAndItsScoreMayStand(String stages, String excerpt, String hint) {
        String search = "{\"$vectorSearch\": {\"path\": \"v\", \"queryVector\": [1], \"limit\": 1}}";
        pointsAtTheKeyAndSaysWhatWasMeant(
                "{\"aggregate\": \"c\", \"pipeline\": [" + stages.replace("@", search) + "]}", excerpt, hint);
    }

    @Test
    void findsNoVectorIndex() {
        String text = "{\"aggregate\": \"c\", \"pipeline\": [{\"$vectorSearch\": "
                + "{\"index\": \"by_v\", \"path\": \"v\", \"queryVector\": [1], \"limit\": 1}}]}";

        QueryError error = error(text);

        assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(error.detail()).isEqualTo("there is no VECTOR index \"by_v\"");
        assertThat(error.position().orElseThrow().offset()).isEqualTo(text.indexOf("\"by_v\""));
        assertThat(error.hint()).contains("leave \"index\" out: the search then looks at all vectors");
    }

    @Test
    void saysThatBracketsAreNotClosed() {
        QueryError error = error("{\"find\": \"c\"");

        assertThat(error.position().orElseThrow().offset()).isEqualTo(12);
        assertThat(error.hint()).contains("close every { with } and every [ with ]");
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(error("{\"find\": \"c\", \"filter\": {\"a\": " + "[".repeat(5_000))
                        .code())
                .isEqualTo(ErrorCode.TOO_LARGE);
    }
}
