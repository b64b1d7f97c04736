package io.lumadb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.TestApi.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server over the real node: Raft, tiers and the three languages. */
class RealNodeTest {

    @TempDir
    private static Path data;

    private static LumaServer server;
    private static TestApi api;

    @BeforeAll
    static void start() {
        server = LumaServer.start(config(data.resolve("one")), Optional.of(TestApi.PASSWORD));
        api = TestApi.admin(server);
        api.post("/api/v1/collections", "{\"name\": \"orders\"}");
        String lines = IntStream.range(0, 1000)
                .mapToObj(n ->
                        "{\"_id\":" + n + ",\"city\":\"" + (n % 3 == 0 ? "Oslo" : "Rome") + "\",\"total\":" + n + "}\n")
                .collect(Collectors.joining());
        Answer report = api.send(api.request("/api/v1/collections/orders/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines)));
        assertThat(report.json().path("inserted").asInt()).as(report.body()).isEqualTo(1000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static NodeConfig config(Path directory) {
        NodeConfig defaults = NodeConfigs.defaults(directory, 0);
        return new NodeConfig(
                defaults.node(),
                new NodeConfig.Cluster(2, 1, java.util.List.of()),
                new NodeConfig.Storage(1, 64 << 20, 16 << 20, java.util.List.of()),
                defaults.tiering(),
                defaults.security(),
                defaults.limits());
    }

    private static Set<Integer> keys(String language, String query) {
        Answer answer =
                api.post("/api/v1/query", "{\"language\": \"" + language + "\", \"query\": " + quoted(query) + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Set<Integer> keys = new HashSet<>();
        answer.json().path("documents").forEach(row -> keys.add(row.path("_id").asInt()));
        return keys;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Test
    void carriesOutEveryPatchOfOneDocumentHoweverManyComeAtOnce() {
        api.post("/api/v1/collections/orders/documents", "{\"_id\": \"wanted\"}");

        List<CompletableFuture<HttpResponse<String>>> patches = IntStream.range(0, 100)
                .mapToObj(n -> api.http()
                        .sendAsync(
                                api.request("/api/v1/collections/orders/documents/wanted")
                                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"f" + n + "\": 1}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(patches)
                .allSatisfy(patch -> assertThat(patch.join().statusCode())
                        .as(patch.join().body())
                        .isEqualTo(200));
        assertThat(api.get("/api/v1/collections/orders/documents/wanted").json())
                .hasSize(101);
        api.delete("/api/v1/collections/orders/documents/wanted");
    }

    @Test
    void answersTheSameInAllLanguages() {
        Set<Integer> lql = keys("lql", "SELECT * FROM orders WHERE city = 'Oslo' AND total >= 900");
        Set<Integer> jql =
                keys("jql", "{\"find\": \"orders\", \"filter\": {\"city\": \"Oslo\", \"total\": {\"$gte\": 900}}}");

        Set<Integer> nql = keys("nql", "find orders where city is 'Oslo' and total is at least 900");

        assertThat(lql).hasSize(34).isEqualTo(jql).isEqualTo(nql);
    }

    @Test
    void readsAndWritesDocuments() {
        String documents = "/api/v1/collections/orders/documents";

        Answer made = api.post(documents, "{\"_id\": \"new\", \"total\": 1.5}");
        Answer changed = api.patch(documents + "/new", "{\"total\": 2.5}");
        Answer taken = api.post(documents, "{\"_id\": \"new\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(changed.json().path("_rev").asLong()).isGreaterThan(1);
        assertThat(taken.code()).isEqualTo("DUPLICATE_KEY");
        assertThat(api.get(documents + "/new").body()).isEqualTo("{\"_id\":\"new\",\"total\":2.5}");
        assertThat(api.get(documents + "/17").json().path("city").asText()).isEqualTo("Rome");
        JsonNode placement = api.get(documents + "/17/placement").json();
        assertThat(placement.path("tier").asText()).isEqualTo("hot");
        assertThat(placement.path("id").asInt()).isEqualTo(17);
        assertThat(api.delete(documents + "/new").status()).isEqualTo(204);
    }

    @Test
    void showsItsCoresAndTheWarmTierFromWithin() {
        JsonNode cores = api.get("/api/v1/cluster/cores").json().path("cores");
        JsonNode warm = api.get("/api/v1/tiering/warm").json();

        assertThat(cores).hasSize(1);
        assertThat(cores.path(0).path("shards")).hasSize(2);
        assertThat(cores.path(0).path("longTasks").asInt())
                .isGreaterThanOrEqualTo(cores.path(0).path("recent").size());
        assertThat(warm.path("shards")).hasSize(2);
        assertThat(warm.path("shards").path(0).path("stall").asText()).isEqualTo("none");
        assertThat(warm.path("blockCache").path("capacity").asLong()).isEqualTo(16 << 20);
        assertThat(warm.path("writeAmplification").path("userBytes").asLong()).isPositive();
    }

    @Test
    void holdsDocumentsAgainstTheDeclaredSchema() {
        api.post(
                "/api/v1/collections",
                "{\"name\": \"strict\", \"schema\": {\"fields\": [{\"name\": \"n\", \"type\": \"int64\", \"required\": true}]}}");

        Answer bad = api.post("/api/v1/collections/strict/documents", "{\"n\": \"text\"}");
        Answer good = api.post("/api/v1/collections/strict/documents", "{\"n\": 1}");

        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.code()).isEqualTo("SCHEMA_VIOLATION");
        assertThat(good.status()).isEqualTo(201);
    }

    @Test
    void foreseesWhatAPolicyThenDoes() {
        api.post("/api/v1/collections", "{\"name\": \"parcels\"}");
        for (int id = 0; id < 40; id++) {
            api.post("/api/v1/collections/parcels/documents", "{\"_id\": " + id + "}");
            api.get("/api/v1/collections/parcels/documents/" + id);
        }
        String policy = "{\"hot_policy\": {\"enabled\": false}}";

        JsonNode preview = api.post(
                        "/api/v1/tiering/preview", "{\"collection\": \"parcels\", \"policy\": " + policy + "}")
                .json();
        JsonNode move = preview.path("moves").path(0);
        assertThat(move.path("documents").asInt()).as(preview.toString()).isEqualTo(40);
        assertThat(move.path("from").asText()).isEqualTo("hot");
        assertThat(move.path("to").asText()).isEqualTo("warm");
        assertThat(preview.path("exact").asBoolean()).isTrue();
        assertThat(preview.path("after").path("warm").path("documents").asInt()).isEqualTo(40);
        assertThat(preview.path("ram").path("after").asLong())
                .isBetween(0L, preview.path("ram").path("now").asLong() - 40 * 100);
        assertThat(preview.path("hitRatio").path("recorded").asDouble()).isEqualTo(1);
        assertThat(preview.path("hitRatio").path("predicted").asDouble()).isZero();
        assertThat(preview.path("hitRatio").path("reads").asInt()).isEqualTo(40);
        assertThat(preview.path("assumptions")).isNotEmpty();

        api.put("/api/v1/tiering/policies/parcels", policy);
        assertThat(moved("collection=parcels&from=hot&to=warm&reason=policy", 40))
                .isEqualTo(40);
        assertThat(api.get("/api/v1/tiering/moves?collection=parcels&reason=manual")
                        .json()
                        .path("moves"))
                .isEmpty();
    }

    /** Waits until so many documents have moved; gives how many, page by page. */
    private static long moved(String query, long expected) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            long documents = 0;
            long before = Long.MAX_VALUE;
            JsonNode page;
            do {
                page = api.get("/api/v1/tiering/moves?limit=1&before=" + before + "&" + query)
                        .json()
                        .path("moves");
                documents += page.path(0).path("documents").asLong();
                before = page.path(0).path("seq").asLong();
            } while (!page.isEmpty());
            if (documents >= expected || System.nanoTime() > deadline) {
                return documents;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void refusesMovesByHandWhileMovesArePausedAndTellsWhoPausedThem() {
        api.post("/api/v1/tiering/pause", "");
        try {
            Answer refused = api.post("/api/v1/tiering/move", "{\"collection\": \"orders\", \"to\": \"warm\"}");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.detail()).contains("paused").contains("admin");
            assertThat(refused.json().path("hint").asText()).contains("/api/v1/tiering/resume");
        } finally {
            api.post("/api/v1/tiering/resume", "");
        }
        assertThat(api.get("/api/v1/events?after=0&limit=1000")
                        .json()
                        .path("events")
                        .findValuesAsText("kind"))
                .containsSubsequence("moves-paused", "moves-resumed");
    }

    @Test
    void movesDocumentsByHandAndTellsOfIt() {
        Answer moved =
                api.post("/api/v1/tiering/move", "{\"collection\": \"orders\", \"ids\": [1, 2, 3], \"to\": \"warm\"}");

        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(moved.json().path("moved").asInt()).isEqualTo(3);
        assertThat(api.get("/api/v1/tiering/moves")
                        .json()
                        .path("moves")
                        .path(0)
                        .path("reason")
                        .asText())
                .isEqualTo("manual");
        assertThat(api.get("/api/v1/events").json().path("events").size()).isPositive();
    }

    @Test
    void keepsColdDocumentsInFragmentsAndScrubsThem() {
        Answer moved =
                api.post("/api/v1/tiering/move", "{\"collection\": \"orders\", \"ids\": [4, 5, 6], \"to\": \"cold\"}");
        assertThat(moved.json().path("moved").asInt()).as(moved.body()).isEqualTo(3);

        JsonNode fragments = api.get("/api/v1/collections/orders/documents/5/placement")
                .json()
                .path("fragments");
        assertThat(fragments.findValuesAsText("state")).hasSize(6).containsOnly("ok");
        assertThat(fragments.findValuesAsText("volume")).doesNotHaveDuplicates();
        JsonNode segment = api.get("/api/v1/tiering/segments?collection=orders")
                .json()
                .path("segments")
                .path(0);
        assertThat(segment.path("dataShards").asInt()).isEqualTo(4);
        assertThat(segment.path("parityShards").asInt()).isEqualTo(2);
        assertThat(segment.path("documents").asInt()).isPositive();

        Answer scrub = api.post("/api/v1/tiering/scrub", "");

        assertThat(scrub.status()).as(scrub.body()).isEqualTo(200);
        assertThat(scrub.json().path("volumes").findValuesAsText("state"))
                .hasSize(6)
                .containsOnly("ok");
        assertThat(scrub.json().path("fragments").path("missing").asInt()).isZero();
        assertThat(api.get("/api/v1/tiering/segments?collection=none").status()).isEqualTo(404);
    }

    @Test
    void showsTheClusterWithTheAddressItServesOn() {
        JsonNode node = api.get("/api/v1/cluster").json().path("nodes").path(0);

        assertThat(node.path("http").asText()).endsWith(":" + server.url().getPort());
        assertThat(node.path("state").asText()).isEqualTo("serving");
        assertThat(api.get("/metrics").body()).contains("luma_documents_written_total");
    }

    @Test
    void completesWithWhatTheCatalogKnows() {
        JsonNode found = api.post(
                        "/api/v1/complete", "{\"language\": \"lql\", \"query\": \"SELECT * FROM ord\", \"offset\": 17}")
                .json()
                .path("completions");

        assertThat(found.path(0).path("text").asText()).isEqualTo("orders");
        assertThat(found.path(0).path("kind").asText()).isEqualTo("collection");
        assertThat(found.path(0).path("from").asInt()).isEqualTo(14);
    }

    @Test
    void namesTheCallThatTheCaretIsIn() {
        JsonNode found = api.post(
                        "/api/v1/signature", "{\"language\": \"lql\", \"query\": \"SELECT ROUND(a, \", \"offset\": 16}")
                .json()
                .path("signatures");

        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("name").asText()).isEqualTo("ROUND");
        assertThat(found.path(0).path("parameters")).hasSize(2);
        assertThat(found.path(0).path("active").asInt()).isEqualTo(1);
        assertThat(api.post("/api/v1/signature", "{\"language\": \"nql\", \"query\": \"find orders\", \"offset\": 4}")
                        .json()
                        .path("signatures"))
                .isEmpty();
    }

    @Test
    void tellsTheTokensOfATextAndWhatIsWrongWithIt() {
        JsonNode tokens = api.post("/api/v1/tokens", "{\"language\": \"lql\", \"query\": \"SELECT 'a\"}")
                .json()
                .path("tokens");
        JsonNode problem = api.post(
                        "/api/v1/diagnostics", "{\"language\": \"lql\", \"query\": \"SELECT 1;\\nSELCT 2\"}")
                .json()
                .path("problems")
                .path(0);

        assertThat(tokens.path(0).path("kind").asText()).isEqualTo("keyword");
        assertThat(tokens.path(1).path("kind").asText()).isEqualTo("error");
        assertThat(tokens.path(1).path("offset").asInt()).isEqualTo(7);
        assertThat(problem.path("code").asText()).isEqualTo("SYNTAX_ERROR");
        assertThat(problem.path("line").asInt()).isEqualTo(2);
        assertThat(problem.path("hint").asText()).contains("SELECT");
    }

    @Test
    void saysWhatAStatementNamesThatIsNotThere() {
        String script =
                "CREATE COLLECTION fresh;\\nSELECT UPER(1);\\nSELECT a FROM fresh; SELECT RANK() OVER (ORDER BY a) FROM fresh; SELECT a FROM frehs";
        JsonNode problems = api.post("/api/v1/diagnostics", "{\"language\": \"lql\", \"query\": \"" + script + "\"}")
                .json()
                .path("problems");

        assertThat(problems).hasSize(2);
        assertThat(problems.path(1).path("detail").asText()).isEqualTo("there is no collection 'frehs'");
        assertThat(problems.path(0).path("detail").asText()).isEqualTo("there is no function UPER");
        assertThat(problems.path(0).path("hint").asText()).contains("UPPER");
        assertThat(problems.path(0).path("line").asInt()).isEqualTo(2);
        assertThat(problems.path(0).path("column").asInt()).isEqualTo(8);
        assertThat(api.post(
                                "/api/v1/diagnostics",
                                "{\"language\": \"jql\", \"query\": \"{\\\"find\\\": \\\"nowhere\\\"}\"}")
                        .json()
                        .path("problems")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("UNKNOWN_COLLECTION");
    }

    @Test
    void formatsAQueryText() {
        assertThat(api.post("/api/v1/format", "{\"language\": \"lql\", \"query\": \"select a from t where b=1\"}")
                        .json()
                        .path("query")
                        .asText())
                .isEqualTo("SELECT a\nFROM t\nWHERE b = 1");
        assertThat(api.post("/api/v1/format", "{\"language\": \"lql\", \"query\": \"selec a\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void explainsWithActuals() {
        Answer answer = api.post(
                "/api/v1/explain",
                "{\"language\": \"jql\", \"analyze\": true, \"query\": "
                        + quoted("{\"find\": \"orders\", \"filter\": {\"city\": \"Oslo\"}}") + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("plan").asText()).contains("orders");
        JsonNode scan = answer.json().path("planTree");
        while (!scan.path("inputs").isEmpty()) {
            scan = scan.path("inputs").path(0);
        }
        assertThat(scan.path("operation").asText()).startsWith("Read 'orders'");
        assertThat(scan.path("actuals")).isNotEmpty().allSatisfy(actual -> {
            assertThat(actual.path("shard").isInt()).isTrue();
            assertThat(actual.path("stats").path("bytesRead").isNumber()).isTrue();
        });
    }

    @Test
    void pointsAtAnUnknownCollection() {
        Answer answer = api.post("/api/v1/query", "{\"language\": \"lql\", \"query\": \"SELECT * FROM oders\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("position").path("offset").asInt()).isEqualTo(14);
        assertThat(answer.json().path("hint").asText()).contains("orders");
    }

    @Test
    void keepsDataAndAccountsOverARestart() {
        NodeConfig config = config(data.resolve("two"));
        try (LumaServer first = LumaServer.start(config, Optional.of(TestApi.PASSWORD))) {
            TestApi its = TestApi.admin(first);
            its.post("/api/v1/collections", "{\"name\": \"kept\"}");
            its.post("/api/v1/collections/kept/documents", "{\"_id\": 1}");
        }

        try (LumaServer second = LumaServer.start(config, Optional.of("another password"))) {
            assertThat(TestApi.admin(second)
                            .get("/api/v1/collections/kept/documents/1")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeConfig config = NodeConfigs.defaults(data.resolve("three"), taken.getLocalPort());

            assertThatThrownBy(() -> LumaServer.start(config, Optional.empty()))
                    .isInstanceOf(LumaException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("in use");
            assertThat(data.resolve("three")).doesNotExist();
        }
    }
}
