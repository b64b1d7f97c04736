package io.lumadb.client.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Orders of the sample shop, made from its catalogue. The same seed, catalogue, end and count give the same orders,
 * on every machine. They come in the order in which they were placed, over the eighteen months before the end, with
 * the week's and the year's rhythm; few products sell often and most seldom; whether an order has been paid, shipped,
 * delivered or returned depends on how long ago it was placed.
 *
 * <p>An order: {@code {_id: "O-000001", customer: {name, city, country, email}, lines: [{product, name, category,
 * quantity, price}], total, currency, status: placed|paid|shipped|delivered|returned, channel: web|app|shop|phone,
 * ordered_at: {$date}}}. Amounts are doubles with two decimals; {@code total} is the sum of quantity × price.
 *
 * <p>Immutable; its streams may be used on any thread, and in parallel.
 */
public final class OrderGenerator {

    /** Below this price people take several at once. */
    private static final long CHEAP_CENTS = 1_500;

    private static final int ORDERS_A_CUSTOMER = 4;

    private final long seed;
    private final OrderCalendar calendar;
    private final SeasonalDemand demand;

    /**
     * @param products the catalogue, all in one currency
     * @param end the moment before which the last order is placed, usually now
     * @throws IllegalArgumentException when the products have several currencies, or when in some month before
     *     {@code end} no active product had been released
     */
    public OrderGenerator(long seed, List<CatalogProduct> products, Instant end) {
        Set<String> currencies =
                products.stream().map(CatalogProduct::currency).collect(Collectors.toUnmodifiableSet());
        if (currencies.size() > 1) {
            throw new IllegalArgumentException(
                    "An order's total needs one currency, but the products are priced in " + currencies);
        }
        this.seed = seed;
        this.calendar = new OrderCalendar(end);
        this.demand = new SeasonalDemand(products, seed, calendar.start(), calendar.end());
    }

    /**
     * So many orders, made while the stream is read.
     *
     * @param count 0 or more
     */
    public Stream<ObjectNode> orders(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("A number of orders is 0 or more, not " + count);
        }
        CustomerPool customers = new CustomerPool(seed, Math.max(1, count / ORDERS_A_CUSTOMER));
        return IntStream.range(0, count).mapToObj(number -> order(number, count, customers));
    }

    private ObjectNode order(int number, int count, CustomerPool customers) {
        SplittableRandom random = SeedMixing.random(seed, number);
        Instant orderedAt = calendar.at((number + random.nextDouble()) / count);
        Map<CatalogProduct, Integer> basket = basket(orderedAt, random);
        Customer customer = customers.pick(random);

        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("_id", "O-%06d".formatted(number + 1));
        order.putObject("customer")
                .put("name", customer.name())
                .put("city", customer.city())
                .put("country", customer.country())
                .put("email", customer.email());
        long totalCents = 0;
        ArrayNode lines = order.putArray("lines");
        String currency = "";
        for (Map.Entry<CatalogProduct, Integer> line : basket.entrySet()) {
            CatalogProduct product = line.getKey();
            lines.addObject()
                    .put("product", product.id())
                    .put("name", product.name())
                    .put("category", product.category())
                    .put("quantity", line.getValue())
                    .put("price", amount(product.priceCents()));
            totalCents += product.priceCents() * line.getValue();
            currency = product.currency();
        }
        order.put("total", amount(totalCents));
        order.put("currency", currency);
        order.put("status", status(Duration.between(orderedAt, calendar.end()), basket, random));
        order.put("channel", channel(random));
        order.putObject("ordered_at").put("$date", orderedAt.toString());
        return order;
    }

    /** One to about seven different products; half of all orders hold a single one. */
    private Map<CatalogProduct, Integer> basket(Instant moment, SplittableRandom random) {
        Map<CatalogProduct, Integer> basket = new LinkedHashMap<>();
        do {
            CatalogProduct product = demand.pick(moment, random);
            basket.merge(product, quantity(product, random), Integer::sum);
        } while (basket.size() < 7 && random.nextInt(100) < 48);
        return basket;
    }

    private static int quantity(CatalogProduct product, SplittableRandom random) {
        if (product.priceCents() < CHEAP_CENTS) {
            int first = random.nextInt(6);
            int second = random.nextInt(6);
            return 1 + Math.min(first, second);
        }
        return random.nextInt(100) < 9 ? 2 : 1;
    }

    private static String status(Duration age, Map<CatalogProduct, Integer> basket, SplittableRandom random) {
        int percentile = random.nextInt(100);
        long hours = age.toHours();
        if (hours < 20) {
            return percentile < 35 ? "placed" : "paid";
        }
        if (hours < 72) {
            return percentile < 4 ? "placed" : percentile < 40 ? "paid" : "shipped";
        }
        if (hours < 24 * 8) {
            return percentile < 2 ? "placed" : percentile < 5 ? "paid" : percentile < 45 ? "shipped" : "delivered";
        }
        // What has to fit comes back more often.
        boolean clothes =
                basket.keySet().stream().anyMatch(product -> product.category().equals("clothing"));
        if (hours > 24 * 16 && percentile < (clothes ? 16 : 4)) {
            return "returned";
        }
        return percentile < 99 ? "delivered" : "placed";
    }

    private static String channel(SplittableRandom random) {
        int percentile = random.nextInt(100);
        if (percentile < 57) {
            return "web";
        }
        if (percentile < 83) {
            return "app";
        }
        return percentile < 95 ? "shop" : "phone";
    }

    /** The double nearest to so many hundredths, which prints with at most two decimals. */
    private static double amount(long cents) {
        return cents / 100.0;
    }
}
