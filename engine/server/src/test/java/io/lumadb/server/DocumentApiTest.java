package io.lumadb.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.server.TestApi.Answer;
import io.lumadb.server.fake.MapNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Collections and documents, one by one and by the file. */
class DocumentApiTest {

    private static final String ALL = "/api/v1/collections/things/documents";

    private static LumaServer server;
    private static TestApi api;

    @BeforeAll
    static void start() {
        server = LumaServer.serve(new MapNode(MapNode.usualLimits()), Optional.of(TestApi.PASSWORD));
        api = TestApi.admin(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void emptyCollection() {
        api.delete("/api/v1/collections/things");
        api.post("/api/v1/collections", "{\"name\": \"things\"}");
    }

    @Test
    void storesAndReadsADocumentWithItsRevision() {
        Answer stored =
                api.post(ALL, "{\"_id\": \"a/b c\", \"price\": 1.0, \"at\": {\"$date\": \"2026-01-02T03:04:05Z\"}}");

        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.json().path("insertedIds").path(0).asText()).isEqualTo("a/b c");
        Answer read = api.get(ALL + "/a%2Fb%20c");
        assertThat(read.body())
                .isEqualTo("{\"_id\":\"a/b c\",\"price\":1.0,\"at\":{\"$date\":\"2026-01-02T03:04:05Z\"}}");
        assertThat(read.response().headers().firstValue("ETag")).contains("\"1\"");
    }

    @Test
    void makesAKeyForADocumentWithoutOne() {
        String id =
                api.post(ALL, "{\"a\": 1}").json().path("insertedIds").path(0).asText();

        assertThat(id).hasSize(36);
        assertThat(api.get(ALL + "/" + id).json().path("a").asInt()).isEqualTo(1);
    }

    @Test
    void findsNumbersInPathsWhenThereIsNoSuchText() {
        api.post(
                ALL,
                "[{\"_id\": 42, \"kind\": \"number\"}, {\"_id\": \"7\", \"kind\": \"text\"}, {\"_id\": 7, \"kind\": \"number\"}]");

        assertThat(api.get(ALL + "/42").json().path("kind").asText()).isEqualTo("number");
        assertThat(api.get(ALL + "/7").json().path("kind").asText()).isEqualTo("text");
        assertThat(api.get(ALL + "/7?idType=json").json().path("kind").asText()).isEqualTo("number");
        assertThat(api.get(ALL + "/42?idType=string").status()).isEqualTo(404);
    }

    @Test
    void changesOnlyTheRevisionThatWasRead() {
        api.post(ALL, "{\"_id\": \"a\", \"n\": 1}");

        Answer second = api.send(api.request(ALL + "/a")
                .header("If-Match", "\"1\"")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"n\": 2}")));
        Answer stale = api.send(api.request(ALL + "/a")
                .header("If-Match", "\"1\"")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"n\": 3}")));

        assertThat(second.json().path("_rev").asLong()).isEqualTo(2);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("REVISION_MISMATCH");
        assertThat(api.get(ALL + "/a").json().path("n").asInt()).isEqualTo(2);
    }

    @Test
    void patchesByMerging() {
        api.post(ALL, "{\"_id\": \"a\", \"keep\": 1, \"drop\": 2, \"in\": {\"x\": 1, \"y\": 2}}");

        assertThat(api.patch(ALL + "/a", "{\"drop\": null, \"in\": {\"y\": 3}, \"new\": true}")
                        .status())
                .isEqualTo(200);

        assertThat(api.get(ALL + "/a").body())
                .isEqualTo("{\"_id\":\"a\",\"keep\":1,\"in\":{\"x\":1,\"y\":3},\"new\":true}");
    }

    @Test
    void deletesADocumentOnce() {
        api.post(ALL, "{\"_id\": \"a\"}");

        assertThat(api.delete(ALL + "/a").status()).isEqualTo(204);
        assertThat(api.delete(ALL + "/a").status()).isEqualTo(404);
    }

    @Test
    void saysWhichDocumentsOfAnArrayWereNotStored() {
        api.post(ALL, "{\"_id\": \"b\"}");

        Answer answer = api.post(ALL, "[{\"_id\": \"a\"}, {\"_id\": \"b\"}]");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("DUPLICATE_KEY");
        assertThat(answer.json().path("insertedIds").path(0).asText()).isEqualTo("a");
        assertThat(answer.json().path("failed").path(0).path("index").asInt()).isEqualTo(1);
    }

    private static Answer importing(String options, String type, byte[] body) {
        return api.send(api.request("/api/v1/collections/things/import" + options)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void importsNdjsonAndReportsBadLines() {
        String lines = "{\"_id\": 1}\n\n{\"_id\": 2\n{\"_id\": 3}\n[4]\n{\"_id\": 1}\n{\"_id\": 5";

        JsonNode report =
                importing("?onError=skip", "application/x-ndjson", utf8(lines)).json();

        assertThat(report.path("inserted").asInt()).isEqualTo(2);
        assertThat(report.path("failures").asInt()).isEqualTo(4);
        assertThat(report.path("failed").findValuesAsText("line")).containsExactlyInAnyOrder("3", "5", "6", "7");
        assertThat(report.path("failed").findValuesAsText("code")).contains("BAD_REQUEST", "DUPLICATE_KEY");
    }

    @Test
    void stopsAnImportAtTheFirstBadLineAndNamesIt() {
        Answer answer = importing("", "application/x-ndjson", utf8("{\"_id\": 1}\n{\"_id\": tru\n{\"_id\": 3}\n"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("line 2: ");
        assertThat(answer.json().path("inserted").asInt()).isEqualTo(1);
        assertThat(api.get(ALL + "/3").status()).isEqualTo(404);
    }

    @Test
    void importsAJsonArrayElementByElement() {
        JsonNode report = importing(
                        "?onError=skip",
                        "application/json",
                        utf8("[{\"_id\": 1, \"tags\": [1, [2]]},\n 17,\n {\"_id\": 2}]"))
                .json();

        assertThat(report.path("inserted").asInt()).isEqualTo(2);
        assertThat(report.path("failed").path(0).path("line").asInt()).isEqualTo(2);
        assertThat(api.get(ALL + "/1").json().path("tags").path(1).path(0).asInt())
                .isEqualTo(2);
    }

    @Test
    void saysWhereATruncatedJsonArrayEnds() {
        Answer answer = importing("", "application/json", utf8("[{\"_id\": 1},\n{\"_id\": 2},\n{\"_id\":"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("line 3: ").contains("line 3, column");
        assertThat(answer.json().path("inserted").asInt()).isEqualTo(2);
    }

    @Test
    void importsCsvWithRaggedRowsReported() {
        String csv = """
                _id,name,price,at.city,code
                1,"a, b",1.5,Oslo,007
                2,short
                3,"two
                lines",2,,x
                4,long,1,2,3,4
                5,end,-7,Rom,true
                """;

        JsonNode report = importing("?onError=skip", "text/csv", utf8(csv)).json();

        assertThat(report.path("inserted").asInt()).isEqualTo(3);
        assertThat(report.path("failed").findValuesAsText("line")).containsExactly("3", "6");
        assertThat(report.path("failed").path(0).path("detail").asText())
                .isEqualTo("the row has 2 cells, the header 5");
        assertThat(api.get(ALL + "/1").body())
                .isEqualTo("{\"_id\":1,\"name\":\"a, b\",\"price\":1.5,\"at\":{\"city\":\"Oslo\"},\"code\":\"007\"}");
        assertThat(api.get(ALL + "/3").json().path("name").asText()).isEqualTo("two\nlines");
        assertThat(api.get(ALL + "/5").json().path("code").asBoolean()).isTrue();
    }

    @Test
    void importsGzipAndNoticesWhenItIsTruncated() throws IOException {
        byte[] lines = utf8(IntStream.range(0, 5000)
                .mapToObj(n -> "{\"_id\": " + n + ", \"text\": \"" + Integer.toHexString(n * 7919) + "\"}\n")
                .collect(Collectors.joining()));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(lines);
        }
        byte[] whole = packed.toByteArray();

        Answer good = gzipped(whole);
        Answer cut = gzipped(java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThat(good.json().path("inserted").asInt()).isEqualTo(5000);
        assertThat(cut.status()).isEqualTo(400);
        assertThat(cut.json().path("failed").toString()).contains("breaks off behind line");
    }

    private static Answer gzipped(byte[] body) {
        return api.send(api.request("/api/v1/collections/things/import?upsert=true")
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @Test
    void exportsWhatItImported() {
        byte[] lines = utf8(IntStream.range(0, 20_000)
                .mapToObj(n -> "{\"_id\":" + n + ",\"in\":{\"name\":\"n" + n + "\"}}\n")
                .collect(Collectors.joining()));
        assertThat(importing("", "application/x-ndjson", lines)
                        .json()
                        .path("inserted")
                        .asInt())
                .isEqualTo(20_000);

        String ndjson = api.get("/api/v1/collections/things/export").body();
        String json = api.get("/api/v1/collections/things/export?format=json").body();
        String csv = api.get("/api/v1/collections/things/export?format=csv").body();

        assertThat(ndjson.lines().collect(Collectors.toSet()))
                .isEqualTo(new String(lines, StandardCharsets.UTF_8).lines().collect(Collectors.toSet()));
        assertThat(TestApi.read(json)).hasSize(20_000);
        assertThat(csv.lines().findFirst()).contains("_id,in.name");
        assertThat(csv.lines()).hasSize(20_001);
    }

    @Test
    void infersFieldsFromASample() {
        api.post(ALL, "[{\"_id\": 1, \"a\": 1}, {\"_id\": 2, \"a\": \"x\", \"b\": {\"c\": true}}]");

        JsonNode sample = api.get("/api/v1/collections/things/sample").json();

        assertThat(sample.path("sampled").asInt()).isEqualTo(2);
        assertThat(sample.path("fields").findValuesAsText("path")).contains("_id", "a", "b", "b.c");
        assertThat(sample.path("fields").path(0).path("path").asText()).isEqualTo("_id");
    }

    @Test
    void keepsSchemasIndexesAndPolicies() {
        String things = "/api/v1/collections/things";
        assertThat(api.get(things + "/schema").status()).isEqualTo(404);
        api.put(things + "/schema", "{\"fields\": [{\"name\": \"a\", \"type\": \"int64\", \"required\": true}]}");
        api.post(things + "/indexes", "{\"fields\": [\"a DESC\"], \"unique\": true}");
        Answer policy = api.put(
                "/api/v1/tiering/policies/things",
                "{\"warm_policy\": {\"age_threshold_seconds\": 5}, \"cold_policy\": {\"strategy\":"
                        + " {\"type\": \"ErasureCoding\", \"data_shards\": 4, \"parity_shards\": 2}}}");

        assertThat(api.get(things + "/schema")
                        .json()
                        .path("fields")
                        .path(0)
                        .path("type")
                        .asText())
                .isEqualTo("int64");
        assertThat(api.get(things + "/indexes")
                        .json()
                        .path("indexes")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("a");
        assertThat(policy.status()).isEqualTo(200);
        assertThat(api.get("/api/v1/tiering/policies/things")
                        .json()
                        .path("cold_policy")
                        .path("strategy")
                        .path("data_shards")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void saysHowAnIndexIsAndHoldsItAgainstTheDocuments() {
        String things = "/api/v1/collections/things";
        api.post(things + "/indexes", "{\"fields\": [\"n\"]}");

        JsonNode index = api.get(things + "/indexes").json().path("indexes").path(0);
        assertThat(index.path("state").asText()).isEqualTo("ready");
        assertThat(index.has("reason")).isFalse();

        JsonNode verified = api.post(things + "/indexes/n/verify", "{}").json();
        assertThat(verified.path("sound").asBoolean()).isFalse();
        assertThat(verified.path("missing").asInt()).isEqualTo(1);
        assertThat(verified.path("examples").path(0).path("problem").asText()).isEqualTo("missing");
        assertThat(verified.path("examples").path(0).path("id").asInt()).isEqualTo(7);
        assertThat(api.post(things + "/indexes/n/verify?examples=0", "{}")
                        .json()
                        .path("examples"))
                .isEmpty();
    }

    @Test
    void refusesErasureCodingOnTheWarmTier() {
        Answer answer = api.put(
                "/api/v1/tiering/policies/things",
                "{\"warm_policy\": {\"strategy\": {\"type\": \"ErasureCoding\", \"data_shards\": 4, \"parity_shards\": 2}}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("warm_policy takes no strategy").contains("Raft");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"warm_polcy": {}}                                  | has no key 'warm_polcy'                  | did you mean "warm_policy"?
                    {"warm_policy": {"age_treshold_seconds": 5}}        | has no key 'age_treshold_seconds'        | did you mean "age_threshold_seconds"?
                    {"warm_policy": {"age_threshold_seconds": -1}}      | warm_policy.age_threshold_seconds is -1  | use 0
                    {"warm_policy": {"age_threshold_seconds": 1.5}}     | warm_policy.age_threshold_seconds is 1.5 | whole seconds
                    {"warm_policy": {"age_threshold_seconds": "1h"}}    | age_threshold_seconds is "1h"            | 3600 for an hour
                    {"hot_policy": {"max_bytes": "1 elephant"}}         | hot_policy.max_bytes is "1 elephant"     | such as "1GiB"
                    {"hot_policy": {"max_bytes": -5}}                   | hot_policy.max_bytes is -5               | 0 or more
                    {"hot_policy": {"enabled": "yes"}}                  | hot_policy.enabled is "yes"              | true or false
                    {"hot_policy": {"age_threshold_seconds": 5}}        | hot_policy has no age_threshold_seconds  | become hot by
                    {"hot_policy": {"strategy": {"type": "ErasureCoding"}}} | hot_policy takes no strategy         | cold_policy
                    {"cold_policy": {"strategy": {"type": "RAID"}}}     | strategy type 'RAID' is not known        | Replication or ErasureCoding
                    """)
    void saysWhatIsWrongWithAPolicyAndWhatWouldBeRight(String policy, String detail, String hint) {
        for (Answer answer : List.of(
                api.put("/api/v1/tiering/policies/things", policy),
                api.post("/api/v1/tiering/preview", "{\"collection\": \"things\", \"policy\": " + policy + "}"))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.detail()).contains(detail);
            assertThat(answer.json().path("hint").asText()).contains(hint);
        }
    }

    @Test
    void takesSizesWithTheirUnits() {
        Answer policy = api.put("/api/v1/tiering/policies/things", "{\"hot_policy\": {\"max_bytes\": \"1.5GiB\"}}");

        assertThat(policy.status()).isEqualTo(200);
        assertThat(policy.json().path("hot_policy").path("max_bytes").asLong()).isEqualTo(1536L << 20);
    }

    @Test
    void previewsAPolicyOfAKnownCollection() {
        Answer preview = api.post(
                "/api/v1/tiering/preview", "{\"collection\": \"things\", \"policy\": {}, \"withinSeconds\": 60}");
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.json().path("withinSeconds").asInt()).isEqualTo(60);

        Answer unknown = api.post("/api/v1/tiering/preview", "{\"collection\": \"thigns\", \"policy\": {}}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("hint").asText()).isEqualTo("did you mean \"things\"?");

        assertThat(api.post("/api/v1/tiering/preview", "{\"collection\": \"things\"}")
                        .detail())
                .contains("'policy' is missing");
        assertThat(api.post(
                                "/api/v1/tiering/preview",
                                "{\"collection\": \"things\", \"policy\": {}, \"withinSeconds\": -1}")
                        .detail())
                .contains("withinSeconds is -1");
        assertThat(api.post("/api/v1/tiering/preview", "{\"collection\": \"things\", \"polcy\": {}}")
                        .json()
                        .path("hint")
                        .asText())
                .isEqualTo("did you mean \"policy\"?");
    }

    @Test
    void pausesAndResumesMoves() {
        assertThat(api.post("/api/v1/tiering/pause", "").json().path("paused").asBoolean())
                .isTrue();
        JsonNode moving = api.get("/api/v1/tiering").json().path("moving");
        assertThat(moving.path("pausedBy").asText()).isEqualTo("admin");

        assertThat(api.post("/api/v1/tiering/resume", "").json().path("paused").asBoolean())
                .isFalse();
        assertThat(api.get("/api/v1/tiering").json().path("moving").has("pausedBy"))
                .isFalse();
    }

    @Test
    void refusesAMoveWithAMisspeltKeyRatherThanMoveTheWholeCollection() {
        Answer answer =
                api.post("/api/v1/tiering/move", "{\"collection\": \"things\", \"to\": \"cold\", \"idz\": [\"a\"]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo("a move has no key 'idz'");
        assertThat(answer.json().path("hint").asText()).isEqualTo("did you mean \"ids\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    from=luke              | 400 | unknown tier 'luke'
                    reason=boredom         | 400 | unknown reason 'boredom'
                    collection=nothing     | 404 | there is no collection 'nothing'
                    after=1&before=2       | 400 | different directions
                    """)
    void refusesToLookForMovesThatCannotBe(String query, int status, String detail) {
        Answer answer = api.get("/api/v1/tiering/moves?" + query);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.detail()).contains(detail);
    }
}
