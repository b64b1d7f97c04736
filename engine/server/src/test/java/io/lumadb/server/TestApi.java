package io.lumadb.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Talks to a server as curl would. */
final class TestApi {

    static final String PASSWORD = "correct horse battery";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    private TestApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return read(body);
        }

        String code() {
            return json().path("code").asText();
        }

        String detail() {
            return json().path("detail").asText();
        }
    }

    static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + body, e);
        }
    }

    static TestApi anonymous(LumaServer server) {
        return new TestApi(server.url(), "");
    }

    static TestApi as(LumaServer server, String username, String password) {
        Answer login = anonymous(server)
                .post(
                        "/api/auth/login",
                        "{\"username\": \"" + username + "\", \"password\": \"" + password + "\"}");
        if (login.status() != 200) {
            throw new AssertionError("login failed: " + login.body());
        }
        return new TestApi(server.url(), login.json().path("token").asText());
    }

    static TestApi admin(LumaServer server) {
        return as(server, "admin", PASSWORD);
    }

    TestApi withToken(String other) {
        return new TestApi(base, other);
    }

    String token() {
        return token;
    }

    URI base() {
        return base;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer put(String path, String body) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer patch(String path, String body) {
        return send(request(path).method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpClient http() {
        return http;
    }
}
