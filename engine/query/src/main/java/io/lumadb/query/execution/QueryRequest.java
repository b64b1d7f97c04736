package io.lumadb.query.execution;

import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.language.Language;
import java.time.Duration;
import java.util.Map;

/**
 * One question.
 *
 * @param id what cancels it; unique among the running ones
 * @param parameters by name, or by 1-based position in digits
 * @param maxRows rows past these are cut off and the result says so; {@code Long.MAX_VALUE} for all
 * @param user whose query it is, for the list of running queries
 */
public record QueryRequest(
        String id,
        Language language,
        String text,
        Map<String, Value> parameters,
        Duration timeout,
        long maxRows,
        Consistency consistency,
        String user) {

    public QueryRequest {
        parameters = Map.copyOf(parameters);
    }
}
