package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.language.Names;
import io.lumadb.query.statement.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $lookup} as MongoDB's manual has it: by equal values, by a pipeline, by both. */
class LookupTest {

    private static final JqlLanguage JQL = new JqlLanguage();

    /** The local value, the foreign value, and whether they are partners; a dash where the field is missing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            1                    | 1                  | true
            1                    | 1.0                | true
            1                    | 2                  | false
            1                    | "1"                | false
            1                    | [1, 2]             | true
            1                    | [[1], 2]           | false
            [1, 3]               | 3                  | true
            [1, 3]               | 2                  | false
            [1, 2]               | [2, 9]             | true
            [1, 2]               | [[1, 2]]           | false
            [[1, 2], 3]          | [1, 2]             | true
            [[1, 2], 3]          | [[1, 2]]           | true
            null                 | null               | true
            null                 | -                  | true
            -                    | null               | true
            -                    | -                  | true
            -                    | [null, 1]          | true
            -                    | []                 | false
            -                    | 1                  | false
            []                   | null               | true
            []                   | -                  | true
            []                   | 1                  | false
            [null, 1]            | -                  | true
            {"x": 1}             | {"x": 1}           | true
            {"x": 1}             | {"x": 1, "y": 2}   | false
            """)
    void findsPartnersThatShareAValue(String local, String foreign, boolean partners) {
        for (String index : List.of("", "{'createIndex': 'by_b', 'collection': 'foreign', 'fields': ['b']}")) {
            Bench bench = new Bench().with("local", document("a", local)).with("foreign", document("b", foreign));
            if (!index.isEmpty()) {
                bench.jql(index.replace('\'', '"'));
            }

            String found = json(
                    bench,
                    "local",
                    "{'$lookup': {'from': 'foreign', 'localField': 'a', 'foreignField': 'b',"
                            + " 'as': 'found'}}, {'$project': {'_id': 0, 'n': {'$size': '$found'}}}");

            assertThat(found).isEqualTo("{'n':" + (partners ? 1 : 0) + "}");
        }
    }

    private static String document(String field, String value) {
        return value.equals("-") ? "{\"_id\": 0}" : "{\"_id\": 0, \"" + field + "\": " + value + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": {"x": 1}}                   | {"b": 1}             | true
            {"a": [{"x": 1}, {"x": 2}]}       | {"b": 2}             | true
            {"a": [{"x": [1, 2]}, {"y": 2}]}  | {"b": 2}             | true
            {"a": [{"x": [[1], 2]}]}          | {"b": 1}             | false
            {"a": [{"y": 1}, {"x": 1}]}       | {"c": 0}             | false
            {"a": [{"y": 1}]}                 | {"c": 0}             | true
            {"a": [1]}                        | {"b": null}          | true
            {"a": [{"x": null}, {"x": 1}]}    | {"c": 0}             | true
            """)
    void goesOnInTheElementsOfArrays(String local, String foreign, boolean partners) {
        Bench bench = new Bench().with("local", local).with("foreign", foreign);

        String found = json(
                bench,
                "local",
                "{'$lookup': {'from': 'foreign', 'localField': 'a.x', 'foreignField': 'b',"
                        + " 'as': 'found'}}, {'$project': {'_id': 0, 'n': {'$size': '$found'}}}");

        assertThat(found).isEqualTo("{'n':" + (partners ? 1 : 0) + "}");
    }

    private final Bench bench = new Bench()
            .with(
                    "orders",
                    "{\"_id\": 1, \"item\": \"almonds\", \"price\": 12, \"ordered\": 2}",
                    "{\"_id\": 2, \"item\": \"pecans\", \"price\": 20, \"ordered\": 1}",
                    "{\"_id\": 3, \"item\": \"cookies\", \"price\": 10, \"ordered\": 60}")
            .with(
                    "warehouses",
                    "{\"_id\": 1, \"stock_item\": \"almonds\", \"warehouse\": \"A\", \"instock\": 120}",
                    "{\"_id\": 2, \"stock_item\": \"pecans\", \"warehouse\": \"A\", \"instock\": 80}",
                    "{\"_id\": 3, \"stock_item\": \"almonds\", \"warehouse\": \"B\", \"instock\": 60}",
                    "{\"_id\": 4, \"stock_item\": \"cookies\", \"warehouse\": \"B\", \"instock\": 40}",
                    "{\"_id\": 5, \"stock_item\": \"cookies\", \"warehouse\": \"A\", \"instock\": 80}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'$lookup': {'from': 'warehouses', 'localField': 'item', 'foreignField': 'stock_item', 'pipeline': [{'$sort': {'_id': 1}}, {'$project': {'_id': 1}}], 'as': 'w'}}, {'$project': {'w': 1}} | {'_id':1,'w':[{'_id':1},{'_id':3}]} {'_id':2,'w':[{'_id':2}]} {'_id':3,'w':[{'_id':4},{'_id':5}]}
            {'$lookup': {'from': 'warehouses', 'let': {'item': '$item', 'n': '$ordered'}, 'pipeline': [{'$match': {'$expr': {'$and': [{'$eq': ['$stock_item', '$$item']}, {'$gte': ['$instock', '$$n']}]}}}, {'$sort': {'_id': 1}}, {'$project': {'_id': 0, 'warehouse': 1, 'instock': 1}}], 'as': 'stock'}}, {'$unset': ['price', 'ordered', 'item']} | {'_id':1,'stock':[{'warehouse':'A','instock':120},{'warehouse':'B','instock':60}]} {'_id':2,'stock':[{'warehouse':'A','instock':80}]} {'_id':3,'stock':[{'warehouse':'A','instock':80}]}
            {'$lookup': {'from': 'warehouses', 'localField': 'item', 'foreignField': 'stock_item', 'let': {'n': '$ordered'}, 'pipeline': [{'$match': {'$expr': {'$lt': ['$instock', '$$n']}}}, {'$project': {'_id': 1}}], 'as': 'short'}}, {'$match': {'short': {'$ne': []}}}, {'$project': {'short': 1}} | {'_id':3,'short':[{'_id':4}]}
            {'$lookup': {'from': 'warehouses', 'pipeline': [{'$count': 'n'}], 'as': 'all'}}, {'$limit': 1}, {'$project': {'all': 1}} | {'_id':1,'all':[{'n':5}]}
            {'$lookup': {'from': 'warehouses', 'localField': 'item', 'foreignField': 'stock_item', 'pipeline': [{'$group': {'_id': null, 'sum': {'$sum': '$instock'}}}], 'as': 'w'}}, {'$unwind': '$w'}, {'$project': {'sum': '$w.sum'}} | {'_id':1,'sum':180} {'_id':2,'sum':80} {'_id':3,'sum':120}
            {'$lookup': {'from': 'warehouses', 'let': {'total': {'$multiply': ['$price', '$ordered']}, 'me': '$$ROOT'}, 'pipeline': [{'$match': {'$expr': {'$gt': ['$instock', '$$total']}}}, {'$group': {'_id': '$$me.item', 'n': {'$sum': 1}}}], 'as': 'w'}}, {'$project': {'w': 1}} | {'_id':1,'w':[{'_id':'almonds','n':5}]} {'_id':2,'w':[{'_id':'pecans','n':5}]} {'_id':3,'w':[]}
            {'$lookup': {'from': 'warehouses', 'localField': 'item', 'foreignField': 'stock_item', 'pipeline': [{'$project': {'_id': 1}}], 'as': 'in.stock'}}, {'$match': {'_id': 2}}, {'$project': {'in': 1}} | {'_id':2,'in':{'stock':[{'_id':2}]}}
            {'$lookup': {'from': 'orders', 'localField': '_id', 'foreignField': '_id', 'as': 'item'}}, {'$match': {'item.item': 'pecans'}}, {'$project': {'item.price': 1}} | {'_id':2,'item':[{'price':20}]}
            {'$lookup': {'from': 'warehouses', 'let': {'item': '$item'}, 'pipeline': [{'$match': {'$expr': {'$eq': ['$stock_item', '$$item']}}}, {'$lookup': {'from': 'orders', 'let': {'own': '$stock_item'}, 'pipeline': [{'$match': {'$expr': {'$and': [{'$ne': ['$item', '$$own']}, {'$ne': ['$item', '$$item']}]}}}, {'$sort': {'_id': 1}}, {'$project': {'_id': 1}}], 'as': 'others'}}, {'$match': {'warehouse': 'A'}}, {'$project': {'others': 1}}], 'as': 'w'}}, {'$match': {'_id': 1}}, {'$project': {'w': 1}} | {'_id':1,'w':[{'_id':1,'others':[{'_id':2},{'_id':3}]}]}
            {'$lookup': {'from': 'warehouses', 'let': {'item': '$item'}, 'pipeline': [{'$facet': {'mine': [{'$match': {'$expr': {'$eq': ['$stock_item', '$$item']}}}, {'$count': 'n'}], 'all': [{'$count': 'n'}]}}], 'as': 'w'}}, {'$project': {'w': 1}} | {'_id':1,'w':[{'mine':[{'n':2}],'all':[{'n':5}]}]} {'_id':2,'w':[{'mine':[{'n':1}],'all':[{'n':5}]}]} {'_id':3,'w':[{'mine':[{'n':2}],'all':[{'n':5}]}]}
            {'$lookup': {'from': 'warehouses', 'let': {'item': '$item'}, 'pipeline': [{'$unionWith': {'coll': 'orders', 'pipeline': [{'$match': {'$expr': {'$eq': ['$item', '$$item']}}}]}}, {'$count': 'n'}], 'as': 'w'}}, {'$match': {'_id': 1}}, {'$project': {'w': 1}} | {'_id':1,'w':[{'n':6}]}
            {'$match': {'ordered': {'$lt': 5}}}, {'$lookup': {'from': 'warehouses', 'localField': 'item', 'foreignField': 'stock_item', 'as': 'w'}}, {'$unwind': '$w'}, {'$group': {'_id': '$w.warehouse', 'n': {'$sum': 1}}}, {'$sort': {'_id': 1}} | {'_id':'A','n':2} {'_id':'B','n':1}
            """)
    void gathersWhatAPipelineGives(String stages, String expected) {
        String sorted = "{'$sort': {'_id': 1}}, " + stages;

        assertThat(json(bench, "orders", sorted)).isEqualTo(expected);
        assertPrintsBack(sorted, expected);
    }

    private void assertPrintsBack(String stages, String expected) {
        Statement statement = JQL.parse(command("orders", stages), Names.NONE);
        String printed = JQL.print(statement);
        assertThat(JQL.parse(printed, Names.NONE)).as(printed).isEqualTo(statement);
        assertThat(json(bench.jql(printed))).as(printed).isEqualTo(expected);
    }

    /** Partners of many documents are read once, whatever the plan. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsThePartnersOfManyDocumentsInOneRun(boolean indexed) {
        String[] documents = IntStream.range(0, 300)
                .mapToObj(i -> "{\"_id\": " + i + ", \"a\": [" + i % 7 + ", " + i % 11 + "], \"b\": " + i % 13 + "}")
                .toArray(String[]::new);
        Bench many = new Bench().with("docs", documents);
        if (indexed) {
            many.jql("{\"createIndex\": \"by_b\", \"collection\": \"docs\", \"fields\": [\"b\"]}");
        }

        String found = json(
                many,
                "docs",
                "{'$lookup': {'from': 'docs', 'localField': 'a', 'foreignField': 'b', 'as': 'f'}},"
                        + " {'$group': {'_id': null, 'n': {'$sum': {'$size': '$f'}}}}");

        long expected = IntStream.range(0, 300)
                .mapToLong(i -> IntStream.range(0, 300)
                        .filter(j -> j % 13 == i % 7 || j % 13 == i % 11)
                        .count())
                .sum();
        assertThat(found).isEqualTo("{'_id':null,'n':" + expected + "}");
        assertThat(many.summary.reads().rowsScanned()).isLessThan(indexed ? 5_000 : 601);
    }

    @Test
    void planSaysWhatIsLookedUp() {
        bench.jql("{\"explain\": {\"aggregate\": \"orders\", \"pipeline\": [{\"$lookup\": {\"from\": \"warehouses\","
                + " \"localField\": \"item\", \"foreignField\": \"stock_item\", \"as\": \"w\"}}]}, \"analyze\": true}");

        assertThat(bench.summary.plan().toString()).contains("warehouses");
    }

    private static String json(Bench bench, String collection, String stages) {
        return json(bench.jql(command(collection, stages)));
    }

    private static String command(String collection, String stages) {
        return ("{'aggregate': '" + collection + "', 'pipeline': [" + stages + "]}").replace('\'', '"');
    }

    private static String json(List<Value.Obj> rows) {
        return rows.stream()
                .map(Json::relaxed)
                .map(row -> row.replace('"', '\''))
                .collect(Collectors.joining(" "));
    }
}
