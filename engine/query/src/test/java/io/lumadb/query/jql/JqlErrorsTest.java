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
            {"aggregate": "c", "pipeline": [{"$vectorSearch": {"path": "v"}}]}       | the stage $vectorSearch
            {"find": "c", "filter": {"$text": {"$search": "x"}}}                     | $text
            """)
    void namesWhatIsNotBuiltYet(String text, String construct) {
        assertThat(error(text).code()).isEqualTo(ErrorCode.NOT_BUILT_YET);
        assertThat(error(text).detail()).startsWith(construct + " is part of JQL");
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
