package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.IndexVerification;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.QueryCall;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writers, movers and readers, and what the server may hold after they were cut off. Every key, group and chunk has one
 * writer, so that at most one of its writes has no answer: the server must hold what was acknowledged last or that one
 * write, and whole.
 */
final class CrashModel {

    private static final int KEY_WRITERS = 20;
    private static final int KEYS_EACH = 12;
    private static final int GROUP_WRITERS = 2;
    private static final int GROUPS = 8;
    private static final int GROUP_SIZE = 20;
    private static final int CHUNK_WRITERS = 3;
    private static final int CHUNK_SIZE = 8;
    private static final int POOL = 160;
    private static final long ABSENT = -1;
    static final List<String> TIERS = List.of("hot", "warm", "cold");

    /** What may be stored: the last value acknowledged, and the one that was sent after it. */
    private record Known(long acknowledged, long sent) {
        static final Known NOTHING = new Known(ABSENT, ABSENT);

        boolean allows(long value) {
            return value == acknowledged || value == sent;
        }
    }

    private final Map<String, Known> keys = new ConcurrentHashMap<>();
    private final Map<Integer, Known> groups = new ConcurrentHashMap<>();
    private final Map<Integer, Known> chunks = new ConcurrentHashMap<>();
    /** By fought-over value, who was told that it is his. */
    private final Map<Long, Set<String>> winners = new ConcurrentHashMap<>();

    private final Map<Long, Integer> shards = new HashMap<>();
    private final List<List<Long>> chunkIds = new ArrayList<>();
    private final AtomicLong values = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final CrashBatches batches = new CrashBatches(acknowledged);
    private final AtomicReference<Throwable> surprise = new AtomicReference<>();

    /** Documents whose writing or deleting was acknowledged. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Makes collections and indexes, and learns which shard an id belongs to. */
    void found(LumaClient client) {
        for (String name : List.of("keys", "groups", "chunks", "fights", "ids")) {
            client.createCollection(name).join();
        }
        query(client, "CREATE UNIQUE INDEX by_mail ON keys (mail)");
        query(client, "CREATE INDEX by_n ON keys (n)");
        query(client, "CREATE INDEX by_g ON groups (g)");
        query(client, "CREATE INDEX by_chunk ON chunks (chunk)");
        query(client, "CREATE UNIQUE INDEX by_value ON fights (value)");
        batches.found(client);
        insert(client, "ids", "(_id)", POOL, id -> "(" + id + ")");
        for (long id = 0; id < POOL; id++) {
            shards.put(id, client.placement("ids", Value.of(id)).join().shard());
        }
        insert(client, "groups", "(_id, g, round)", GROUPS * GROUP_SIZE, id -> "(" + id + ", " + id % GROUPS + ", 0)");
        for (int group = 0; group < GROUPS; group++) {
            groups.put(group, new Known(0, 0));
        }
        for (int shard : new HashSet<>(shards.values())) {
            List<Long> own = shards.keySet().stream()
                    .filter(id -> shards.get(id) == shard)
                    .sorted()
                    .toList();
            for (int from = 0; from + CHUNK_SIZE <= own.size(); from += CHUNK_SIZE) {
                chunks.put(chunkIds.size(), Known.NOTHING);
                chunkIds.add(own.subList(from, from + CHUNK_SIZE));
            }
        }
    }

    private static void insert(
            LumaClient client, String into, String columns, int count, java.util.function.LongFunction<String> row) {
        StringBuilder rows = new StringBuilder();
        for (long id = 0; id < count; id++) {
            rows.append(id == 0 ? "" : ", ").append(row.apply(id));
        }
        query(client, "INSERT INTO " + into + " " + columns + " VALUES " + rows);
    }

    private static List<Value.Obj> query(LumaClient client, String lql) {
        return client.query(QueryCall.of("lql", lql)).join().documents();
    }

    private static long number(Value.Obj document, String field) {
        return document.get(field) instanceof Value.Int64(long number) ? number : ABSENT;
    }

    private static String text(Value.Obj document, String field) {
        return document.get(field) instanceof Value.Text(String text) ? text : "";
    }

    /** Holds everything stored against the model; afterwards the model knows what is stored. */
    void verify(LumaClient client) {
        verifyKeys(client);
        verifyGroups(client);
        verifyChunks(client);
        verifyFights(client);
        batches.verify(client);
        verifyIndexes(client);
    }

    private void verifyKeys(LumaClient client) {
        Map<String, Long> stored = new HashMap<>();
        for (Value.Obj document : query(client, "SELECT * FROM keys")) {
            long value = number(document, "value");
            String key = text(document, "_id");
            stored.put(key, value);
            // One write sets all three: a document is one version or another, never a mixture.
            assertThat(document.get("n")).as("n of %s", document).isEqualTo(Value.of(value % 10));
            assertThat(document.get("mail")).as("mail of %s", document).isEqualTo(Value.of(mail(key, value)));
        }
        Set<String> all = new HashSet<>(stored.keySet());
        all.addAll(keys.keySet());
        for (String key : all) {
            long value = stored.getOrDefault(key, ABSENT);
            Known known = keys.getOrDefault(key, Known.NOTHING);
            assertThat(known.allows(value))
                    .as("key %s holds %d, and %s was known", key, value, known)
                    .isTrue();
            keys.put(key, new Known(value, value));
        }
    }

    private void verifyGroups(LumaClient client) {
        Map<Integer, Map<Integer, Set<Long>>> rounds = new HashMap<>();
        Map<Integer, Integer> sizes = new HashMap<>();
        for (Value.Obj document : query(client, "SELECT * FROM groups")) {
            int group = (int) number(document, "g");
            sizes.merge(group, 1, Integer::sum);
            rounds.computeIfAbsent(group, _ -> new HashMap<>())
                    .computeIfAbsent(shards.get(number(document, "_id")), _ -> new HashSet<>())
                    .add(number(document, "round"));
        }
        groups.replaceAll((group, known) -> {
            assertThat(sizes.get(group)).as("documents of group %d", group).isEqualTo(GROUP_SIZE);
            rounds.get(group)
                    .forEach((shard, found) -> assertThat(found)
                            .as("rounds of group %d on shard %d, %s", group, shard, known)
                            .hasSize(1)
                            .allMatch(known::allows));
            // The shards may differ: the next round makes them equal again.
            return known;
        });
    }

    private void verifyChunks(LumaClient client) {
        Map<Integer, List<Long>> stored = new HashMap<>();
        for (Value.Obj document : query(client, "SELECT * FROM chunks")) {
            stored.computeIfAbsent((int) number(document, "chunk"), _ -> new ArrayList<>())
                    .add(number(document, "value"));
        }
        chunks.replaceAll((chunk, known) -> {
            List<Long> found = stored.getOrDefault(chunk, List.of());
            assertThat(found.size()).as("documents of chunk %d", chunk).isIn(0, CHUNK_SIZE);
            assertThat(new HashSet<>(found).size()).isLessThanOrEqualTo(1);
            long value = found.isEmpty() ? ABSENT : found.getFirst();
            assertThat(known.allows(value))
                    .as("chunk %d holds %d, and %s was known", chunk, value, known)
                    .isTrue();
            return new Known(value, value);
        });
    }

    private void verifyFights(LumaClient client) {
        Map<Long, String> holders = new HashMap<>();
        for (Value.Obj document : query(client, "SELECT * FROM fights")) {
            String before = holders.put(number(document, "value"), text(document, "_id"));
            assertThat(before)
                    .as("who else holds the unique value of %s", document)
                    .isNull();
        }
        winners.forEach((value, told) -> assertThat(told)
                .as("who was told that %d is his", value)
                .hasSize(1)
                .containsExactly(holders.getOrDefault(value, "nobody")));
    }

    private static void verifyIndexes(LumaClient client) {
        Map<String, List<String>> all = Map.of(
                "keys", List.of("by_mail", "by_n"),
                "groups", List.of("by_g"),
                "chunks", List.of("by_chunk"),
                "fights", List.of("by_value"),
                "batches", List.of("by_serial", "by_batch"));
        all.forEach((collection, names) -> {
            for (String name : names) {
                IndexVerification verification =
                        client.verifyIndex(collection, name).join();
                assertThat(verification.sound()).as("%s", verification).isTrue();
            }
        });
    }

    /** Starts everybody; the latch opens when the last has met the server's end. */
    CountDownLatch start(LumaClient client, SplittableRandom random) {
        List<Runnable> tasks = new ArrayList<>();
        for (int writer = 0; writer < KEY_WRITERS; writer++) {
            int number = writer;
            SplittableRandom own = random.split();
            tasks.add(() -> writeKey(client, "w" + number + "-" + own.nextInt(KEYS_EACH), own));
        }
        for (int writer = 0; writer < GROUP_WRITERS; writer++) {
            int number = writer;
            SplittableRandom own = random.split();
            tasks.add(() -> writeGroup(client, number + GROUP_WRITERS * own.nextInt(GROUPS / GROUP_WRITERS)));
        }
        for (int writer = 0; writer < CHUNK_WRITERS; writer++) {
            int number = writer;
            SplittableRandom own = random.split();
            tasks.add(() -> toggleChunk(client, number + CHUNK_WRITERS * own.nextInt(chunkIds.size() / CHUNK_WRITERS)));
        }
        tasks.addAll(batches.tasks(client, random.split()));
        AtomicLong round = new AtomicLong(values.addAndGet(1_000_000));
        tasks.add(() -> fight(client, "a", round));
        tasks.add(() -> fight(client, "b", round));
        SplittableRandom moveRandom = random.split();
        tasks.add(() -> move(client, moveRandom));
        SplittableRandom readRandom = random.split();
        tasks.add(() -> read(client, readRandom.nextInt(GROUPS)));
        CountDownLatch ended = new CountDownLatch(tasks.size());
        tasks.forEach(task -> Thread.ofVirtual().start(() -> {
            try {
                untilTheEnd(task);
            } finally {
                ended.countDown();
            }
        }));
        return ended;
    }

    /** Fails with what a writer met that was not the server's end. */
    void requireNoSurprise() {
        Throwable met = surprise.get();
        if (met != null) {
            throw new AssertionError("a writer met what it should not", met);
        }
    }

    private void untilTheEnd(Runnable task) {
        try {
            while (true) {
                task.run();
            }
        } catch (CompletionException e) {
            if (ClientException.of(e).code() != ErrorCode.UNAVAILABLE) {
                surprise.compareAndSet(null, e);
            }
        } catch (RuntimeException | AssertionError e) {
            surprise.compareAndSet(null, e);
        }
    }

    private static String mail(String key, long value) {
        return key + "#" + value % 3;
    }

    private void writeKey(LumaClient client, String key, SplittableRandom random) {
        Known known = keys.getOrDefault(key, Known.NOTHING);
        long value = values.incrementAndGet();
        Value id = Value.of(key);
        if (known.acknowledged() != ABSENT && random.nextInt(4) == 0) {
            keys.put(key, new Known(known.acknowledged(), ABSENT));
            client.delete("keys", id).join();
            value = ABSENT;
        } else {
            Value.Obj document = new Value.Obj(Map.of(
                    "_id", id,
                    "value", Value.of(value),
                    "n", Value.of(value % 10),
                    "mail", Value.of(mail(key, value)),
                    "pad", Value.of("x".repeat(random.nextInt(600)))));
            keys.put(key, new Known(known.acknowledged(), value));
            if (known.acknowledged() == ABSENT) {
                client.insert("keys", document).join();
            } else {
                client.replace("keys", id, document).join();
            }
        }
        keys.put(key, new Known(value, value));
        acknowledged.incrementAndGet();
    }

    private void writeGroup(LumaClient client, int group) {
        Known known = java.util.Objects.requireNonNull(groups.get(group));
        // A round without an answer may have come to some shards; the next has its number, so that no third is
        // possible.
        long round = known.sent() == known.acknowledged() ? known.sent() + 1 : known.sent();
        groups.put(group, new Known(known.acknowledged(), round));
        query(client, "UPDATE groups SET round = " + round + " WHERE g = " + group);
        groups.put(group, new Known(round, round));
        acknowledged.addAndGet(GROUP_SIZE);
    }

    private void toggleChunk(LumaClient client, int chunk) {
        Known known = java.util.Objects.requireNonNull(chunks.get(chunk));
        long value = known.acknowledged() == ABSENT ? values.incrementAndGet() : ABSENT;
        chunks.put(chunk, new Known(known.acknowledged(), value));
        if (value == ABSENT) {
            query(client, "DELETE FROM chunks WHERE chunk = " + chunk);
        } else {
            StringBuilder rows = new StringBuilder();
            for (long id : chunkIds.get(chunk)) {
                rows.append(rows.isEmpty() ? "" : ", ").append("(" + id + ", " + chunk + ", " + value + ")");
            }
            query(client, "INSERT INTO chunks (_id, chunk, value) VALUES " + rows);
        }
        chunks.put(chunk, new Known(value, value));
        acknowledged.addAndGet(CHUNK_SIZE);
    }

    private void fight(LumaClient client, String who, AtomicLong round) {
        long value = round.getAndIncrement() / 2;
        String id = who + "-" + value;
        Value.Obj document = new Value.Obj(Map.of("_id", Value.of(id), "value", Value.of(value)));
        try {
            client.insert("fights", document).join();
            winners.computeIfAbsent(value, _ -> ConcurrentHashMap.newKeySet()).add(id);
            acknowledged.incrementAndGet();
        } catch (CompletionException e) {
            if (ClientException.of(e).code() != ErrorCode.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    private static void move(LumaClient client, SplittableRandom random) {
        String collection = List.of("keys", "groups", "chunks").get(random.nextInt(3));
        String tier = TIERS.get(random.nextInt(TIERS.size()));
        client.move(new MoveCall(collection, null, tier)).join();
    }

    private void read(LumaClient client, int group) {
        List<Value.Obj> found = query(client, "SELECT * FROM groups WHERE g = " + group);
        assertThat(found).as("documents of group %d by its index", group).hasSize(GROUP_SIZE);
    }

    /** How many documents lie in a tier, for the test to know that it tested what it was to test. */
    static long documentsIn(LumaClient client, String collection, String tier) {
        return Optional.of(client.collection(collection).join().tiers())
                .map(tiers -> switch (tier) {
                    case "hot" -> tiers.hot().documents();
                    case "warm" -> tiers.warm().documents();
                    default -> tiers.cold().documents();
                })
                .orElseThrow();
    }
}
