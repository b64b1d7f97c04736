package io.lumadb.cluster.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lumadb.cluster.view.ClusterEvent;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest events, in memory and as one JSON object a line in a file, so that they outlive the process. Recording never
 * blocks: one thread writes the file. The file is a convenience, not the truth about data: when it cannot be written the
 * node goes on and says so in its own log. Thread-safe.
 */
final class EventLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REMEMBERED = 2_000;

    private final Path file;
    private final String node;
    private final InstantSource clock;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("event-log").daemon().factory());
    /** Oldest first; guarded by itself. */
    private final ArrayDeque<ClusterEvent> events = new ArrayDeque<>();

    private long lastSeq;
    /** Lines in the file; the writer thread's. */
    private int lines;
    /** The file's last line has no end, and the next one must not go on with it. The writer thread's. */
    private boolean cutOff;

    private EventLog(Path file, String node, InstantSource clock) {
        this.file = file;
        this.node = node;
        this.clock = clock;
    }

    /**
     * Reads what an earlier run wrote; lines that are no events, such as one cut off by a crash, are left out.
     *
     * @throws LumaException UNAVAILABLE when the file cannot be read
     */
    static EventLog open(Path file, String node, InstantSource clock) {
        try {
            EventLog log = new EventLog(file, node, clock);
            if (Files.exists(file)) {
                // Not Files.lines, which fails at what is no UTF-8: a power failure may leave anything at the end.
                String stored = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                stored.lines().forEach(log::restore);
                log.cutOff = !stored.isEmpty() && !stored.endsWith("\n");
            }
            return log;
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.UNAVAILABLE,
                    file + " cannot be read (" + e + ")",
                    "give this account access to it, or remove the file: it holds only the event log",
                    e);
        }
    }

    private void restore(String line) {
        lines++;
        try {
            JsonNode event = JSON.readTree(line);
            if (event.hasNonNull("seq") && event.hasNonNull("at")) {
                remember(new ClusterEvent(
                        event.get("seq").asLong(),
                        java.time.Instant.parse(event.get("at").asText()),
                        event.path("severity").asText(),
                        event.path("kind").asText(),
                        event.path("node").asText(),
                        event.hasNonNull("shard") ? event.get("shard").asInt() : null,
                        event.path("text").asText()));
            }
        } catch (JsonProcessingException | java.time.format.DateTimeParseException e) {
            LOG.info("{}: left out a line that is no event", file);
        }
    }

    private void remember(ClusterEvent event) {
        events.addLast(event);
        lastSeq = Math.max(lastSeq, event.seq());
        if (events.size() > REMEMBERED) {
            events.removeFirst();
        }
    }

    void record(String severity, String kind, @Nullable Integer shard, String text) {
        synchronized (events) {
            ClusterEvent event = new ClusterEvent(lastSeq + 1, clock.instant(), severity, kind, node, shard, text);
            remember(event);
            if (!writer.isShutdown()) {
                writer.execute(() -> append(event));
            }
        }
    }

    List<ClusterEvent> after(long seq, int limit) {
        synchronized (events) {
            return events.stream()
                    .filter(event -> event.seq() > seq)
                    .limit(Math.max(0, limit))
                    .toList();
        }
    }

    private void append(ClusterEvent event) {
        try {
            if (lines >= 2 * REMEMBERED) {
                rewrite();
            } else {
                String start = cutOff ? "\n" : "";
                Files.writeString(file, start + line(event), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                cutOff = false;
                lines++;
            }
        } catch (IOException e) {
            LOG.warn("{}: an event could not be written: {}", file, e.toString());
        }
    }

    /** Replaces the file by what is remembered. */
    private void rewrite() throws IOException {
        List<ClusterEvent> newest;
        synchronized (events) {
            newest = new ArrayList<>(events);
        }
        StringBuilder text = new StringBuilder();
        for (ClusterEvent event : newest) {
            text.append(line(event));
        }
        WholeFile.replace(Disk.REAL, file, text.toString().getBytes(StandardCharsets.UTF_8), Disk.Access.AS_USUAL);
        cutOff = false;
        lines = newest.size();
    }

    private static String line(ClusterEvent event) {
        ObjectNode json = JSON.createObjectNode()
                .put("seq", event.seq())
                .put("at", event.at().toString())
                .put("severity", event.severity())
                .put("kind", event.kind())
                .put("node", event.node());
        if (event.shard() != null) {
            json.put("shard", event.shard());
        }
        return json.put("text", event.text()) + "\n";
    }

    /** Writes what is left. */
    @Override
    public void close() {
        synchronized (events) {
            writer.shutdown();
        }
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("{}: the last events could not be written in time", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
