package io.lumadb.bench.query;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The documents of the query benchmarks: orders of about 1 KB, the same for the same seed. */
final class Orders {

    static final String COLLECTION = "orders";
    static final int COUNTRIES = 40;

    private static final List<String> STATES = List.of("new", "paid", "packed", "shipped", "returned");
    private static final long FIRST_MILLIS =
            Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long SECONDS_OF_TWO_YEARS = 2L * 365 * 24 * 3600;
    /** What brings a document to about 1 KB of BSON. */
    private static final int NOTE_CHARACTERS = 620;

    private final long seed;

    Orders(long seed) {
        this.seed = seed;
    }

    /** The order of that number, from 0. */
    Value.Obj order(long number) {
        SplittableRandom random = new SplittableRandom(seed + number);
        Map<String, Value> address = new LinkedHashMap<>();
        address.put("street", Value.of(random.nextInt(1, 200) + " Long Street"));
        address.put("city", Value.of("City " + random.nextInt(2_000)));
        address.put("zip", Value.of(Integer.toString(random.nextInt(10_000, 99_999))));
        Map<String, Value> order = new LinkedHashMap<>();
        order.put("_id", Value.of(number));
        order.put("customer", Value.of("customer-" + random.nextInt(50_000)));
        order.put("email", Value.of("customer" + random.nextInt(50_000) + "@example.com"));
        order.put("address", new Value.Obj(address));
        order.put("note", Value.of(note(random)));
        order.put("country", Value.of("country-" + random.nextInt(COUNTRIES)));
        order.put("status", Value.of(STATES.get(random.nextInt(STATES.size()))));
        order.put("amount", Value.of(random.nextInt(100, 100_000) / 100.0));
        order.put("quantity", Value.of(random.nextInt(1, 50)));
        order.put("created", new Value.Timestamp(FIRST_MILLIS + 1000 * random.nextLong(SECONDS_OF_TWO_YEARS)));
        order.put("tags", Value.array(Value.of("tag" + random.nextInt(50)), Value.of("tag" + random.nextInt(50))));
        order.put("priority", Value.of(random.nextInt(10)));
        order.put("paid", Value.of(random.nextBoolean()));
        order.put("code", Value.of(code(number)));
        return new Value.Obj(order);
    }

    /** What no other order has. */
    static String code(long number) {
        return "order-" + number;
    }

    Document document(long number) {
        return Document.of(order(number));
    }

    /** The order as JSON that any database reads: the moment as ISO 8601 text. */
    String json(long number) {
        Map<String, Value> fields = new LinkedHashMap<>(order(number).fields());
        fields.computeIfPresent(
                "created",
                (_, created) -> created instanceof Value.Timestamp timestamp
                        ? Value.of(timestamp.instant().toString())
                        : created);
        return Json.relaxed(new Value.Obj(fields));
    }

    private static String note(SplittableRandom random) {
        StringBuilder note = new StringBuilder(NOTE_CHARACTERS);
        while (note.length() < NOTE_CHARACTERS) {
            note.append((char) ('a' + random.nextInt(26)));
            if (random.nextInt(6) == 0) {
                note.append(' ');
            }
        }
        return note.toString();
    }
}
