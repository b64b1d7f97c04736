package io.lumadb.client.load;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.CollectionSummary;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.transfer.Importer;
import io.lumadb.client.transfer.LineStream;
import io.lumadb.client.wire.WireConnections;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;

/**
 * One run of the load generator against a cluster: {@link #load} fills the collection, {@link #run} measures. One calling
 * thread; {@link #stop} from any.
 */
public final class LoadRun {

    /** An operation without an answer for so long has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration INDEX_CHECK = Duration.ofMillis(100);

    private final LumaClient client;
    private final LoadPlan plan;
    private final LoadListener listener;
    private volatile boolean stopped;
    private volatile Runnable stopRun = () -> {};

    /** @param client logged in; it stays open */
    public LoadRun(LumaClient client, LoadPlan plan, LoadListener listener) {
        this.client = client;
        this.plan = plan;
        this.listener = listener;
    }

    /** Ends a run early; {@link #run} then comes back with what was measured. */
    public void stop() {
        stopped = true;
        stopRun.run();
    }

    /** Whether somebody ended it early. */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Makes the collection and its records unless it holds as many already, by importing them in batches; and an index of
     * keys where the workload scans. Blocks.
     *
     * @return how many records it inserted
     * @throws ClientException CONFLICT when the collection holds something else
     */
    public long load() throws InterruptedException {
        makeCollection();
        boolean begun = exists(0);
        if (!begun && holdsAnything()) {
            throw new ClientException(
                    ErrorCode.CONFLICT,
                    "the collection '" + plan.collection() + "' holds documents, but not record 0 of this load ('"
                            + plan.keys().key(0) + "')",
                    "name another collection, or drop this one",
                    null);
        }
        long inserted = begun && exists(plan.records() - 1) ? 0 : fill();
        if (!stopped && plan.workload().share(OperationKind.SCAN) > 0) {
            makeIndex();
        }
        return inserted;
    }

    private void makeCollection() {
        try {
            client.collection(plan.collection()).join();
        } catch (CompletionException e) {
            if (ClientException.of(e).code() != ErrorCode.UNKNOWN_COLLECTION) {
                throw ClientException.of(e);
            }
            client.createCollection(plan.collection()).join();
        }
    }

    private boolean holdsAnything() {
        String query = "SELECT _id FROM " + quoted(plan.collection()) + " LIMIT 1";
        return client.query(QueryCall.of("lql", query)).join().count() > 0;
    }

    /** Records that a load before left are refused as they come again: only the others are counted. */
    private long fill() throws InterruptedException {
        RecordBodies bodies = new RecordBodies(plan);
        InputStream text = new LineStream(LongStream.range(0, plan.records())
                .takeWhile(_ -> !stopped)
                .mapToObj(record -> new String(bodies.insert(record), StandardCharsets.US_ASCII))
                .iterator());
        Importer.Outcome outcome = new Importer(
                        client, plan.collection(), _ -> {}, done -> listener.loaded(done, plan.records()))
                .run(text, Importer.Format.NDJSON);
        ClientException failure = outcome.stopped();
        if (failure != null) {
            throw failure;
        }
        return outcome.inserted();
    }

    private boolean exists(long record) {
        try {
            client.document(plan.collection(), Value.of(plan.keys().key(record)))
                    .join();
            return true;
        } catch (CompletionException e) {
            ClientException reason = ClientException.of(e);
            if (reason.code() != ErrorCode.NOT_FOUND) {
                throw reason;
            }
            return false;
        }
    }

    /**
     * How many records there are, those included that earlier runs inserted behind the plan's: by looking for the last one, in a
     * logarithmic number of reads.
     */
    private long recordsThere() {
        long there = plan.records();
        long step = 1;
        while (exists(there + step - 1)) {
            there += step;
            step *= 2;
        }
        long missing = there + step - 1;
        while (there < missing) {
            long middle = (there + missing) >>> 1;
            if (exists(middle)) {
                there = middle + 1;
            } else {
                missing = middle;
            }
        }
        return there;
    }

    private void makeIndex() throws InterruptedException {
        String index = plan.collection() + "_keys";
        if (client.collection(plan.collection()).join().indexes().stream()
                .noneMatch(there -> there.fields().equals(List.of("_id")))) {
            client.query(QueryCall.of(
                            "lql", "CREATE INDEX " + quoted(index) + " ON " + quoted(plan.collection()) + " (_id)"))
                    .join();
        }
        while (!stopped && !indexed()) {
            Thread.sleep(INDEX_CHECK);
        }
    }

    private boolean indexed() {
        return client.collection(plan.collection()).join().indexes().stream()
                .filter(there -> there.fields().equals(List.of("_id")))
                .map(CollectionSummary.IndexSummary::stateText)
                .anyMatch(state -> {
                    if (state.startsWith("failed")) {
                        throw new ClientException(
                                ErrorCode.INTERNAL, "the index of keys could not be made: " + state, null, null);
                    }
                    return state.equals("ready");
                });
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The measured phase. Blocks until the plan's limit and until the last operation has ended. */
    public LoadReport run() throws InterruptedException {
        long there = recordsThere();
        try (WireConnections connections = new WireConnections(client.address(), plan.connections(), PATIENCE)) {
            DocumentDoor door =
                    new DocumentDoor(connections, () -> client.token().orElse(""), plan);
            WireRun run = new WireRun(connections, door, plan, there, listener);
            stopRun = run::stop;
            if (stopped) {
                run.stop();
            }
            return run.run();
        }
    }
}
