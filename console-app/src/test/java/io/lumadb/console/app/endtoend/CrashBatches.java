package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.ImportReport;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.document.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Batches of documents over all shards that come in one statement or one import, are moved between tiers, and go in one
 * statement. A batch that was under way may have come or gone in part, but each of its documents whole, with its unique
 * serial number.
 */
final class CrashBatches {

    private static final int WRITERS = 3;
    private static final int SIZE = 40;
    /** A writer deletes its oldest batch when it has as many. */
    private static final int MOST_EACH = 6;

    /** What must be there of a batch, and what may be there besides, by the documents' numbers in the batch. */
    private record Batch(Set<Integer> certain, Set<Integer> possible) {}

    private final NavigableMap<Long, Batch> batches = new ConcurrentSkipListMap<>();
    private final Map<Integer, Long> written = new ConcurrentHashMap<>();
    private final AtomicLong acknowledged;

    CrashBatches(AtomicLong acknowledged) {
        this.acknowledged = acknowledged;
    }

    void found(LumaClient client) {
        client.createCollection("batches").join();
        query(client, "CREATE UNIQUE INDEX by_serial ON batches (serial)");
        query(client, "CREATE INDEX by_batch ON batches (batch)");
    }

    private static QueryResult query(LumaClient client, String lql) {
        return client.query(QueryCall.of("lql", lql)).join();
    }

    private static String pad(long batch, int number) {
        return Long.toString(batch * SIZE + number, 36).repeat((int) (batch * 7 + number) % 60);
    }

    private static Value.Obj document(long batch, int number) {
        return new Value.Obj(Map.of(
                "_id", Value.of(batch + "-" + number),
                "batch", Value.of(batch),
                "number", Value.of((long) number),
                "serial", Value.of(batch * SIZE + number),
                "pad", Value.of(pad(batch, number))));
    }

    /** Holds everything stored against what is known; afterwards that is what is stored. */
    void verify(LumaClient client) {
        Map<Long, Set<Integer>> stored = new TreeMap<>();
        for (Value.Obj document : query(client, "SELECT * FROM batches").documents()) {
            long batch = number(document, "batch");
            int number = (int) number(document, "number");
            assertThat(document.fields())
                    .as("a document whole")
                    .isEqualTo(document(batch, number).fields());
            stored.computeIfAbsent(batch, _ -> new HashSet<>()).add(number);
        }
        assertThat(batches.keySet()).as("batches that were ever sent").containsAll(stored.keySet());
        for (long batch : List.copyOf(batches.keySet())) {
            Batch known = Objects.requireNonNull(batches.get(batch));
            Set<Integer> found = stored.getOrDefault(batch, Set.of());
            Set<Integer> allowed = new HashSet<>(known.certain());
            allowed.addAll(known.possible());
            assertThat(found)
                    .as("documents of batch %d, of which %s", batch, known)
                    .containsAll(known.certain())
                    .isSubsetOf(allowed);
            if (found.isEmpty()) {
                batches.remove(batch);
            } else {
                batches.put(batch, new Batch(found, Set.of()));
            }
        }
    }

    private static long number(Value.Obj document, String field) {
        return document.get(field) instanceof Value.Int64(long number) ? number : -1;
    }

    /** What the writers and the mover do again and again. */
    List<Runnable> tasks(LumaClient client, SplittableRandom random) {
        List<Runnable> tasks = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            SplittableRandom own = random.split();
            tasks.add(() -> write(client, number, own));
        }
        SplittableRandom own = random.split();
        tasks.add(() -> move(client, own));
        return tasks;
    }

    private List<Long> of(int writer) {
        return batches.keySet().stream()
                .filter(batch -> batch % WRITERS == writer)
                .toList();
    }

    private void write(LumaClient client, int writer, SplittableRandom random) {
        List<Long> own = of(writer);
        if (own.size() >= MOST_EACH) {
            delete(client, own.getFirst());
        } else {
            insert(client, written.merge(writer, 1L, Long::sum) * WRITERS + writer, random.nextBoolean());
        }
    }

    private void insert(LumaClient client, long batch, boolean imported) {
        Set<Integer> all = IntStream.range(0, SIZE).boxed().collect(Collectors.toSet());
        batches.put(batch, new Batch(Set.of(), all));
        if (imported) {
            byte[] lines = IntStream.range(0, SIZE)
                    .mapToObj(number ->
                            "{\"_id\": \"%d-%d\", \"batch\": %d, \"number\": %d, \"serial\": %d, \"pad\": \"%s\"}\n"
                                    .formatted(batch, number, batch, number, batch * SIZE + number, pad(batch, number)))
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
            ImportReport report = client.importDocuments(
                            "batches", new ByteArrayInputStream(lines), "ndjson", false, _ -> {})
                    .join();
            assertThat(report.inserted()).as("%s", report).isEqualTo(SIZE);
        } else {
            String rows = IntStream.range(0, SIZE)
                    .mapToObj(number -> "('%d-%d', %d, %d, %d, '%s')"
                            .formatted(batch, number, batch, number, batch * SIZE + number, pad(batch, number)))
                    .collect(Collectors.joining(", "));
            query(client, "INSERT INTO batches (_id, batch, number, serial, pad) VALUES " + rows);
        }
        batches.put(batch, new Batch(all, Set.of()));
        acknowledged.addAndGet(SIZE);
    }

    private void delete(LumaClient client, long batch) {
        Set<Integer> there = Objects.requireNonNull(batches.get(batch)).certain();
        batches.put(batch, new Batch(Set.of(), there));
        QueryResult result = query(client, "DELETE FROM batches WHERE batch = " + batch);
        assertThat(result.affected()).as("deleted of batch %d", batch).isEqualTo((long) there.size());
        batches.remove(batch);
        acknowledged.addAndGet(there.size());
    }

    /** Some documents of some batch, which may be on their way out. */
    private void move(LumaClient client, SplittableRandom random) {
        List<Long> all = List.copyOf(batches.keySet());
        if (all.isEmpty()) {
            Thread.onSpinWait();
            return;
        }
        long batch = all.get(random.nextInt(all.size()));
        List<Value> ids = IntStream.range(0, SIZE)
                .filter(_ -> random.nextBoolean())
                .mapToObj(number -> Value.of(batch + "-" + number))
                .toList();
        String tier = CrashModel.TIERS.get(random.nextInt(CrashModel.TIERS.size()));
        client.move(new MoveCall("batches", ids, tier)).join();
    }
}
