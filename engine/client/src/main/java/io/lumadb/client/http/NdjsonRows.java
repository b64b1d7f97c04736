package io.lumadb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.client.ClientException;
import io.lumadb.client.model.Problem;
import io.lumadb.client.model.QueryResult;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Reads a streamed query answer: one document a line, and a last line {@code {"$stats": …}} or {@code {"$error": …}}. */
final class NdjsonRows {

    private NdjsonRows() {}

    /** Runs on a virtual thread until the end of the stream, a failure, or the result's cancellation. */
    static void read(StreamedResponse response, Consumer<Value.Obj> onRow, CompletableFuture<QueryResult> result) {
        if (response.status() / 100 != 2) {
            result.completeExceptionally(failureOf(response));
            return;
        }
        try (response;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(response, StandardCharsets.UTF_8), 64 * 1024)) {
            for (String line = lines.readLine(); line != null && !result.isDone(); line = lines.readLine()) {
                if (line.startsWith("{\"$stats\"")) {
                    JsonNode stats =
                            WireJson.tree(line.getBytes(StandardCharsets.UTF_8)).path("$stats");
                    result.complete(WireJson.convert(stats, QueryResult.class));
                } else if (line.startsWith("{\"$error\"")) {
                    JsonNode error =
                            WireJson.tree(line.getBytes(StandardCharsets.UTF_8)).path("$error");
                    Problem problem = WireJson.convert(error, Problem.class);
                    result.completeExceptionally(WireJson.failure(problem.status(), WireJson.write(problem)));
                } else if (!line.isEmpty()) {
                    onRow.accept(Json.parseObject(line));
                }
            }
            result.completeExceptionally(new ClientException(
                    ErrorCode.UNAVAILABLE, "the answer broke off before its end", "run the query again", null));
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(ClientException.of(e));
        }
    }

    /** Reads the problem body of a response that failed. */
    static ClientException failureOf(StreamedResponse response) {
        try (response) {
            return WireJson.failure(response.status(), response.readAllBytes());
        } catch (IOException e) {
            return ClientException.of(e);
        }
    }
}
