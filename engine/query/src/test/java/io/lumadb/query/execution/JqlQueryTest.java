package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JQL commands from their text to documents. */
class JqlQueryTest {

    private final Bench bench = new Bench()
            .with(
                    "products",
                    "{\"_id\": 1, \"name\": \"Train\", \"price\": 20, \"tags\": [\"wood\", \"new\"], \"maker\": {\"city\": \"Ulm\", \"year\": 1970}}",
                    "{\"_id\": 2, \"name\": \"Ball\", \"price\": 5.5, \"tags\": [\"new\"]}",
                    "{\"_id\": 3, \"name\": \"Pan\", \"price\": 30, \"reviews\": [{\"stars\": 5, \"by\": \"Ann\"}, {\"stars\": 2, \"by\": \"Bo\"}]}",
                    "{\"_id\": 4, \"name\": \"Mystery\", \"price\": null}");

    @Test
    void finds() {
        assertThat(json("{\"find\": \"products\", \"filter\": {\"tags\": \"new\"}, \"sort\": {\"price\": 1},"
                        + " \"projection\": {\"name\": 1, \"_id\": 0}}"))
                .containsExactly("{\"name\":\"Ball\"}", "{\"name\":\"Train\"}");
        assertThat(json("{\"find\": \"products\", \"filter\": {\"price\": {\"$gt\": 5, \"$lt\": 25}},"
                        + " \"projection\": {\"tags\": 0, \"maker.year\": 0}, \"sort\": {\"_id\": 1}, \"limit\": 1}"))
                .containsExactly("{\"_id\":1,\"name\":\"Train\",\"price\":20,\"maker\":{\"city\":\"Ulm\"}}");
    }

    @Test
    void keepsFieldsAtTheirPlace() {
        assertThat(json("{\"find\": \"products\", \"filter\": {\"_id\": {\"$in\": [1, 3]}},"
                        + " \"projection\": {\"maker.city\": 1, \"reviews.by\": 1}, \"sort\": {\"_id\": 1}}"))
                .containsExactly(
                        "{\"_id\":1,\"maker\":{\"city\":\"Ulm\"}}",
                        "{\"_id\":3,\"reviews\":[{\"by\":\"Ann\"},{\"by\":\"Bo\"}]}");
    }

    @Test
    void matchesElements() {
        assertThat(json("{\"find\": \"products\", \"filter\": {\"reviews\": {\"$elemMatch\": {\"stars\": {\"$lt\": 3},"
                        + " \"by\": \"Ann\"}}}}"))
                .isEmpty();
        assertThat(json(
                        "{\"find\": \"products\", \"filter\": {\"reviews.stars\": {\"$lt\": 3}, \"reviews.by\": \"Ann\"},"
                                + " \"projection\": {\"_id\": 1}}"))
                .containsExactly("{\"_id\":3}");
        assertThat(
                        json(
                                "{\"find\": \"products\", \"filter\": {\"tags\": {\"$size\": 2}}, \"projection\": {\"_id\": 1}}"))
                .containsExactly("{\"_id\":1}");
        assertThat(json("{\"find\": \"products\", \"filter\": {\"tags\": {\"$type\": \"string\"}},"
                        + " \"projection\": {\"_id\": 1}, \"sort\": {\"_id\": -1}}"))
                .containsExactly("{\"_id\":2}", "{\"_id\":1}");
        assertThat(json("{\"find\": \"products\", \"filter\": {\"maker\": {\"$exists\": false}, \"price\": null}}"))
                .containsExactly("{\"_id\":4,\"name\":\"Mystery\",\"price\":null}");
    }

    @Test
    void countsAndGroups() {
        assertThat(json("{\"count\": \"products\", \"filter\": {\"price\": {\"$gte\": 20}}}"))
                .containsExactly("{\"count\":2}");
        assertThat(
                        json(
                                "{\"distinct\": \"products\", \"key\": \"maker.city\", \"filter\": {\"maker\": {\"$exists\": true}}}"))
                .containsExactly("{\"value\":\"Ulm\"}");
        assertThat(json("{\"aggregate\": \"products\", \"pipeline\": [{\"$match\": {\"price\": {\"$gt\": 1}}},"
                        + " {\"$group\": {\"_id\": null, \"n\": {\"$sum\": 1}, \"total\": {\"$sum\": \"$price\"}}}]}"))
                .containsExactly("{\"_id\":null,\"n\":3,\"total\":55.5}");
        assertThat(json(
                        "{\"aggregate\": \"products\", \"pipeline\": [{\"$group\": {\"_id\": {\"cheap\": {\"$lt\": [\"$price\", 10]}},"
                                + " \"n\": {\"$sum\": 1}}}, {\"$sort\": {\"n\": -1}}]}"))
                .containsExactlyInAnyOrder("{\"_id\":{\"cheap\":false},\"n\":2}", "{\"_id\":{\"cheap\":true},\"n\":2}");
    }

    @Test
    void writes() {
        bench.jql(
                "{\"insert\": \"products\", \"documents\": [{\"_id\": 5, \"price\": 1}, {\"_id\": 6, \"price\": 2}]}");
        assertThat(bench.written().insertedIds()).containsExactly(Value.of(5), Value.of(6));

        bench.jql(
                "{\"update\": \"products\", \"filter\": {\"_id\": {\"$gte\": 5}}, \"$inc\": {\"price\": 10}, \"$set\": {\"a.b\": 1}}");
        assertThat(bench.written().modified()).isEqualTo(2);
        assertThat(json("{\"find\": \"products\", \"filter\": {\"a.b\": 1}, \"sort\": {\"_id\": 1}}"))
                .containsExactly(
                        "{\"_id\":5,\"price\":11,\"a\":{\"b\":1}}", "{\"_id\":6,\"price\":12,\"a\":{\"b\":1}}");

        bench.jql("{\"update\": \"products\", \"filter\": {\"_id\": 9}, \"set\": {\"x\": 1}, \"upsert\": true}");
        assertThat(bench.written().upsertedIds()).containsExactly(Value.of(9));

        bench.jql("{\"delete\": \"products\", \"filter\": {\"_id\": {\"$gte\": 5}}}");
        assertThat(bench.written().affected()).isEqualTo(3);
    }

    @Test
    void goesOnPastABadDocumentWhenAskedTo() {
        assertThatThrownBy(() -> bench.jql("{\"insert\": \"products\", \"ordered\": false,"
                        + " \"documents\": [{\"_id\": 1}, {\"_id\": 7}]}"))
                .isInstanceOf(LumaException.class);
        assertThat(json("{\"find\": \"products\", \"filter\": {\"_id\": 7}}")).containsExactly("{\"_id\":7}");
    }

    private List<String> json(String command) {
        return bench.jql(command).stream().map(Json::relaxed).toList();
    }
}
