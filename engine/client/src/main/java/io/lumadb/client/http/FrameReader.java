package io.lumadb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.client.StreamListener;
import io.lumadb.client.model.ClusterEvent;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.MetricsSnapshot;
import io.lumadb.client.model.RunningQuery;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TiersStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns the stream's frames {@code {topic, seq, at, full|delta}} into calls of a listener. Stateless. */
final class FrameReader {

    private final StreamListener listener;

    FrameReader(StreamListener listener) {
        this.listener = listener;
    }

    void read(JsonNode frame) {
        String topic = frame.path("topic").asText();
        JsonNode content = frame.has("full") ? frame.path("full") : frame.path("delta");
        if (topic.equals("error")) {
            return;
        }
        Instant at = Instant.parse(frame.path("at").asText());
        switch (topic) {
            case "topology" -> listener.onTopology(at, WireJson.convert(content, ClusterStatus.class));
            case "shards" -> listener.onShards(at, list(content, "shards", ShardStatus.class));
            case "tiers" -> listener.onTiers(at, WireJson.convert(content, TiersStatus.class));
            case "metrics" -> listener.onMetrics(at, WireJson.convert(content, MetricsSnapshot.class));
            case "moves" -> listener.onMoves(at, list(content, "moves", TierMove.class));
            case "events" -> listener.onEvents(at, list(content, "events", ClusterEvent.class));
            case "queries" -> listener.onQueries(at, list(content, "queries", RunningQuery.class));
            default -> {
                // A newer server may have topics this client did not ask for and does not know.
            }
        }
    }

    private static <T> List<T> list(JsonNode content, String field, Class<T> type) {
        List<T> items = new ArrayList<>();
        content.path(field).forEach(item -> items.add(WireJson.convert(item, type)));
        return items;
    }
}
