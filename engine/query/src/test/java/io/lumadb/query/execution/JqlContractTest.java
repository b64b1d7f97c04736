package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.execution.QueryEngine.Privileges;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LANGUAGES.md's section on JQL, line by line. */
class JqlContractTest {

    private final Bench bench = new Bench()
            .with(
                    "c",
                    "{\"_id\": 1, \"k\": \"x\", \"n\": 3, \"t\": [1, 2], \"o\": {\"a\": \"Ulm\"}}",
                    "{\"_id\": 2, \"k\": \"y\", \"n\": 5.5, \"t\": []}",
                    "{\"_id\": 3, \"k\": \"x\", \"n\": null, \"s\": [{\"a\": 1}, {\"a\": 9}]}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'find': 'c'}                                                                          | 3
            {'find': 'c', 'filter': {'k': 'x'}, 'projection': {'n': 1}, 'sort': {'_id': -1}, 'skip': 1, 'limit': 1} | {'_id':1,'n':3}
            {'count': 'c', 'filter': {'k': 'x'}}                                                   | {'count':2}
            {'count': 'c', 'filter': {'k': 'q'}}                                                   | {'count':0}
            {'distinct': 'c', 'key': 'k', 'filter': {'_id': {'$lt': 3}}}                           | 2
            {'aggregate': 'c', 'pipeline': []}                                                     | 3
            {'aggregate': 'c', 'pipeline': [{'$match': {'_id': 1}}, {'$project': {'n': 1}}]}       | {'_id':1,'n':3}
            {'aggregate': 'c', 'pipeline': [{'$addFields': {'m': 1}}, {'$set': {'z': '$m'}}, {'$unset': 'm'}, {'$match': {'z': 1}}]} | 3
            {'aggregate': 'c', 'pipeline': [{'$group': {'_id': '$k', 'n': {'$sum': '$n'}}}, {'$sort': {'_id': 1}}, {'$limit': 1}, {'$skip': 0}]} | {'_id':'x','n':3}
            {'aggregate': 'c', 'pipeline': [{'$unwind': '$t'}, {'$lookup': {'from': 'c', 'localField': 't', 'foreignField': '_id', 'as': 'l'}}, {'$count': 'm'}]} | {'m':2}
            {'aggregate': 'c', 'pipeline': [{'$sortByCount': '$k'}, {'$limit': 1}]}                | {'_id':'x','count':2}
            {'aggregate': 'c', 'pipeline': [{'$match': {'_id': 1}}, {'$replaceRoot': {'newRoot': '$o'}}]} | {'a':'Ulm'}
            {'aggregate': 'c', 'pipeline': [{'$match': {'_id': 1}}, {'$replaceWith': '$o'}]}       | {'a':'Ulm'}
            {'aggregate': 'c', 'pipeline': [{'$sample': {'size': 2}}]}                             | 2
            {'aggregate': 'c', 'pipeline': [{'$facet': {'a': [{'$count': 'm'}]}}]}                 | {'a':[{'m':3}]}
            {'aggregate': 'c', 'pipeline': [{'$bucket': {'groupBy': '$_id', 'boundaries': [1, 3], 'default': 9}}]} | 2
            {'aggregate': 'c', 'pipeline': [{'$unionWith': 'c'}]}                                  | 6
            {'find': 'c', 'filter': {'n': {'$eq': 3}}}                                             | 1
            {'find': 'c', 'filter': {'n': {'$ne': 3}}}                                             | 2
            {'find': 'c', 'filter': {'n': {'$gt': 3}}}                                             | 1
            {'find': 'c', 'filter': {'n': {'$gte': 3}}}                                            | 2
            {'find': 'c', 'filter': {'n': {'$lt': 5.5}}}                                           | 1
            {'find': 'c', 'filter': {'n': {'$lte': 5.5}}}                                          | 2
            {'find': 'c', 'filter': {'n': {'$in': [3, null]}}}                                     | 2
            {'find': 'c', 'filter': {'n': {'$nin': [3, null]}}}                                    | 1
            {'find': 'c', 'filter': {'$and': [{'k': 'x'}, {'n': 3}]}}                              | 1
            {'find': 'c', 'filter': {'$or': [{'k': 'y'}, {'n': 3}]}}                               | 2
            {'find': 'c', 'filter': {'$nor': [{'k': 'y'}, {'n': 3}]}}                              | 1
            {'find': 'c', 'filter': {'n': {'$not': {'$gt': 3}}}}                                   | 2
            {'find': 'c', 'filter': {'o': {'$exists': true}}}                                      | 1
            {'find': 'c', 'filter': {'n': {'$type': 'number'}}}                                    | 2
            {'find': 'c', 'filter': {'o.a': {'$regex': '^u', '$options': 'i'}}}                    | 1
            {'find': 'c', 'filter': {'_id': {'$mod': [2, 1]}}}                                     | 2
            {'find': 'c', 'filter': {'t': {'$all': [1, 2]}}}                                       | 1
            {'find': 'c', 'filter': {'s': {'$elemMatch': {'a': {'$gt': 5}}}}}                      | 1
            {'find': 'c', 'filter': {'t': {'$size': 0}}}                                           | 1
            {'find': 'c', 'filter': {'$expr': {'$gt': ['$n', '$_id']}}}                            | 2
            {'find': 'c', 'filter': {'o.a': {'$like': 'U%'}}}                                      | 1
            {'find': 'c', 'filter': {'o.a': {'$contains': 'l'}}}                                   | 1
            {'find': 'c', 'filter': {'o.a': {'$startsWith': 'U'}}}                                 | 1
            {'find': 'c', 'filter': {'o.a': {'$endsWith': 'm'}}}                                   | 1
            {'find': 'c', 'filter': {'n': {'$between': [3, 5]}}}                                   | 1
            {'find': 'c', 'filter': {'s.a': 9, 'n': null}}                                         | 1
            {'insert': 'c', 'document': {'_id': 9, 'n': 7}, 'returning': {'_id': 0, 'h': {'$lql': 'n / 2'}}} | {'h':3}
            {'find': 'c', 'limit': 0}                                                              | 3
            {'find': 'c', 'filter': {'n': {'$gte': null}}}                                         | 1
            {'find': 'c', 'filter': {'n': {'$lt': null}}}                                          | 0
            {'find': 'c', 'filter': {'$expr': {'$lql': 'n / 2 = 1'}}}                              | 1
            {'find': 'c', 'filter': {'$expr': {'$lql': 'n'}}}                                      | 0
            {'find': 'c', 'filter': {'_id': 1}, 'projection': {'x': {'$add': [{'$lql': 'n / 2'}, 0.5]}}} | {'_id':1,'x':1.5}
            {'findAndModify': 'c', 'filter': {'_id': 1}, '$set': {'n': 4}, 'new': true, 'projection': {'n': 1}} | {'_id':1,'n':4}
            {'findAndModify': 'c', 'filter': {'_id': 7}, 'remove': true}                           | 0
            {'findAndModify': 'c', 'filter': {}, 'sort': {'_id': -1}, 'remove': true, 'projection': {'k': 1}} | {'_id':3,'k':'x'}
            """)
    void answers(String command, String expected) {
        List<Value.Obj> rows = ask(command);

        if (expected.startsWith("{")) {
            assertThat(rows.stream().map(Json::relaxed).map(row -> row.replace('"', '\'')))
                    .containsExactly(expected);
        } else {
            assertThat(rows).hasSize(Integer.parseInt(expected));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'update': 'c', 'filter': {'_id': 1}, 'set': {'a': 1}, 'unset': ['k']}                 | {'n':3,'t':[1,2],'o':{'a':'Ulm'},'a':1}
            {'update': 'c', 'filter': {'_id': 1}, 'pipeline': [{'$set': {'a': {'$add': ['$n', 1]}}}, {'$unset': ['k', 't']}]} | {'n':3,'o':{'a':'Ulm'},'a':4}
            {'update': 'c', 'filter': {'_id': 1}, 'pipeline': [{'$replaceWith': '$o'}]}            | {'a':'Ulm'}
            {'update': 'c', 'filter': {'_id': 1}, '$inc': {'n': 2}, '$mul': {'o.b': 2}, '$rename': {'k': 'q'}} | {'n':5,'t':[1,2],'o':{'a':'Ulm','b':0},'q':'x'}
            {'update': 'c', 'filter': {'_id': 1}, '$min': {'n': 2}, '$max': {'m': 7}, '$unset': {'o': ''}} | {'k':'x','n':2,'t':[1,2],'m':7}
            {'update': 'c', 'filter': {'_id': 1}, '$push': {'t': {'$each': [0, 5], '$sort': 1, '$slice': 3}}, '$unset': {'o': ''}} | {'k':'x','n':3,'t':[0,1,2]}
            {'update': 'c', 'filter': {'_id': 1}, '$addToSet': {'t': 2}, '$unset': {'o': ''}}      | {'k':'x','n':3,'t':[1,2]}
            {'update': 'c', 'filter': {'_id': 1}, '$pull': {'t': {'$gt': 1}}, '$unset': {'o': ''}} | {'k':'x','n':3,'t':[1]}
            {'update': 'c', 'filter': {'_id': 1}, '$pop': {'t': -1}, '$unset': {'o': ''}}          | {'k':'x','n':3,'t':[2]}
            {'update': 'c', 'filter': {'_id': 1}, '$set': {'t.$[e]': 9}, 'arrayFilters': [{'e': 2}], '$unset': {'o': ''}} | {'k':'x','n':3,'t':[1,9]}
            {'update': 'c', 'filter': {'t': 2}, '$inc': {'t.$': 5}, '$unset': {'o': ''}}           | {'k':'x','n':3,'t':[1,7]}
            {'replace': 'c', 'filter': {'_id': 1}, 'document': {'z': 1}}                           | {'z':1}
            """)
    void changes(String command, String expected) {
        ask(command);

        assertThat(bench.written().modified()).isEqualTo(1);
        assertThat(shown("{'find': 'c', 'filter': {'_id': 1}, 'projection': {'_id': 0}}"))
                .isEqualTo(expected);
    }

    @Test
    void reportsWrites() {
        ask("{'update': 'c', 'filter': {'k': 'x'}, 'set': {'n': 3}}");
        assertThat(bench.written().matched()).isEqualTo(2);
        assertThat(bench.written().modified()).isEqualTo(1);

        ask("{'update': 'c', 'filter': {'_id': 8}, '$setOnInsert': {'a': 1}, '$set': {'b': 2}, 'upsert': true}");
        assertThat(bench.written().upsertedIds()).containsExactly(Value.of(8));
        assertThat(shown("{'find': 'c', 'filter': {'_id': 8}}")).isEqualTo("{'_id':8,'a':1,'b':2}");

        ask("{'insert': 'c', 'documents': [{'_id': 20}, {'_id': 21}]}");
        assertThat(bench.written().insertedIds()).containsExactly(Value.of(20), Value.of(21));

        ask("{'delete': 'c', 'filter': {'_id': {'$gte': 20}}, 'sort': {'_id': -1}, 'limit': 1}");
        assertThat(bench.written().affected()).isEqualTo(1);
        assertThat(shown("{'find': 'c', 'filter': {'_id': {'$gte': 20}}}")).isEqualTo("{'_id':20}");
    }

    @Test
    void definesAndLists() {
        ask(
                "{'createCollection': 'd', 'schema': {'properties': {'n': {'bsonType': 'int', 'minimum': 1}}, 'required': ['n']},"
                        + " 'validation': 'strict'}");
        ask("{'createIndex': 'by_n', 'collection': 'd', 'fields': {'n': -1}, 'unique': true, 'using': 'btree'}");

        assertThat(shown("{'listCollections': 1}"))
                .isEqualTo("{'name':'c','schema':'none','indexes':0,'tiering':'default'} "
                        + "{'name':'d','schema':'strict','indexes':1,'tiering':'default'}");
        assertThat(shown("{'listIndexes': 'd'}"))
                .isEqualTo("{'name':'by_n','fields':['n DESC'],'kind':'btree','unique':true,'state':'ready'}");
        assertThatThrownBy(() -> ask("{'insert': 'd', 'document': {'n': 0}}")).hasMessageContaining("n >= 1");
        assertThatThrownBy(() -> ask("{'insert': 'd', 'document': {'m': 1}}")).hasMessageContaining("'n'");
        assertThatThrownBy(() -> ask("{'insert': 'd', 'document': {'n': 1, 'm': 1}}"))
                .hasMessageContaining("'m'");

        ask("{'dropIndex': 'by_n', 'collection': 'd'}");
        ask("{'dropCollection': 'd'}");
        assertThat(ask("{'listCollections': 1}")).hasSize(1);
    }

    @Test
    void explainsPipelinesAndAnalyzesThem() {
        ask(
                "{'explain': {'aggregate': 'c', 'pipeline': [{'$unwind': '$t'}, {'$lookup': {'from': 'c', 'localField': 't',"
                        + " 'foreignField': '_id', 'as': 'l'}}, {'$group': {'_id': '$t', 'm': {'$sum': 1}}}]}, 'analyze': true}");

        assertThat(bench.summary.plan().orElseThrow().text())
                .contains("for every element 'element' of doc.t", "Merge the shards' groups", "rows", "ms");

        ask("{'explain': {'update': 'c', 'filter': {'_id': 1}, 'set': {'n': 9}}}");
        assertThat(shown("{'find': 'c', 'filter': {'_id': 1}, 'projection': {'n': 1, '_id': 0}}"))
                .isEqualTo("{'n':3}");
    }

    @Test
    void readsWhatItsStagesRead() {
        String command =
                "{'aggregate': 'a', 'pipeline': [{'$lookup': {'from': 'b', 'pipeline': [{'$unionWith': 'c'}], 'as': 'x'}},"
                        + " {'$facet': {'f': [{'$lookup': {'from': 'd', 'localField': 'x', 'foreignField': 'y', 'as': 'z'}}]}}]}";

        assertThat(bench.engine.privileges(bench.engine.parse(Language.JQL, command.replace('\'', '"'))))
                .isEqualTo(new Privileges(List.of("a", "b", "c", "d"), List.of(), false));
    }

    @Test
    void namesWhatListsCollectionsInItsOwnWords() {
        assertThatThrownBy(() -> ask("{'find': 'elsewhere'}"))
                .isInstanceOfSatisfying(
                        QueryError.class,
                        error -> assertThat(error.hint()).contains("{\"listCollections\": 1} lists the 1 there are"));
    }

    @Test
    void saysThatAValueLiesInNoBucket() {
        assertThatThrownBy(() ->
                        ask("{'aggregate': 'c', 'pipeline': [{'$bucket': {'groupBy': '$_id', 'boundaries': [1, 3]}}]}"))
                .hasMessageContaining("a value lies outside the boundaries of $bucket, and it has no default");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'finnd': 'c'}                                              | finnd      | find
            {'find': 'c', 'projecton': {}}                              | projecton  | projection
            {'update': 'c', '$psh': {'t': 1}}                           | $psh       | $push
            {'find': 'c', 'filter': {'n': {'$betwen': [1, 2]}}}         | $betwen    | $between
            {'aggregate': 'c', 'pipeline': [{'$facett': {}}]}           | $facett    | $facet
            {'aggregate': 'c', 'pipeline': [{'$set': {'a': {'$multply': [1, 2]}}}]} | $multply | $multiply
            {'createIndex': 'i', 'collection': 'c', 'fields': ['n'], 'using': 'btre'} | btre | btree
            """)
    void namesTheNearestOfWhatItDoesNotKnow(String command, String unknown, String nearest) {
        assertThatThrownBy(() -> ask(command)).isInstanceOf(QueryError.class).satisfies(error -> {
            assertThat(((QueryError) error).detail()).contains(unknown);
            assertThat(((QueryError) error).hint().orElse("")).contains("did you mean " + nearest + "?");
        });
    }

    private List<Value.Obj> ask(String command) {
        return bench.jql(command.replace('\'', '"'));
    }

    private String shown(String command) {
        return ask(command).stream()
                .map(Json::relaxed)
                .map(row -> row.replace('"', '\''))
                .collect(Collectors.joining(" "));
    }
}
