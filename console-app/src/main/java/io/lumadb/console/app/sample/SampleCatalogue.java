package io.lumadb.console.app.sample;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.sample.SampleData;
import io.lumadb.client.transfer.Importer;
import io.lumadb.client.transfer.LineStream;
import io.lumadb.document.error.ErrorCode;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Puts the sample into a cluster: {@code products} and {@code orders}. What is there already is left as it is. */
public final class SampleCatalogue {

    /** How many orders are made from the catalogue. */
    public static final int ORDERS = 20_000;

    private static final long SEED = 2_026;

    private SampleCatalogue() {}

    public record Loaded(long products, long orders) {}

    /**
     * Loads both collections. Blocks.
     *
     * @param progress told what is being done, in words
     */
    public static Loaded load(LumaClient client, Consumer<String> progress) throws InterruptedException {
        progress.accept("Loading the product catalogue…");
        long products = fill(client, SampleData.PRODUCTS, SampleData.products(), progress);
        progress.accept("Loading orders…");
        long orders = fill(client, SampleData.ORDERS, SampleData.orders(SEED, ORDERS, Instant.now()), progress);
        return new Loaded(products, orders);
    }

    private static long fill(LumaClient client, String collection, Stream<String> lines, Consumer<String> progress)
            throws InterruptedException {
        if (!make(client, collection)) {
            long there = client.collection(collection).join().documents();
            if (there > 0) {
                lines.close();
                return there;
            }
        }
        try (lines) {
            Importer importer = new Importer(
                    client,
                    collection,
                    reject -> {
                        throw new ClientException(
                                ErrorCode.INTERNAL, "a sample document was refused: " + reject.detail(), null, null);
                    },
                    count -> progress.accept(String.format("Loading %s: %,d", collection, count)));
            Importer.Outcome outcome = importer.run(new LineStream(lines.iterator()), Importer.Format.NDJSON);
            if (outcome.stopped() != null) {
                throw outcome.stopped();
            }
            return outcome.inserted();
        }
    }

    private static boolean make(LumaClient client, String collection) {
        try {
            client.createCollection(collection).join();
            return true;
        } catch (CompletionException e) {
            ClientException reason = ClientException.of(e);
            if (reason.code() == ErrorCode.ALREADY_EXISTS) {
                return false;
            }
            throw reason;
        }
    }
}
