package io.lumadb.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.server.TestApi.Answer;
import io.lumadb.server.fake.MapNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients may send, good and bad, and that the server stays whole whatever it is. */
class HttpStackTest {

    private static LumaServer server;
    private static TestApi api;

    @BeforeAll
    static void start() {
        server = LumaServer.serve(new MapNode(MapNode.usualLimits()), Optional.of(TestApi.PASSWORD));
        api = TestApi.admin(server);
        assertThat(api.post("/api/v1/collections", "{\"name\": \"things\"}").status())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void saysThatItIsAliveWithoutAToken() {
        assertThat(TestApi.anonymous(server).get("/health").json().path("status").asText())
                .isEqualTo("alive");
        assertThat(TestApi.anonymous(server).get("/health/ready").status()).isEqualTo(200);
        assertThat(TestApi.anonymous(server).get("/version").json().path("node").asText())
                .isEqualTo("node-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET    | /nowhere                              |                       | 404 | NOT_FOUND
                    GET    | /internal/fragments/1/2               |                       | 404 | NOT_FOUND
                    PUT    | /health                               | {}                    | 405 | METHOD_NOT_ALLOWED
                    POST   | /api/v1/query                         | {                     | 400 | BAD_REQUEST
                    POST   | /api/v1/query                         | {}                    | 400 | BAD_REQUEST
                    POST   | /api/v1/query                         | {"language": "sql", "query": "x"} | 400 | BAD_REQUEST
                    POST   | /api/v1/query                         | {"language": "lql", "query": "nonsense x"} | 400 | SYNTAX_ERROR
                    POST   | /api/v1/query                         | {"language": "lql", "query": "all nothing"} | 404 | UNKNOWN_COLLECTION
                    POST   | /api/v1/query                         | {"language": "lql", "query": "count 1", "maxRows": -1} | 400 | BAD_REQUEST
                    POST   | /api/v1/collections                   | {"name": "things"}    | 409 | ALREADY_EXISTS
                    GET    | /api/v1/collections/nothing           |                       | 404 | UNKNOWN_COLLECTION
                    GET    | /api/v1/collections/nothing/documents/1 |                     | 404 | UNKNOWN_COLLECTION
                    GET    | /api/v1/collections/things/documents/1 |                      | 404 | NOT_FOUND
                    POST   | /api/v1/collections/things/documents  | [1, 2]                | 400 | BAD_REQUEST
                    POST   | /api/v1/collections/things/documents  | {"_id": [1]}          | 400 | BAD_REQUEST
                    POST   | /api/v1/collections/things/documents  | {"a": 1               | 400 | BAD_REQUEST
                    PUT    | /api/v1/collections/things/documents/a | {"_id": "b"}         | 400 | BAD_REQUEST
                    POST   | /api/v1/collections/things/import?onError=perhaps | {}        | 400 | BAD_REQUEST
                    DELETE | /api/v1/queries/none                  |                       | 404 | NOT_FOUND
                    POST   | /api/v1/collections/things/search     | {}                    | 501 | NOT_BUILT_YET
                    POST   | /api/v1/backups                       | {}                    | 501 | NOT_BUILT_YET
                    GET    | /api/v1/stream                        |                       | 426 | BAD_REQUEST
                    GET    | /api/v1/metrics?name=nothing          |                       | 404 | NOT_FOUND
                    GET    | /api/v1/events?after=soon             |                       | 400 | BAD_REQUEST
                    """)
    void answersAProblemFor(String method, String path, String body, int status, String code) {
        Answer answer = api.send(api.request(path)
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.detail()).isNotBlank();
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("java.", "Exception");
    }

    @Test
    void pointsIntoTheQueryText() {
        Answer answer = api.post("/api/v1/query", "{\"language\": \"lql\", \"query\": \"nonsense x\"}");

        assertThat(answer.json().path("position").path("length").asInt()).isEqualTo(8);
        assertThat(answer.json().path("position").path("line").asInt()).isEqualTo(1);
        assertThat(answer.json().path("hint").asText()).isEqualTo("try all");
    }

    @Test
    void namesTheMethodsThatAPathTakes() {
        assertThat(api.put("/health", "{}").response().headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void hidesWhatNobodyExpectedBehindAnId() {
        Answer answer = api.post("/api/v1/query", "{\"language\": \"lql\", \"query\": \"explode now\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("INTERNAL");
        assertThat(answer.body()).doesNotContain("secret").contains("under id");
    }

    @Test
    void refusesADocumentNestedTooDeep() {
        String deep = "{\"a\":".repeat(101) + "1" + "}".repeat(101);

        assertThat(api.post("/api/v1/collections/things/documents", deep).code()).isEqualTo("TOO_LARGE");
        String deeper = "[".repeat(100_000);
        assertThat(api.post("/api/v1/collections/things/documents", deeper).code())
                .isEqualTo("TOO_LARGE");
    }

    @Test
    void refusesABodyOverTheLimitAndServesOn() {
        byte[] body = new byte[17 << 20];

        Answer answer = api.send(api.request("/api/v1/collections/things/documents")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("TOO_LARGE");
        assertThat(api.get("/health").status()).isEqualTo(200);
    }

    @Test
    void refusesAChunkedBodyOverTheLimit() {
        Answer answer = api.send(api.request("/api/v1/collections/things/documents")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[17 << 20]))));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void refusesAPackedBodyThatIsTooLargeUnpacked() throws IOException {
        Answer answer = api.send(api.request("/api/v1/collections/things/documents")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed(new byte[20 << 20]))));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void refusesHeadersOverTheLimit() throws IOException {
        List<String> lines = raw("GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");

        assertThat(lines.getFirst()).startsWith("HTTP/1.1 431");
    }

    @Test
    void refusesWhatIsNotHttp() throws IOException {
        assertThat(raw("hello there\r\n\r\n").getFirst()).startsWith("HTTP/1.1 400");
        assertThat(api.get("/health").status()).isEqualTo(200);
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        String requests = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
                + "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                + "GET /version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        List<String> statuses =
                raw(requests).stream().filter(line -> line.startsWith("HTTP/1.1")).toList();

        assertThat(statuses)
                .containsExactly("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/1.1 400 Bad Request", "HTTP/1.1 200 OK");
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        List<String> lines = raw("HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(lines.getFirst()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(lines).contains("content-length: 18").noneMatch(line -> line.contains("alive"));
    }

    @Test
    void packsLongAnswersForThoseWhoAsk() throws Exception {
        HttpRequest request =
                api.request("/openapi.json").header("Accept-Encoding", "gzip").build();

        HttpResponse<byte[]> answer = api.http().send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        String text = new String(
                new GZIPInputStream(new java.io.ByteArrayInputStream(answer.body())).readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(TestApi.read(text).path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void refusesConnectionsPastTheLimit() throws IOException {
        var limits = MapNode.usualLimits();
        var few = new io.lumadb.cluster.config.NodeConfig.Limits(
                limits.maxBody(), 2, limits.queryTimeout(), limits.queryMemory());
        try (LumaServer small = LumaServer.serve(new MapNode(few), Optional.of(TestApi.PASSWORD));
                Socket first = connect(small.url());
                Socket second = connect(small.url());
                Socket third = connect(small.url())) {
            ask(first);
            ask(second);
            assertThat(lines(third).getFirst()).startsWith("HTTP/1.1 503");
        }
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    private static Socket connect(URI url) throws IOException {
        return new Socket(url.getHost(), url.getPort());
    }

    private static List<String> raw(String request) throws IOException {
        try (Socket socket = connect(server.url())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return lines(socket);
        }
    }

    private static List<String> lines(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int status = line.indexOf("HTTP/1.1");
            lines.add(status > 0 ? line.substring(status) : line);
        }
        return lines;
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
