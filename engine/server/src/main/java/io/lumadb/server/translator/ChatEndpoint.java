package io.lumadb.server.translator;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.HttpFailure;
import io.lumadb.server.wire.ApiJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of OpenAI's chat completions (<a href="https://platform.openai.com/docs/api-reference/chat">API reference</a>),
 * which many model servers speak. Questions are rare and take seconds, so each has a client of its own, which leaves no thread
 * behind. Thread-safe.
 */
final class ChatEndpoint {

    private static final int BAD_GATEWAY = 502;
    private static final long LONGEST_ANSWER = 256 * 1024;
    private static final int LONGEST_REASON = 300;

    private final NodeConfig.Translator settings;

    ChatEndpoint(NodeConfig.Translator settings) {
        this.settings = settings;
    }

    /**
     * The model's answer to a question under instructions.
     *
     * @throws LumaException TIMEOUT when it takes longer than the settings allow; UNAVAILABLE (502) when the endpoint cannot be
     *     reached, refuses, or answers anything but a chat completion; CANCELLED when the thread is interrupted
     */
    String answer(String instructions, String question) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.endpoint())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(instructions, question)));
        key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        HttpResponse<byte[]> response = send(request.build());
        if (response.statusCode() != 200) {
            throw unusable("answered " + response.statusCode() + reason(response.body()));
        }
        JsonNode answer = json(response);
        JsonNode content = answer.path("choices").path(0).path("message").path("content");
        if (!content.isTextual()) {
            throw unusable("did not answer with a chat completion");
        }
        return content.textValue();
    }

    private byte[] body(String instructions, String question) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", settings.model());
        body.put("temperature", 0);
        body.put("stream", false);
        body.put(
                "messages",
                List.of(
                        Map.of("role", "system", "content", instructions),
                        Map.of("role", "user", "content", question)));
        return ApiJson.bytes(body);
    }

    /** Read for each question, so that a key can be replaced while the node runs. */
    private Optional<String> key() {
        Optional<Path> file = settings.apiKeyFile();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            String key = Files.readString(file.get()).strip();
            if (key.isEmpty() || key.chars().anyMatch(c -> c < '!' || c > '~')) {
                throw unusable("is not asked: its key file " + file.get() + " does not hold a key of one line");
            }
            return Optional.of(key);
        } catch (IOException e) {
            throw unusable("is not asked: its key file " + file.get() + " cannot be read", e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build()) {
            CompletableFuture<HttpResponse<byte[]>> answer =
                    client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
            try {
                return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                client.shutdownNow();
                throw new LumaException(
                        ErrorCode.TIMEOUT,
                        "the translator at " + settings.endpoint().getHost() + " did not answer within "
                                + settings.timeout().toSeconds() + " s",
                        "ask again, or raise timeout_seconds in [translator]",
                        e);
            } catch (ExecutionException e) {
                throw unusable("cannot be reached or breaks off: " + shortened(String.valueOf(e.getCause())), e);
            } catch (InterruptedException e) {
                client.shutdownNow();
                Thread.currentThread().interrupt();
                throw new LumaException(ErrorCode.CANCELLED, "the question was cancelled", null, e);
            }
        }
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        try {
            return ApiJson.tree(response.body());
        } catch (LumaException noJson) {
            throw unusable("answered with what is not JSON", noJson);
        }
    }

    /** What the endpoint says of its refusal: {@code {"error": {"message": …}}}, or {@code {"error": …}}. */
    private static String reason(byte[] body) {
        JsonNode error;
        try {
            error = ApiJson.tree(body).path("error");
        } catch (LumaException noJson) {
            // A proxy's page says nothing that helps.
            return "";
        }
        String message =
                error.isTextual() ? error.textValue() : error.path("message").asText("");
        return message.isEmpty() ? "" : ": " + shortened(message);
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    private HttpFailure unusable(String what) {
        return unusable(what, null);
    }

    private HttpFailure unusable(String what, @Nullable Exception cause) {
        return new HttpFailure(
                BAD_GATEWAY,
                ErrorCode.UNAVAILABLE,
                "the translator at " + settings.endpoint().getHost() + " " + what,
                "check endpoint, model and api_key_file in [translator] of luma.toml",
                cause);
    }
}
