package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.cold.ColdReader;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what log entries need of documents that are not in RAM, off the core loop. A read takes all entries that wait, and
 * their keys in order: many keys of a long log lie in one block of RocksDB's files, which then is read and unpacked once for all
 * of them. Thread-safe.
 */
final class PriorReads {

    private static final Logger LOG = LoggerFactory.getLogger(PriorReads.class);

    /** The n-th key of an entry; {@code known}: what RAM says of it, where that is not the whole answer. */
    @SuppressWarnings("ArrayRecordComponent")
    record Wanted(int n, byte[] key, boolean indexed, Optional<Content> known) {}

    /**
     * What one entry wants.
     *
     * @param warm retained by the caller until the answer has come
     * @param bytes of the documents that will come, about
     * @param then told, on the reading thread, what the keys held, by their place in the entry
     * @param failed told why that cannot be known; an error too, or the entries after it would wait for ever
     */
    record Request(
            List<Wanted> wanted,
            WarmSnapshot warm,
            Map<Long, SegmentManifest> segments,
            long bytes,
            Consumer<Map<Integer, Prior>> then,
            Consumer<Throwable> failed) {}

    /** One key of one of the requests that are read together. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Place(int request, Wanted wanted) {
        byte[] key() {
            return wanted.key();
        }
    }

    /** Bounds what is in RAM at once, and how long the first of the entries waits for the last. */
    private static final int MOST_KEYS = 200_000;

    private static final long MOST_BYTES = 64L * 1024 * 1024;
    /** One waits for the disk while the other unpacks; a long log is not cut into more pieces than need be. */
    private static final int MOST_UNDER_WAY = 2;
    /** Keys that RocksDB is asked for in one call. */
    private static final int ASKED_AT_ONCE = 512;

    private final Executor threads;
    private final ColdReader cold;
    private final Consumer<LumaException> onLost;

    /** Guarded by itself, as is {@link #underWay}. */
    private final Deque<Request> waiting = new ArrayDeque<>();

    private int underWay;

    /** {@code onLost}: told, on any thread, of a document that indexes need and that cannot be read any more. */
    PriorReads(Executor threads, ColdReader cold, Consumer<LumaException> onLost) {
        this.threads = threads;
        this.cold = cold;
        this.onLost = onLost;
    }

    /** @throws RejectedExecutionException when the node ends */
    void add(Request request) {
        synchronized (waiting) {
            waiting.addLast(request);
            if (underWay == MOST_UNDER_WAY) {
                return;
            }
            underWay++;
        }
        threads.execute(this::run);
    }

    /** Reads once and makes room for others of the node: their shards' logs are no shorter. */
    private void run() {
        try {
            answer(take());
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    underWay--;
                    return;
                }
            }
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            // The node ends, and with it what waits.
            LOG.debug("entries are left for the next start", e);
        }
    }

    private void answer(List<Request> together) {
        List<Map<Integer, Prior>> priors;
        try {
            priors = read(together);
        } catch (RuntimeException | Error e) {
            together.forEach(request -> request.failed().accept(e));
            return;
        }
        for (int i = 0; i < together.size(); i++) {
            together.get(i).then().accept(priors.get(i));
        }
    }

    /** The first requests that wait, all of one moment of RocksDB; none when another thread has taken them. */
    private List<Request> take() {
        List<Request> together = new ArrayList<>();
        int keys = 0;
        long bytes = 0;
        synchronized (waiting) {
            while (!waiting.isEmpty() && keys < MOST_KEYS && bytes < MOST_BYTES) {
                Request next = waiting.getFirst();
                if (!together.isEmpty() && next.warm() != together.getFirst().warm()) {
                    break;
                }
                together.add(waiting.removeFirst());
                keys += next.wanted().size();
                bytes += next.bytes();
            }
        }
        return together;
    }

    private List<Map<Integer, Prior>> read(List<Request> together) {
        List<Map<Integer, Prior>> priors = new ArrayList<>(together.size());
        List<Place> unknown = new ArrayList<>();
        for (int i = 0; i < together.size(); i++) {
            Request request = together.get(i);
            priors.add(HashMap.newHashMap(request.wanted().size()));
            for (Wanted wanted : request.wanted()) {
                if (wanted.known().isPresent()) {
                    priors.get(i).put(wanted.n(), prior(wanted, wanted.known().get(), request.segments()));
                } else {
                    unknown.add(new Place(i, wanted));
                }
            }
        }
        if (!unknown.isEmpty()) {
            lookUp(unknown, together.getFirst().warm(), (place, content) -> {
                Prior prior = prior(
                        place.wanted(), content, together.get(place.request()).segments());
                priors.get(place.request()).put(place.wanted().n(), prior);
            });
        }
        return priors;
    }

    private static void lookUp(List<Place> places, WarmSnapshot warm, BiConsumer<Place, Content> each) {
        places.sort(Comparator.comparing(Place::key, Arrays::compareUnsigned));
        List<Place> left = look(Family.DOCUMENTS, places, warm, Rows::document, each);
        look(Family.LOCATORS, left, warm, Rows::locator, each).forEach(place -> each.accept(place, new Content.Gone()));
    }

    /** Gives the places whose keys the family has no row of. */
    private static List<Place> look(
            Family family,
            List<Place> places,
            WarmSnapshot warm,
            Function<byte[], Content> decode,
            BiConsumer<Place, Content> each) {
        List<Place> left = new ArrayList<>();
        for (int from = 0; from < places.size(); from += ASKED_AT_ONCE) {
            List<Place> some = places.subList(from, Math.min(places.size(), from + ASKED_AT_ONCE));
            List<Optional<byte[]>> rows =
                    warm.get(family, some.stream().map(Place::key).toList());
            for (int i = 0; i < some.size(); i++) {
                Place place = some.get(i);
                rows.get(i).ifPresentOrElse(row -> each.accept(place, decode.apply(row)), () -> left.add(place));
            }
        }
        return left;
    }

    /** What a single key holds; blocks. Any thread. */
    Prior read(Wanted wanted, WarmSnapshot warm, Map<Long, SegmentManifest> segments) {
        return prior(wanted, wanted.known().orElseGet(() -> warm.read(wanted.key())), segments);
    }

    private Prior prior(Wanted wanted, Content content, Map<Long, SegmentManifest> segments) {
        if (content instanceof Content.Cold lies && wanted.indexed()) {
            SegmentManifest segment = Objects.requireNonNull(segments.get(lies.segment()));
            try {
                Document document = cold.read(segment, wanted.key(), lies).document();
                return new Prior(content, Optional.of(document), false);
            } catch (LumaException e) {
                if (e.code() != ErrorCode.CORRUPT_DATA) {
                    throw e;
                }
                // The log goes on: else one lost document would keep its shard down for good.
                onLost.accept(e);
                return new Prior(content, Optional.empty(), true);
            }
        }
        return Prior.of(content);
    }
}
