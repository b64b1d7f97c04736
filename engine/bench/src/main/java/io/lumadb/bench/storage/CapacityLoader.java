package io.lumadb.bench.storage;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A node in a process of its own that writes to itself: {@code fill DIR COUNT} puts so many small documents in and stops
 * cleanly, {@code overwrite DIR COUNT} says {@code ready} and overwrites them at random until it is killed.
 */
public final class CapacityLoader {

    static final String COLLECTION = "items";

    private static final int BATCH = 1_000;
    private static final int UNDER_WAY = 8;
    private static final long SEED = 23;

    private final LumaNode node;
    private final Deque<CompletableFuture<List<WriteOutcome>>> underWay = new ArrayDeque<>();
    private List<Mutation> batch = new ArrayList<>();

    private CapacityLoader(LumaNode node) {
        this.node = node;
    }

    public static void main(String[] arguments) {
        long count = Long.parseLong(arguments[2]);
        LumaNode node = LumaNodes.start(NodeConfigs.defaults(Path.of(arguments[1]), 0));
        if (arguments[0].equals("fill")) {
            try (node) {
                new CapacityLoader(node).fill(count);
            }
        } else {
            System.out.println("ready");
            new CapacityLoader(node).overwrite(count);
        }
    }

    /** About a hundred bytes. */
    private static Document document(long number, long version) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(Document.ID, Value.of(number));
        fields.put("name", Value.of("item %08d".formatted(number)));
        fields.put("price", Value.of(number % 9_973 / 100.0));
        fields.put("stock", Value.of(version));
        fields.put("shelf", Value.of("A-" + number % 1_000));
        return Document.of(new Value.Obj(fields));
    }

    private void fill(long count) {
        node.database().createCollection(COLLECTION, Optional.empty(), false);
        long began = System.nanoTime();
        for (long number = 0; number < count; number++) {
            write(new Mutation.Insert(document(number, 0)));
            if (number > 0 && number % 1_000_000 == 0) {
                System.out.printf("  %,d documents after %.0f s%n", number, (System.nanoTime() - began) / 1e9);
            }
        }
        send();
        underWay.forEach(CompletableFuture::join);
        System.out.printf(
                "  %,d documents of %d bytes in %.0f s%n",
                count, document(count - 1, 0).sizeBytes(), (System.nanoTime() - began) / 1e9);
    }

    private void overwrite(long count) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (long version = 1; ; version++) {
            write(new Mutation.Upsert(document(random.nextLong(count), version)));
        }
    }

    private void write(Mutation mutation) {
        batch.add(mutation);
        if (batch.size() == BATCH) {
            send();
        }
    }

    private void send() {
        while (underWay.size() >= UNDER_WAY) {
            underWay.removeFirst().join();
        }
        underWay.addLast(node.database().write(COLLECTION, batch));
        batch = new ArrayList<>();
    }
}
