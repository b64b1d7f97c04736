package io.lumadb.client.model;

import io.lumadb.document.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/query}.
 *
 * @param language {@code lql}, {@code nql} or {@code jql}
 * @param id becomes the {@code X-Query-Id}; null: the server makes one
 */
public record QueryCall(
        String language,
        String query,
        Map<String, Value> parameters,
        @Nullable Long timeoutMs,
        @Nullable Long maxRows,
        @Nullable String consistency,
        @Nullable String id) {

    public static QueryCall of(String language, String query) {
        return new QueryCall(language, query, Map.of(), null, null, null, null);
    }

    public QueryCall withMaxRows(long rows) {
        return new QueryCall(language, query, parameters, timeoutMs, rows, consistency, id);
    }

    public QueryCall withId(String queryId) {
        return new QueryCall(language, query, parameters, timeoutMs, maxRows, consistency, queryId);
    }

    public QueryCall withParameters(Map<String, Value> values) {
        return new QueryCall(language, query, Map.copyOf(values), timeoutMs, maxRows, consistency, id);
    }
}
