package io.lumadb.console.app.sample;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.sample.CatalogProduct;
import io.lumadb.client.sample.SampleData;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A shop's day on the sample, for pictures and demonstrations: visitors look at products (some far more than others),
 * orders come in, somebody asks a question now and then. Requests that are not answered yet are bounded: a slow cluster is
 * asked less.
 */
public final class ShopTraffic implements AutoCloseable {

    private static final int TICKS_PER_SECOND = 20;
    private static final int LOOKS_PER_TICK = 12;
    private static final int ORDERS_PER_TICK = 3;
    private static final int MOST_OPEN_REQUESTS = 64;
    private static final int TICKS_BETWEEN_QUESTIONS = 10;

    private static final List<QueryCall> QUESTIONS = List.of(
            QueryCall.of("lql", "SELECT category, COUNT(*) AS n, AVG(price) AS mean FROM products GROUP BY category"),
            QueryCall.of("nql", "count orders per status"),
            QueryCall.of("jql", "{\"find\": \"products\", \"filter\": {\"rating\": {\"$gte\": 4.8}}, \"limit\": 10}"));

    private final LumaClient client;
    private final SplittableRandom random;
    private final List<String> products =
            SampleData.catalogue().stream().map(CatalogProduct::id).toList();
    private final AtomicInteger open = new AtomicInteger();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("shop-traffic").unstarted(task));
    private long tick;
    private long orders;

    /** Starts at once; the client is the caller's. */
    public ShopTraffic(LumaClient client, long seed) {
        this.client = client;
        this.random = new SplittableRandom(seed);
        ticks.scheduleAtFixedRate(this::tick, 0, 1_000 / TICKS_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        tick++;
        for (int i = 0; i < LOOKS_PER_TICK && room(); i++) {
            track(client.document(SampleData.PRODUCTS, Value.of(popularProduct())));
        }
        for (int i = 0; i < ORDERS_PER_TICK && room(); i++) {
            track(client.insert(SampleData.ORDERS, order()));
        }
        if (tick % TICKS_BETWEEN_QUESTIONS == 0 && room()) {
            track(client.query(QUESTIONS.get((int) (tick / TICKS_BETWEEN_QUESTIONS % QUESTIONS.size()))));
        }
    }

    private boolean room() {
        return open.get() < MOST_OPEN_REQUESTS;
    }

    private void track(java.util.concurrent.CompletableFuture<?> request) {
        open.incrementAndGet();
        request.whenComplete((answer, failure) -> open.decrementAndGet());
    }

    /** The square of a square: one product in ten gets most of the looks. */
    private String popularProduct() {
        double draw = random.nextDouble();
        return products.get((int) (draw * draw * draw * draw * products.size()));
    }

    private Value.Obj order() {
        orders++;
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", Value.of("L-" + Long.toString(System.currentTimeMillis(), 36) + "-" + orders));
        fields.put("customer", Json.parse("{\"name\": \"Walk-in\", \"city\": \"Lyon\", \"country\": \"FR\"}"));
        fields.put(
                "lines",
                Value.array(new Value.Obj(
                        Map.of("product", Value.of(popularProduct()), "quantity", Value.of(1 + random.nextLong(3))))));
        fields.put("total", Value.of(Math.round(random.nextDouble(5, 200) * 100) / 100.0));
        fields.put("currency", Value.of("EUR"));
        fields.put("status", Value.of("placed"));
        fields.put("channel", Value.of(random.nextBoolean() ? "web" : "shop"));
        fields.put("ordered_at", Value.of(Instant.now()));
        return new Value.Obj(fields);
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
