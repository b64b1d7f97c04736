package io.lumadb.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.server.TestApi.Answer;
import io.lumadb.server.fake.ChatStub;
import io.lumadb.server.fake.MapNode;
import io.lumadb.server.wire.ApiJson;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Free questions become LQL by a language model's word, which LQL reads and nobody runs. */
class QuestionApiTest {

    @TempDir
    private Path folder;

    private ChatStub model;
    private LumaServer server;
    private TestApi api;

    @BeforeEach
    void start() throws IOException {
        model = new ChatStub();
        serve(model.endpoint(), Duration.ofSeconds(20));
    }

    private void serve(URI endpoint, Duration timeout) throws IOException {
        Path key = Files.writeString(folder.resolve("key.txt"), "key-1\n");
        NodeConfig.Translator translator = new NodeConfig.Translator(endpoint, "some-model", Optional.of(key), timeout);
        server = LumaServer.serve(
                new MapNode(MapNode.usualLimits(), Optional.of(translator)), Optional.of(TestApi.PASSWORD));
        api = TestApi.admin(server);
        api.post("/api/v1/collections", "{\"name\": \"orders\"}");
        api.post(
                "/api/v1/collections/orders/documents",
                "[{\"_id\": 1, \"city\": \"Hamburg\", \"total\": 10, \"at\": {\"$date\": \"2026-01-01T00:00:00Z\"}}]");
    }

    @AfterEach
    void stop() {
        server.close();
        model.close();
    }

    private Answer ask(String question) {
        return api.post("/api/v1/translate", body("question", "lql", question));
    }

    private static String body(String from, String to, String query) {
        return new String(ApiJson.bytes(Map.of("from", from, "to", to, "query", query)), StandardCharsets.UTF_8);
    }

    @Test
    void turnsAQuestionIntoLqlThatLqlHasRead() {
        model.says("select city, sum(total)  from orders group by city;");

        Answer answer = ask("how much do people spend, by city?");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("query").asText()).isEqualTo("SELECT city, SUM(total) FROM orders GROUP BY city");
        assertThat(answer.json().path("notes").path(0).asText()).contains("some-model");
    }

    @Test
    void tellsTheModelWhatTheCatalogHasAndNoValues() {
        model.says("SELECT * FROM orders");

        ask("everything?");

        ChatStub.Asked asked = model.asked().getFirst();
        assertThat(asked.authorization()).isEqualTo("Bearer key-1");
        assertThat(asked.body().path("model").asText()).isEqualTo("some-model");
        assertThat(asked.body().path("temperature").asInt(-1)).isZero();
        assertThat(asked.question()).isEqualTo("everything?");
        assertThat(asked.instructions())
                .contains("orders(", "city string", "total int64", "at timestamp")
                .doesNotContain("Hamburg");
    }

    @Test
    void offersQuestionsOnlyWhereATranslatorIsConfigured() {
        assertThat(api.get("/api/v1/translate").json().path("from").toString())
                .isEqualTo("[\"lql\",\"nql\",\"jql\",\"question\"]");

        try (LumaServer without = LumaServer.serve(new MapNode(MapNode.usualLimits()), Optional.of(TestApi.PASSWORD))) {
            TestApi other = TestApi.admin(without);
            assertThat(other.get("/api/v1/translate").json().path("from").toString())
                    .isEqualTo("[\"lql\",\"nql\",\"jql\"]");
            Answer refused = other.post("/api/v1/translate", body("question", "lql", "how many?"));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.detail()).isEqualTo("no translator of questions is configured");
            assertThat(refused.json().path("hint").asText()).contains("[translator]");
        }
    }

    @Test
    void runsNothingAndSaysWhatWouldChange() {
        model.says("DELETE FROM orders");

        Answer answer = ask("tidy up");

        assertThat(answer.json().path("query").asText()).isEqualTo("DELETE FROM orders");
        assertThat(answer.json().path("notes").path(1).asText()).contains("it would change orders");
        assertThat(api.get("/api/v1/collections/orders/documents/1").status()).isEqualTo(200);
    }

    @Test
    void takesLqlOutOfItsCodeFence() {
        model.says("```sql\nSELECT COUNT(*) FROM orders\n```");

        assertThat(ask("how many?").json().path("query").asText()).isEqualTo("SELECT COUNT(*) FROM orders");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sure! You have one order.                 | it is not LQL
            SELECT * FROM orders; DROP COLLECTION orders | it is not LQL
            {"find": "orders"}                        | it is not LQL
            SELECT * FROM customers                   | there is no collection 'customers'
            """)
    void refusesWhatIsNotLqlAboutTheCatalogAndShowsIt(String said, String why) {
        model.says(said);

        Answer answer = ask("how many?");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.code()).isEqualTo("INVALID_QUERY");
        assertThat(answer.detail()).contains(why);
        assertThat(answer.json().path("answer").asText()).isEqualTo(said);
        assertThat(answer.json().has("position")).isFalse();
    }

    @Test
    void saysWhenTheModelFindsNoAnswer() {
        model.says("IMPOSSIBLE: nothing is known about the weather.");

        Answer answer = ask("will it rain?");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_QUERY");
        assertThat(answer.detail()).endsWith("nothing is known about the weather.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            401 | {"error": {"message": "Incorrect API key"}} | answered 401: Incorrect API key
            429 | {"error": "slow down"}                      | answered 429: slow down
            500 | <html>oops</html>                           | answered 500
            302 | {}                                          | answered 302
            200 | <html>welcome</html>                        | not JSON
            200 | {"choices": []}                             | a chat completion
            200 | {"choices": [{"message": {"content": null}}]} | a chat completion
            """)
    void namesWhatTheEndpointDidWrong(int status, String body, String what) {
        model.answers(status, body);

        Answer answer = ask("how many?");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.code()).isEqualTo("UNAVAILABLE");
        assertThat(answer.detail()).contains("127.0.0.1").contains(what);
        assertThat(answer.json().path("hint").asText()).contains("[translator]");
        assertThat(model.asked()).as("redirects are not followed").hasSize(1);
    }

    @Test
    void doesNotTakeAnEndlessAnswer() {
        model.answers(200, "[" + "1,".repeat(300_000) + "1]");

        assertThat(ask("how many?").status()).isEqualTo(502);
    }

    @Test
    void doesNotWaitLongerThanItIsTold() throws IOException {
        server.close();
        serve(model.endpoint(), Duration.ofSeconds(1));
        model.fallsSilent();

        Answer answer = ask("how many?");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.code()).isEqualTo("TIMEOUT");
        assertThat(answer.detail()).contains("did not answer within 1 s");
    }

    @Test
    void saysWhenNobodyIsThere() throws IOException {
        server.close();
        URI nobody;
        try (ServerSocket taken = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort() + "/");
        }
        serve(nobody, Duration.ofSeconds(20));

        Answer answer = ask("how many?");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.detail()).contains("cannot be reached");
    }

    @Test
    void readsAReplacedKeyAndRefusesAnEmptyOne() throws IOException {
        model.says("SELECT * FROM orders");
        Files.writeString(folder.resolve("key.txt"), "key-2");
        ask("everything?");
        assertThat(model.asked().getFirst().authorization()).isEqualTo("Bearer key-2");

        Files.writeString(folder.resolve("key.txt"), " ");

        assertThat(ask("everything?").detail()).contains("does not hold a key");
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void refusesWhatIsNoShortQuestion() {
        assertThat(ask(" ").status()).isEqualTo(400);
        assertThat(ask("why? ".repeat(1000)).code()).isEqualTo("TOO_LARGE");
        Answer toJql = api.post("/api/v1/translate", body("question", "jql", "how many?"));
        assertThat(toJql.status()).isEqualTo(400);
        assertThat(toJql.json().path("hint").asText()).contains("\"lql\"");
        assertThat(model.asked()).isEmpty();
    }
}
