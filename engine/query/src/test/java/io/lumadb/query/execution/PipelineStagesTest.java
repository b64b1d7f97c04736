package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.language.Names;
import io.lumadb.query.statement.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents, a pipeline, and the documents that MongoDB's manual says come out. */
class PipelineStagesTest {

    private final Bench bench = new Bench()
            .with(
                    "inventory",
                    "{\"_id\": 1, \"item\": \"ABC\", \"price\": 80, \"sizes\": [\"S\", \"M\", \"L\"]}",
                    "{\"_id\": 2, \"item\": \"EFG\", \"price\": 120, \"sizes\": []}",
                    "{\"_id\": 3, \"item\": \"IJK\", \"price\": 160, \"sizes\": \"M\"}",
                    "{\"_id\": 4, \"item\": \"LMN\", \"price\": 10}",
                    "{\"_id\": 5, \"item\": \"XYZ\", \"price\": 5.75, \"sizes\": null}")
            .with(
                    "sales",
                    "{\"_id\": 1, \"item\": \"abc\", \"price\": 10, \"quantity\": 2, \"date\": 1}",
                    "{\"_id\": 2, \"item\": \"jkl\", \"price\": 20, \"quantity\": 1, \"date\": 1}",
                    "{\"_id\": 3, \"item\": \"xyz\", \"price\": 5, \"quantity\": 5, \"date\": 3}",
                    "{\"_id\": 4, \"item\": \"abc\", \"price\": 10, \"quantity\": 10, \"date\": 3}",
                    "{\"_id\": 5, \"item\": \"xyz\", \"price\": 5, \"quantity\": 10, \"date\": 2}")
            .with(
                    "people",
                    "{\"_id\": 1, \"name\": \"Arlene\", \"age\": 34, \"pets\": {\"dogs\": 2, \"cats\": 1}}",
                    "{\"_id\": 2, \"name\": \"Sam\", \"age\": 41, \"pets\": {\"cats\": 1, \"fish\": 3}}",
                    "{\"_id\": 3, \"name\": \"Maria\", \"age\": 25}")
            .with(
                    "nested",
                    "{\"_id\": 1, \"a\": {\"b\": [1, 2], \"c\": 9}}",
                    "{\"_id\": 2, \"a\": [{\"b\": [3, 4]}]}",
                    "{\"_id\": 3, \"a\": {\"b\": {\"x\": 1}}}")
            .with(
                    "gaps",
                    "{\"_id\": 1, \"it\": 5, \"b\": 1}",
                    "{\"_id\": 2, \"b\": 1}",
                    "{\"_id\": 3, \"it\": null, \"b\": 1}",
                    "{\"_id\": 4, \"it\": 5}",
                    "{\"_id\": 5, \"it\": [1, [2, 3]], \"lines\": [{\"c\": \"x\"}, {\"c\": [\"x\", \"y\"]}, {}, 7]}",
                    "{\"_id\": 6, \"it\": [], \"lines\": {\"c\": \"z\"}}",
                    "{\"_id\": 7, \"it\": [null, 1], \"lines\": null}")
            .with("nothing");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$unwind': '$sizes'}                                              | {'_id':1,'item':'ABC','price':80,'sizes':'S'} {'_id':1,'item':'ABC','price':80,'sizes':'M'} {'_id':1,'item':'ABC','price':80,'sizes':'L'} {'_id':3,'item':'IJK','price':160,'sizes':'M'}
            {'$unwind': {'path': '$sizes'}}, {'$project': {'item': 1, 'sizes': 1, '_id': 0}}, {'$match': {'sizes': 'M'}} | {'item':'ABC','sizes':'M'} {'item':'IJK','sizes':'M'}
            {'$unwind': {'path': '$sizes', 'includeArrayIndex': 'i'}}, {'$project': {'sizes': 1, 'i': 1}} | {'_id':1,'sizes':'S','i':0} {'_id':1,'sizes':'M','i':1} {'_id':1,'sizes':'L','i':2} {'_id':3,'sizes':'M','i':null}
            {'$project': {'sizes': 1}}, {'$unwind': {'path': '$sizes', 'preserveNullAndEmptyArrays': true}} | {'_id':1,'sizes':'S'} {'_id':1,'sizes':'M'} {'_id':1,'sizes':'L'} {'_id':2} {'_id':3,'sizes':'M'} {'_id':4} {'_id':5,'sizes':null}
            {'$unset': ['item', 'price']}, {'$unwind': {'path': '$sizes', 'preserveNullAndEmptyArrays': true, 'includeArrayIndex': 'at.i'}}, {'$match': {'_id': {'$gt': 1}}} | {'_id':2,'at':{'i':null}} {'_id':3,'sizes':'M','at':{'i':null}} {'_id':4,'at':{'i':null}} {'_id':5,'sizes':null,'at':{'i':null}}
            {'$unwind': '$item'}, {'$unwind': '$sizes'}, {'$count': 'n'}       | {'n':4}
            {'$unwind': '$missing'}                                            | ~~
            {'$project': {'item': 1}}, {'$unwind': '$sizes'}                   | ~~
            {'$unwind': '$sizes'}, {'$group': {'_id': '$sizes', 'avg': {'$avg': '$price'}}}, {'$sort': {'avg': -1, '_id': 1}} | {'_id':'M','avg':120.0} {'_id':'L','avg':80.0} {'_id':'S','avg':80.0}
            """)
    void unwinds(String stages, String expected) {
        assertGives("inventory", stages, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$unwind': '$a.b'}                                                | {'_id':1,'a':{'b':1,'c':9}} {'_id':1,'a':{'b':2,'c':9}} {'_id':3,'a':{'b':{'x':1}}}
            {'$unwind': '$a'}, {'$unwind': '$a.b'}, {'$match': {'_id': 2}}     | {'_id':2,'a':{'b':3}} {'_id':2,'a':{'b':4}}
            {'$set': {'element': [1, 2]}}, {'$match': {'_id': 3}}, {'$unwind': {'path': '$element', 'includeArrayIndex': 'position'}}, {'$unset': 'a'} | {'_id':3,'element':1,'position':0} {'_id':3,'element':2,'position':1}
            {'$set': {'doc': ['$a']}}, {'$unwind': '$doc'}, {'$match': {'_id': 1}}, {'$project': {'doc.c': 1}} | {'_id':1,'doc':{'c':9}}
            """)
    void unwindsThroughObjectsAlone(String stages, String expected) {
        assertGives("nested", stages, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$sortByCount': '$item'}, {'$match': {'count': 2}}, {'$sort': {'_id': 1}} | {'_id':'abc','count':2} {'_id':'xyz','count':2}
            {'$sortByCount': {'$gt': ['$quantity', 4]}}                        | {'_id':true,'count':3} {'_id':false,'count':2}
            {'$bucket': {'groupBy': '$price', 'boundaries': [0, 10, 20], 'default': 'more'}} | {'_id':0,'count':2} {'_id':10,'count':2} {'_id':'more','count':1}
            {'$bucket': {'groupBy': '$price', 'boundaries': [0, 100], 'output': {'n': {'$sum': 1}, 'items': {'$addToSet': '$item'}}}}, {'$project': {'n': 1, 'items': {'$size': '$items'}}} | {'_id':0,'n':5,'items':3}
            {'$bucket': {'groupBy': '$quantity', 'boundaries': [0, 5, 11]}}, {'$limit': 1} | {'_id':0,'count':2}
            {'$match': {'quantity': {'$gt': 50}}}, {'$count': 'n'}             | ~~
            {'$match': {'quantity': {'$gt': 50}}}, {'$group': {'_id': null, 'n': {'$sum': 1}}} | ~~
            {'$match': {'quantity': {'$gt': 50}}}, {'$group': {'_id': {'$always': true}, 'n': {'$sum': 1}}} | {'n':0}
            {'$group': {'_id': 7, 'n': {'$sum': '$quantity'}}}                 | {'_id':7,'n':28}
            {'$group': {'_id': {'i': '$item', 'k': 1}, 'n': {'$sum': 1}}}, {'$sort': {'_id.i': -1}}, {'$limit': 1} | {'_id':{'i':'xyz','k':1},'n':2}
            {'$count': 'n'}, {'$set': {'m': {'$add': ['$n', 1]}}}              | {'n':5,'m':6}
            {'$group': {'_id': '$item', 'n': {'$sum': 1}}}, {'$group': {'_id': '$n', 'items': {'$sum': 1}}}, {'$sort': {'_id': 1}} | {'_id':1,'items':1} {'_id':2,'items':2}
            {'$group': {'_id': '$item', 'n': {'$sum': 1}}}, {'$set': {'twice': {'$multiply': ['$n', 2]}}}, {'$match': {'twice': 2}} | {'_id':'jkl','n':1,'twice':2}
            {'$group': {'_id': '$item', 'total': {'$sum': '$quantity'}}}, {'$project': {'item': {'$toUpper': '$_id'}, 'gone': '$typo', '_id': 0}}, {'$sort': {'item': 1}} | {'item':'ABC'} {'item':'JKL'} {'item':'XYZ'}
            {'$group': {'_id': '$price'}}, {'$project': {'price': {'$multiply': ['$_id', -1]}, '_id': 0}}, {'$sort': {'price': 1}} | {'price':-20} {'price':-10} {'price':-5}
            {'$group': {'_id': '$price'}}, {'$sort': {'_id': -1}}, {'$project': {'price': {'$multiply': ['$_id', -1]}, '_id': 0}} | {'price':-20} {'price':-10} {'price':-5}
            """)
    void groups(String stages, String expected) {
        assertGives("sales", stages, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$group': {'_id': '$item', 'q': {'$push': '$quantity'}}}, {'$sort': {'_id': 1}}, {'$limit': 1}, {'$project': {'q': {'$sortArray': {'input': '$q', 'sortBy': 1}}}} | {'_id':'abc','q':[2,10]}
            {'$sort': {'date': -1, '_id': 1}}, {'$group': {'_id': '$item', 'first': {'$first': '$_id'}, 'last': {'$last': '$_id'}, 'all': {'$push': '$_id'}}}, {'$sort': {'_id': 1}} | {'_id':'abc','first':4,'last':1,'all':[4,1]} {'_id':'jkl','first':2,'last':2,'all':[2]} {'_id':'xyz','first':3,'last':5,'all':[3,5]}
            {'$sort': {'quantity': -1, '_id': 1}}, {'$limit': 3}, {'$group': {'_id': null, 'all': {'$push': '$_id'}}} | {'_id':null,'all':[4,5,3]}
            {'$sort': {'_id': -1}}, {'$project': {'x': '$_id'}}, {'$group': {'_id': null, 'all': {'$push': '$x'}}} | {'_id':null,'all':[5,4,3,2,1]}
            {'$group': {'_id': null, 'none': {'$push': '$missing'}, 'zero': {'$sum': '$missing'}, 'avg': {'$avg': '$missing'}, 'max': {'$max': '$missing'}, 'first': {'$first': '$missing'}}} | {'_id':null,'none':[],'zero':0,'avg':null,'max':null,'first':null}
            {'$group': {'_id': null, 'sd': {'$stdDevPop': '$date'}, 'one': {'$stdDevSamp': {'$cond': [{'$eq': ['$_id', 1]}, 1, null]}}}} | {'_id':null,'sd':0.8944271909999159,'one':null}
            {'$group': {'_id': null, 'm': {'$median': {'input': '$quantity', 'method': 'approximate'}}, 'p': {'$percentile': {'input': '$quantity', 'p': [0.5, 1], 'method': 'approximate'}}}} | {'_id':null,'m':5.0,'p':[5.0,10.0]}
            {'$sort': {'_id': 1}}, {'$group': {'_id': null, 'a': {'$firstN': {'input': '$_id', 'n': 2}}, 'b': {'$lastN': {'input': '$_id', 'n': 2}}, 'c': {'$maxN': {'input': '$quantity', 'n': 2}}}} | {'_id':null,'a':[1,2],'b':[4,5],'c':[10,10]}
            {'$group': {'_id': null, 't': {'$top': {'sortBy': {'quantity': -1, '_id': 1}, 'output': '$item'}}, 'b': {'$bottom': {'sortBy': {'quantity': -1, '_id': 1}, 'output': ['$item', '$_id']}}}} | {'_id':null,'t':'abc','b':['jkl',2]}
            {'$sort': {'_id': 1}}, {'$group': {'_id': null, 'm': {'$mergeObjects': {'$arrayToObject': [[['$item', '$_id']]]}}}} | {'_id':null,'m':{'abc':4,'jkl':2,'xyz':5}}
            {'$group': {'_id': null, 'big': {'$sum': 9223372036854775807}}}     | {'_id':null,'big':4.611686018427388E19}
            """)
    void accumulates(String stages, String expected) {
        assertGives("sales", stages, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$match': {'pets': {'$exists': true}}}, {'$replaceRoot': {'newRoot': '$pets'}} | {'dogs':2,'cats':1} {'cats':1,'fish':3}
            {'$replaceWith': {'$mergeObjects': [{'dogs': 0, 'cats': 0}, '$pets']}}, {'$sort': {'dogs': -1, 'fish': 1}} | {'dogs':2,'cats':1} {'dogs':0,'cats':0} {'dogs':0,'cats':1,'fish':3}
            {'$replaceWith': {'n': '$name', 'whole': '$$ROOT'}}, {'$match': {'whole.age': {'$gt': 40}}}, {'$project': {'n': 1, '_id': 0}} | {'n':'Sam'}
            {'$replaceWith': {'a': '$age'}}, {'$group': {'_id': null, 'sum': {'$sum': '$a'}}} | {'_id':null,'sum':100}
            {'$sample': {'size': 2}}, {'$count': 'n'}                          | {'n':2}
            {'$sample': {'size': 9}}, {'$sort': {'_id': 1}}, {'$project': {'name': 1}} | {'_id':1,'name':'Arlene'} {'_id':2,'name':'Sam'} {'_id':3,'name':'Maria'}
            {'$limit': 2}, {'$limit': 1}, {'$count': 'n'}                      | {'n':1}
            {'$sort': {'age': 1}}, {'$limit': 2}, {'$sort': {'age': -1}}, {'$project': {'_id': 1}} | {'_id':1} {'_id':3}
            {'$sort': {'age': 1}}, {'$limit': 2}, {'$skip': 1}, {'$project': {'_id': 1}} | {'_id':1}
            {'$sort': {'age': 1}}, {'$skip': 1}, {'$skip': 1}, {'$project': {'_id': 1}} | {'_id':2}
            {'$sort': {'age': 1}}, {'$limit': 2}, {'$match': {'age': {'$gt': 30}}}, {'$project': {'_id': 1}} | {'_id':1}
            {'$project': {'age': {'$multiply': ['$age', -1]}}}, {'$sort': {'age': 1}}, {'$match': {'age': {'$lt': -30}}} | {'_id':2,'age':-41} {'_id':1,'age':-34}
            {'$sort': {'age': 1}}, {'$project': {'age': {'$multiply': ['$age', -1]}}} | {'_id':3,'age':-25} {'_id':1,'age':-34} {'_id':2,'age':-41}
            {'$project': {'name': 1}}, {'$sort': {'age': 1, '_id': -1}}, {'$project': {'_id': 1}} | {'_id':3} {'_id':2} {'_id':1}
            {'$set': {'pets.birds': {'$add': ['$age', 1]}}}, {'$sort': {'pets.birds': -1}}, {'$project': {'pets.birds': 1}} | {'_id':2,'pets':{'birds':42}} {'_id':1,'pets':{'birds':35}} {'_id':3,'pets':{'birds':26}}
            {'$set': {'x': 1}}, {'$set': {'y': {'$add': ['$x', 1]}}}, {'$unset': 'x'}, {'$project': {'y': 1}}, {'$match': {'_id': 1}} | {'_id':1,'y':2}
            {'$unset': 'age'}, {'$sort': {'age': -1, '_id': -1}}, {'$limit': 1}, {'$project': {'name': 1}} | {'_id':3,'name':'Maria'}
            {'$match': {}}, {'$project': {'_id': 1}}, {'$match': {'name': 'Sam'}} | ~~
            """)
    void takesStagesInAnyOrder(String stages, String expected) {
        assertGives("people", stages, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$match': {'age': {'$lt': 30}}}, {'$unionWith': 'nested'}, {'$project': {'_id': 1}}, {'$sort': {'_id': 1}} | {'_id':1} {'_id':2} {'_id':3} {'_id':3}
            {'$project': {'name': 1}}, {'$unionWith': {'coll': 'sales', 'pipeline': [{'$match': {'_id': 1}}, {'$project': {'item': 1, 'price': 1}}]}}, {'$sort': {'_id': 1, 'name': 1}}, {'$limit': 2} | {'_id':1,'item':'abc','price':10} {'_id':1,'name':'Arlene'}
            {'$unionWith': 'people'}, {'$unionWith': {'coll': 'people', 'pipeline': [{'$unionWith': 'people'}]}}, {'$count': 'n'} | {'n':12}
            {'$unionWith': 'nothing'}, {'$group': {'_id': null, 'n': {'$sum': 1}}} | {'_id':null,'n':3}
            {'$facet': {'old': [{'$match': {'age': {'$gt': 30}}}, {'$count': 'n'}], 'names': [{'$sort': {'name': 1}}, {'$project': {'_id': 0, 'name': 1}}], 'none': [{'$match': {'age': 1}}]}} | {'old':[{'n':2}],'names':[{'name':'Arlene'},{'name':'Maria'},{'name':'Sam'}],'none':[]}
            {'$match': {'age': {'$gt': 30}}}, {'$facet': {'all': [], 'ages': [{'$group': {'_id': null, 'sum': {'$sum': '$age'}}}]}}, {'$project': {'ages': 1, 'n': {'$size': '$all'}}} | {'ages':[{'_id':null,'sum':75}],'n':2}
            {'$facet': {'a': [{'$facet': {'b': [{'$count': 'n'}]}}]}}, {'$unwind': '$a'} | {'a':{'b':[{'n':3}]}}
            """)
    void putsQueriesTogether(String stages, String expected) {
        assertGives("people", stages, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$match': {'_id': {'$lt': 5}}}, {'$group': {'_id': '$it', 'n': {'$sum': 1}}}, {'$sort': {'_id': 1}} | {'_id':null,'n':2} {'_id':5,'n':2}
            {'$match': {'_id': {'$lt': 5}}}, {'$group': {'_id': {'i': '$it'}, 'n': {'$sum': 1}}}, {'$sort': {'_id': 1}} | {'_id':{},'n':1} {'_id':{'i':null},'n':1} {'_id':{'i':5},'n':2}
            {'$match': {'_id': {'$lt': 5}}}, {'$group': {'_id': {'i': '$it', 'b': '$b'}}}, {'$sort': {'_id': 1}}, {'$match': {'_id.b': 1}} | {'_id':{'i':null,'b':1}} {'_id':{'b':1}} {'_id':{'i':5,'b':1}}
            {'$match': {'_id': {'$lt': 5}}}, {'$group': {'_id': {'i': {'$ifNull': ['$it', null]}}, 'n': {'$sum': 1}}}, {'$sort': {'n': 1, '_id': 1}} | {'_id':{'i':null},'n':2} {'_id':{'i':5},'n':2}
            {'$match': {'_id': {'$lt': 5}}}, {'$group': {'_id': {'i': {'$ifNull': ['$it', null]}, 'b': {'$ifNull': ['$b', null]}}, 'n': {'$sum': 1}}}, {'$project': {'_id': 0, 'i': '$_id.i', 'n': 1}}, {'$sort': {'i': 1, 'n': 1}} | {'i':null,'n':2} {'i':5,'n':1} {'i':5,'n':1}
            {'$match': {'_id': {'$lt': 5}}}, {'$sortByCount': {'i': '$it'}}, {'$sort': {'_id': 1}}, {'$project': {'count': 1, 'i': '$_id.i'}} | {'_id':{},'count':1} {'_id':{'i':null},'count':1,'i':null} {'_id':{'i':5},'count':2,'i':5}
            {'$match': {'_id': {'$lt': 5}}}, {'$group': {'_id': {'a': {'i': '$it'}}}}, {'$sort': {'_id': 1}} | {'_id':{'a':{}}} {'_id':{'a':{'i':null}}} {'_id':{'a':{'i':5}}}
            """)
    void groupsByWholeObjectsInWhichMissingIsNotNull(String stages, String expected) {
        assertGives("gaps", stages, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'it'      | {'value':5} {'value':null} {'value':1} {'value':[2,3]}
            'lines.c' | {'value':'x'} {'value':'y'} {'value':'z'}
            'lines'   | {'value':{'c':'x'}} {'value':{'c':['x','y']}} {'value':{}} {'value':7} {'value':{'c':'z'}} {'value':null}
            'it.1'    | {'value':2} {'value':3} {'value':1}
            'b'       | {'value':1}
            '_id'     | {'value':1} {'value':2} {'value':3} {'value':4} {'value':5} {'value':6} {'value':7}
            'none'    | ~~
            """)
    void distinctGivesEachValueOfAnArray(String key, String expected) {
        String command = ("{'distinct': 'gaps', 'key': " + key + "}").replace('\'', '"');

        List<String> rows = json(bench.jql(command));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        expected.isBlank() ? new String[0] : expected.strip().split(" (?=\\{'value)"));
        JqlLanguage jql = new JqlLanguage();
        String printed = jql.print(jql.parse(command, Names.NONE));
        assertThat(printed).contains("\"distinct\"").doesNotContain("pipeline");
        assertThat(jql.parse(printed, Names.NONE)).isEqualTo(jql.parse(command, Names.NONE));
    }

    @Test
    void distinctTakesTheDocumentsOfItsFilter() {
        assertThat(json(bench.jql("{\"distinct\": \"gaps\", \"key\": \"it\", \"filter\": {\"_id\": {\"$gt\": 5}}}")))
                .containsExactlyInAnyOrder("{'value':null}", "{'value':1}");
    }

    @Test
    void refusesWhatFitsNoBucket() {
        assertThatThrownBy(() -> run("sales", "{'$bucket': {'groupBy': '$price', 'boundaries': [0, 10]}}"))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining("outside the boundaries of $bucket");
    }

    @Test
    void runsAPipelineOfAsManyStagesAsThereMayBe() {
        String stage = "{'$project': {'n': {'$add': ['$n', 1]}}}";

        assertThat(run("sales", "{'$match': {'_id': 1}}, {'$set': {'n': 0}}" + (", " + stage).repeat(198)))
                .containsExactly("{'_id':1,'n':198}");
        assertThatThrownBy(() -> run("sales", stage + (", " + stage).repeat(200)))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE))
                .hasMessageContaining("a pipeline of 201 stages");
    }

    @Test
    void refusesAWholeDocumentThatIsNoObject() {
        assertThatThrownBy(() -> run("people", "{'$replaceRoot': {'newRoot': '$pets'}}"))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining("replaced by an object");
    }

    private void assertGives(String collection, String stages, String expected) {
        String sorted = stages.contains("$sort")
                        || stages.contains("$sample")
                        || stages.contains("$bucket")
                        || stages.contains("$union")
                ? stages
                : "{'$sort': {'_id': 1}}, " + stages;
        String wanted = expected.strip();

        List<String> rows = run(collection, sorted);

        assertThat(String.join(" ", rows)).isEqualTo(wanted);
        assertPrintsBack(collection, sorted, wanted);
    }

    /** What is printed is the same command, and gives the same. */
    private void assertPrintsBack(String collection, String stages, String wanted) {
        JqlLanguage jql = new JqlLanguage();
        Statement statement = jql.parse(command(collection, stages), Names.NONE);
        String printed = jql.print(statement);
        assertThat(jql.parse(printed, Names.NONE)).as(printed).isEqualTo(statement);
        assertThat(String.join(" ", json(bench.jql(printed)))).as(printed).isEqualTo(wanted);
    }

    private List<String> run(String collection, String stages) {
        return json(bench.jql(command(collection, stages)));
    }

    private static String command(String collection, String stages) {
        return ("{'aggregate': '" + collection + "', 'pipeline': [" + stages + "]}").replace('\'', '"');
    }

    private static List<String> json(List<Value.Obj> rows) {
        return rows.stream()
                .map(Json::relaxed)
                .map(row -> row.replace('"', '\''))
                .toList();
    }
}
