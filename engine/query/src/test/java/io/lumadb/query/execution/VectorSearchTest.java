package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Translator;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code $vectorSearch} looks at all vectors of a collection. */
class VectorSearchTest {

    private static final String NEAREST = "{'$vectorSearch': {'path': 'v', 'queryVector': [1, 0], 'limit': 9}}";

    private final Translator translator = new Translator(Languages.standard());

    private final Bench bench = new Bench()
            .with(
                    "c",
                    "{\"_id\": 1, \"k\": \"a\", \"v\": [1, 0], \"o\": {\"v\": [0, 1]}}",
                    "{\"_id\": 2, \"k\": \"b\", \"v\": [0, 1.0], \"o\": {\"v\": [1, 0]}}",
                    "{\"_id\": 3, \"k\": \"a\", \"v\": {\"$vector\": [1, 1]}}",
                    "{\"_id\": 4, \"k\": \"three dimensions\", \"v\": [1, 0, 0]}",
                    "{\"_id\": 5, \"k\": \"a text\", \"v\": \"[1, 0]\"}",
                    "{\"_id\": 6, \"k\": \"none\"}",
                    "{\"_id\": 7, \"k\": \"b\", \"v\": [2, 0], \"t\": [5, 6]}",
                    "{\"_id\": 8, \"k\": \"no direction\", \"v\": [0, 0]}",
                    "{\"_id\": 9, \"k\": \"c\", \"v\": [{\"$numberDecimal\": \"-1\"}, 0]}",
                    "{\"_id\": 10, \"k\": \"no numbers\", \"v\": [1, \"0\"]}",
                    "{\"_id\": 11, \"k\": \"null\", \"v\": null}")
            .with("d", "{\"_id\": 1, \"k\": \"a\", \"w\": [0, 1]}", "{\"_id\": 2, \"k\": \"b\", \"w\": [1, 0]}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'path': 'v', 'queryVector': [1, 0], 'limit': 9                      | 1 7 3 2 9
            'path': 'v', 'queryVector': [1, 0], 'limit': 2                      | 1 7
            'path': 'v', 'queryVector': [-3.5, 0], 'limit': 1, 'exact': true    | 9
            'path': 'v', 'queryVector': {'$vector': [0, 2]}, 'limit': 2         | 2 3
            'path': 'v', 'queryVector': [{'$numberDecimal': '0'}, 2], 'limit': 2 | 2 3
            'path': 'v', 'queryVector': [1, 0], 'limit': 9, 'metric': 'cosine'  | 1 7 3 2 9
            'path': 'v', 'queryVector': [1, 0], 'limit': 9, 'metric': 'dot'     | 7 1 3 2 8 9
            'path': 'v', 'queryVector': [1, 0], 'limit': 9, 'metric': 'euclidean' | 1 3 7 8 2 9
            'path': 'v', 'queryVector': [0, 0], 'limit': 1, 'metric': 'Euclidean' | 8
            'path': 'v', 'queryVector': [9, 1, 1], 'limit': 9                   | 4
            'path': 'v', 'queryVector': [1], 'limit': 9                         | ~~
            'path': 'o.v', 'queryVector': [1, 0], 'limit': 9                    | 2 1
            'path': 'x', 'queryVector': [1, 0], 'limit': 9                      | ~~
            'path': 'v', 'queryVector': [1, 0], 'limit': 9, 'filter': {'k': 'b'} | 7 2
            'path': 'v', 'queryVector': [1, 0], 'limit': 1, 'filter': {'k': {'$ne': 'a'}, '_id': {'$lt': 9}} | 7
            'path': 'v', 'queryVector': [1, 0], 'limit': 9, 'filter': {'$or': [{'t': 6}, {'_id': 2}]} | 7 2
            'path': 'v', 'queryVector': [1, 0], 'limit': 9, 'filter': {}        | 1 7 3 2 9
            'path': 'v', 'queryVector': [1, 0], 'limit': 1, 'numCandidates': 50 | 1
            """)
    void findsTheNearestFirstAndThoseEquallyFarByTheirKeys(String search, String keys) {
        assertGives("{'$vectorSearch': {" + search + "}}, {'$project': {'_id': 1}}", ids(keys));
    }

    private static String ids(String keys) {
        return keys.isEmpty() ? "" : "{'_id':" + keys.replace(" ", "} {'_id':") + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            cosine    | {'_id':1,'s':1.0} {'_id':7,'s':1.0} {'_id':3,'s':0.8535533905932737} {'_id':2,'s':0.5} {'_id':9,'s':0.0}
            dot       | {'_id':7,'s':1.5} {'_id':1,'s':1.0} {'_id':3,'s':1.0} {'_id':2,'s':0.5} {'_id':8,'s':0.5} {'_id':9,'s':0.0}
            euclidean | {'_id':1,'s':1.0} {'_id':3,'s':0.5} {'_id':7,'s':0.5} {'_id':8,'s':0.5} {'_id':2,'s':0.4142135623730951} {'_id':9,'s':0.3333333333333333}
            """)
    void scoresAsMongoDbDoes(String metric, String expected) {
        assertGives(
                "{'$vectorSearch': {'path': 'v', 'queryVector': [1, 0], 'limit': 9, 'metric': '" + metric
                        + "'}}, {'$project': {'s': {'$meta': 'vectorSearchScore'}}}",
                expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$set': {'s': {'$meta': 'vectorSearchScore'}}}, {'$match': {'s': {'$lt': 0.9}}}, {'$project': {'s': 1}} | {'_id':3,'s':0.8535533905932737} {'_id':2,'s':0.5} {'_id':9,'s':0.0}
            {'$match': {'$expr': {'$gt': [{'$meta': 'vectorSearchScore'}, 0.9]}}}, {'$project': {'k': 1}} | {'_id':1,'k':'a'} {'_id':7,'k':'b'}
            {'$addFields': {'s': {'$multiply': [{'$meta': 'vectorSearchScore'}, 2]}}}, {'$limit': 1}, {'$unset': ['v', 'o']} | {'_id':1,'k':'a','s':2.0}
            {'$match': {'k': 'b'}}, {'$project': {'k': 1, 's': {'$meta': 'vectorSearchScore'}}} | {'_id':7,'k':'b','s':1.0} {'_id':2,'k':'b','s':0.5}
            {'$sort': {'_id': -1}}, {'$limit': 2}, {'$project': {'s': {'$meta': 'vectorSearchScore'}}} | {'_id':9,'s':0.0} {'_id':7,'s':1.0}
            {'$limit': 1}, {'$project': {'v': 1}}, {'$set': {'s': {'$meta': 'vectorSearchScore'}}} | {'_id':1,'v':[1,0],'s':1.0}
            {'$unset': ['k', 'o']}, {'$skip': 4}, {'$set': {'s': {'$meta': 'vectorSearchScore'}, 'v': 0}} | {'_id':9,'v':0,'s':0.0}
            {'$unwind': '$t'}, {'$project': {'t': 1, 's': {'$meta': 'vectorSearchScore'}}} | {'_id':7,'t':5,'s':1.0} {'_id':7,'t':6,'s':1.0}
            {'$limit': 2}, {'$lookup': {'from': 'd', 'localField': 'k', 'foreignField': 'k', 'as': 'l'}}, {'$project': {'l._id': 1, 's': {'$meta': 'vectorSearchScore'}}} | {'_id':1,'l':[{'_id':1}],'s':1.0} {'_id':7,'l':[{'_id':2}],'s':1.0}
            {'$skip': 4}, {'$lookup': {'from': 'd', 'let': {'s': {'$meta': 'vectorSearchScore'}}, 'pipeline': [{'$match': {'_id': 1}}, {'$project': {'s': '$$s'}}], 'as': 'l'}}, {'$project': {'l': 1}} | {'_id':9,'l':[{'_id':1,'s':0.0}]}
            {'$replaceWith': {'s': {'$meta': 'vectorSearchScore'}, 'k': '$k'}}, {'$limit': 1} | {'s':1.0,'k':'a'}
            {'$project': {'_id': {'$subtract': [0, '$_id']}}}                  | {'_id':-1} {'_id':-7} {'_id':-3} {'_id':-2} {'_id':-9}
            {'$limit': 0}                                                      | ~~
            {'$limit': 7}, {'$count': 'n'}                                     | {'n':5}
            {'$group': {'_id': null, 'best': {'$max': {'$meta': 'vectorSearchScore'}}, 'n': {'$sum': 1}}} | {'_id':null,'best':1.0,'n':5}
            {'$group': {'_id': null, 'all': {'$push': '$_id'}}}                | {'_id':null,'all':[1,7,3,2,9]}
            {'$facet': {'n': [{'$count': 'n'}], 'first': [{'$limit': 1}, {'$project': {'_id': 1}}]}} | {'n':[{'n':5}],'first':[{'_id':1}]}
            {'$limit': 1}, {'$unionWith': {'coll': 'd', 'pipeline': [{'$vectorSearch': {'path': 'w', 'queryVector': [1, 0], 'limit': 1}}, {'$set': {'s': {'$meta': 'vectorSearchScore'}}}]}}, {'$sort': {'_id': 1}}, {'$project': {'k': 1, 's': 1}} | {'_id':1,'k':'a'} {'_id':2,'k':'b','s':1.0}
            {'$limit': 1}, {'$lookup': {'from': 'd', 'pipeline': [{'$vectorSearch': {'path': 'w', 'queryVector': [0, 1], 'limit': 1}}], 'as': 'l'}}, {'$project': {'l': 1}} | {'_id':1,'l':[{'_id':1,'k':'a','w':[0,1]}]}
            """)
    void goesBeforeAllOtherStages(String stages, String expected) {
        assertGives(NEAREST + ", " + stages, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$project': {'o.v': 1}}     | {'_id':2,'o':{'v':[1,0]},'s':1.0}
            {'$project': {'o': 1}}       | {'_id':2,'o':{'v':[1,0]},'s':1.0}
            {'$project': {'o.v': 1, 'o.w': '$k'}} | {'_id':2,'o':{'v':[1,0],'w':'b'},'s':1.0}
            {'$project': {'k': 0, 'v': 0, 'o.w': 0}} | {'_id':2,'o':{'v':[1,0]},'s':1.0}
            {'$unset': ['k', 'v']}, {'$set': {'o.w': 1}} | {'_id':2,'o':{'v':[1,0],'w':1},'s':1.0}
            {'$unset': ['k', 'v', 'o.t']}, {'$lookup': {'from': 'd', 'localField': 'x', 'foreignField': 'k', 'as': 'o.l'}} | {'_id':2,'o':{'v':[1,0],'l':[]},'s':1.0}
            """)
    void knowsTheScoreBehindStagesThatLeaveTheVectorWhereItIs(String stages, String expected) {
        assertGives(
                "{'$vectorSearch': {'path': 'o.v', 'queryVector': [1, 0], 'limit': 1}}, " + stages
                        + ", {'$set': {'s': {'$meta': 'vectorSearchScore'}}}",
                expected);
    }

    @Test
    void takesItsVectorAndLimitAsParameters() {
        List<Value.Obj> rows = bench.ask(
                Language.JQL,
                command(
                        "{'$vectorSearch': {'path': 'v', 'queryVector': {'$param': 'near'}, 'limit': {'$param': 'most'}}}, {'$project': {'_id': 1}}"),
                Map.of("near", new Value.Vector(new float[] {0, 1}), "most", Value.of(2)));

        assertThat(String.join(" ", json(rows))).isEqualTo(ids("2 3"));
    }

    @Test
    void gathersNoVectorInTheElementsOfAnArray() {
        bench.with(
                "n",
                "{\"_id\": 1, \"a\": [{\"v\": [1, 0]}]}",
                "{\"_id\": 2, \"a\": [{\"v\": 1}, {\"v\": 0}]}",
                "{\"_id\": 3, \"a\": {\"v\": [1, 0]}}");
        String jql = command("{'$vectorSearch': {'path': 'a.v', 'queryVector': [1, 0], 'limit': 9}},"
                        + " {'$project': {'s': {'$meta': 'vectorSearchScore'}}}")
                .replace("\"c\"", "\"n\"");

        assertThat(json(bench.jql(jql))).containsExactly("{'_id':3,'s':1.0}");

        String lql = translator
                .translate(Language.JQL, Language.LQL, jql, Names.NONE)
                .text();
        assertThat(bench.lql(lql)).isEqualTo(bench.jql(jql));
    }

    @Test
    void keepsOnlyTheNearestOfEachShard() {
        String plan = bench.engine
                .explain(Language.JQL, command("{'$vectorSearch': {'path': 'v', 'queryVector': [1, 0], 'limit': 2}}"))
                .text();

        String order = "VECTOR_DISTANCE(v, [1, 0]), _id";
        assertThat(plan)
                .containsSubsequence(
                        "Stop after 2 rows", "Merge the shards' rows by " + order, "Keep the first 2 rows by " + order);
    }

    @Test
    void findsTheNearestOfMoreThanMemoryHolds() {
        Bench small = new Bench(3, 256 * 1024);
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            documents.add("{\"_id\": " + i + ", \"v\": [" + (i * 7 % 300) + ", 1], \"padding\": \"" + "x".repeat(4_000)
                    + "\"}");
        }
        small.with("big", documents.toArray(String[]::new));

        List<Value.Obj> rows = small.jql("""
                {"aggregate": "big", "pipeline": [
                 {"$vectorSearch": {"path": "v", "queryVector": [0, 1], "limit": 3, "metric": "euclidean"}},
                 {"$project": {"v": 1}}]}""");

        assertThat(json(rows)).containsExactly("{'_id':0,'v':[0,1]}", "{'_id':43,'v':[1,1]}", "{'_id':86,'v':[2,1]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~{'$vectorSearch': {'path': 'v', 'queryVector': [1, 0], 'limit': 3}}~ | SELECT * FROM c WHERE VECTOR_DISTANCE(v, [1, 0]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0]), _id LIMIT 3
            ~{'$vectorSearch': {'path': 'o.v', 'queryVector': {'$vector': [1.5, 0.0]}, 'filter': {'k': 'a'}, 'limit': 3}}, {'$project': {'k': 1, 'score': {'$meta': 'vectorSearchScore'}}}~ | SELECT _id, k, (1 + SIMILARITY(o.v, VECTOR '[1.5, 0.0]')) / 2 AS score FROM c WHERE k = 'a' AND VECTOR_DISTANCE(o.v, VECTOR '[1.5, 0.0]') IS NOT NULL ORDER BY VECTOR_DISTANCE(o.v, VECTOR '[1.5, 0.0]'), _id LIMIT 3
            ~{'$vectorSearch': {'path': 'v', 'queryVector': [1, 0], 'metric': 'euclidean', 'limit': 3}}, {'$project': {'_id': 0, 'score': {'$meta': 'vectorSearchScore'}}}~ | SELECT SIMILARITY(v, [1, 0], 'euclidean') AS score FROM c WHERE VECTOR_DISTANCE(v, [1, 0], 'euclidean') IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0], 'euclidean'), _id LIMIT 3
            ~{'$vectorSearch': {'path': 'v', 'queryVector': [1, 0], 'limit': 3}}, {'$match': {'k': 'a'}}~ | SELECT * FROM (SELECT * FROM c WHERE VECTOR_DISTANCE(v, [1, 0]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0]), _id LIMIT 3) AS q WHERE k = 'a'
            """)
    void isAnOrdinaryQueryInLql(String stages, String lql) {
        String jql = command(stages);
        JqlLanguage language = new JqlLanguage();

        String there = translator
                .translate(Language.JQL, Language.LQL, jql, Names.NONE)
                .text();
        String back = translator
                .translate(Language.LQL, Language.JQL, lql, Names.NONE)
                .text();

        assertThat(there).isEqualTo(lql);
        assertThat(back).isEqualTo(language.print(language.parse(jql, Names.NONE)));
        assertThat(back).contains("$vectorSearch").doesNotContain("VECTOR_DISTANCE", "SIMILARITY");
        assertThat(bench.lql(lql))
                .isEqualTo(bench.jql(jql))
                .isEqualTo(bench.jql(back))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT * FROM c ORDER BY VECTOR_DISTANCE(v, [1, 0]) LIMIT 3
            SELECT * FROM c ORDER BY VECTOR_DISTANCE(v, [1, 0]), _id LIMIT 3
            SELECT * FROM c WHERE VECTOR_DISTANCE(v, [1, 0]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0]), _id
            SELECT * FROM c WHERE VECTOR_DISTANCE(v, [1, 0]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0]), _id LIMIT 0
            SELECT * FROM c WHERE VECTOR_DISTANCE(v, [1, 0]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0]), _id LIMIT 3 OFFSET 1
            SELECT * FROM c WHERE VECTOR_DISTANCE(v, [1, 0]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0]) DESC, _id LIMIT 3
            SELECT * FROM c WHERE VECTOR_DISTANCE(v, [1, 1]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0]), _id LIMIT 3
            SELECT * FROM c WHERE VECTOR_DISTANCE(v, [0, 0]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [0, 0]), _id LIMIT 3
            SELECT * FROM c WHERE VECTOR_DISTANCE(v, [1, 0], 'manhattan') IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0], 'manhattan'), _id LIMIT 3
            SELECT k AS _id FROM c WHERE VECTOR_DISTANCE(v, [1, 0]) IS NOT NULL ORDER BY VECTOR_DISTANCE(v, [1, 0]), _id LIMIT 3
            """)
    void isNoOtherOrderByADistance(String lql) {
        assertThatThrownBy(() -> translator.translate(Language.LQL, Language.JQL, lql, Names.NONE))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("JQL has no words for sorting by an expression");
    }

    private void assertGives(String stages, String expected) {
        String jql = command(stages);
        assertThat(String.join(" ", json(bench.jql(jql)))).isEqualTo(expected);

        JqlLanguage language = new JqlLanguage();
        Statement statement = language.parse(jql, Names.NONE);
        String printed = language.print(statement);
        assertThat(language.parse(printed, Names.NONE)).as(printed).isEqualTo(statement);
        assertThat(String.join(" ", json(bench.jql(printed)))).as(printed).isEqualTo(expected);
    }

    private static String command(String stages) {
        return ("{'aggregate': 'c', 'pipeline': [" + stages + "]}").replace('\'', '"');
    }

    private static List<String> json(List<Value.Obj> rows) {
        return rows.stream()
                .map(Json::relaxed)
                .map(row -> row.replace('"', '\''))
                .toList();
    }
}
