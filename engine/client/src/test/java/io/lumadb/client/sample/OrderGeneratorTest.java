package io.lumadb.client.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class OrderGeneratorTest {

    private static final Instant END = Instant.parse("2026-11-20T10:15:30Z");
    private static final int COUNT = 8_000;
    private static final List<CatalogProduct> CATALOGUE = SampleData.catalogue();
    private static final List<ObjectNode> ORDERS =
            new OrderGenerator(7, CATALOGUE, END).orders(COUNT).toList();

    private static final String FIRST_ORDER_OF_SEED_ONE = """
            {"_id":"O-000001",
            "customer":{"name":"Jonas Otto","city":"Berlin","country":"DE","email":"jonas.otto.1@example.org"},
            "lines":[{"product":"P-0117","name":"Bath Mat, Woven Cotton","category":"home textiles",
            "quantity":1,"price":27.0}],
            "total":27.0,"currency":"EUR","status":"delivered","channel":"web",
            "ordered_at":{"$date":"2025-11-20T15:58:43Z"}}""".replace("\n", "");

    @Test
    void makesTheSameOrdersFromTheSameSeed() {
        assertThat(new OrderGenerator(7, CATALOGUE, END).orders(COUNT).toList()).isEqualTo(ORDERS);
        assertThat(new OrderGenerator(8, CATALOGUE, END).orders(10).toList()).isNotEqualTo(ORDERS.subList(0, 10));
    }

    @Test
    void keepsItsOrdersFromReleaseToRelease() {
        assertThat(SampleData.orders(1, 2, END).findFirst())
                .hasValueSatisfying(order -> assertThat(order).isEqualTo(FIRST_ORDER_OF_SEED_ONE));
    }

    @Test
    void numbersTheOrdersInTheSequenceInWhichTheyWerePlaced() {
        assertThat(ORDERS)
                .extracting(order -> order.path("_id").asText())
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(ORDERS)
                .extracting(OrderGeneratorTest::orderedAt)
                .isSorted()
                .allMatch(moment -> moment.isBefore(END) && !moment.isBefore(Instant.parse("2025-05-20T10:15:30Z")));
    }

    @Test
    void addsUpTheLinesToTheTotal() {
        assertThat(ORDERS).allSatisfy(order -> {
            BigDecimal sum = lines(order)
                    .map(line -> decimal(line, "price").multiply(decimal(line, "quantity")))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);

            assertThat(decimal(order, "total")).isEqualByComparingTo(sum).isPositive();
        });
    }

    @Test
    void ordersOnlyProductsThatExistAndWereReleased() {
        Map<String, CatalogProduct> byId =
                CATALOGUE.stream().collect(Collectors.toMap(CatalogProduct::id, product -> product));

        assertThat(ORDERS)
                .allSatisfy(order -> assertThat(lines(order)).isNotEmpty().allSatisfy(line -> {
                    assertThat(byId).containsKey(line.path("product").asText());
                    CatalogProduct product = byId.get(line.path("product").asText());
                    assertThat(product.name()).isEqualTo(line.path("name").asText());
                    assertThat(product.active()).isTrue();
                    assertThat(product.released()).isBefore(orderedAt(order));
                }));
    }

    @Test
    void deliversMostOrdersAndShipsTheLatest() {
        Map<String, Long> statuses = ORDERS.stream()
                .collect(Collectors.groupingBy(order -> order.path("status").asText(), Collectors.counting()));

        assertThat(statuses).containsOnlyKeys("placed", "paid", "shipped", "delivered", "returned");
        assertThat(statuses.get("delivered")).isGreaterThan(COUNT * 8 / 10);
        assertThat(statuses.get("returned")).isBetween(COUNT / 50L, COUNT / 10L);
        assertThat(ORDERS.getLast().path("status").asText()).isIn("placed", "paid");
    }

    @Test
    void sellsFewProductsOftenAndMostSeldom() {
        Map<String, Integer> sales = new HashMap<>();
        ORDERS.forEach(order ->
                lines(order).forEach(line -> sales.merge(line.path("product").asText(), 1, Integer::sum)));
        List<Integer> ranked =
                sales.values().stream().sorted(Comparator.reverseOrder()).toList();
        int all = ranked.stream().mapToInt(Integer::intValue).sum();
        int topTenth = ranked.stream()
                .limit(CATALOGUE.size() / 10)
                .mapToInt(Integer::intValue)
                .sum();

        assertThat(topTenth).isBetween(all * 35 / 100, all * 70 / 100);
        assertThat(ranked).hasSizeGreaterThan(CATALOGUE.size() * 9 / 10);
    }

    @Test
    void followsTheWeekAndTheYear() {
        Map<DayOfWeek, Long> byWeekday = ORDERS.stream()
                .collect(Collectors.groupingBy(
                        order -> orderedAt(order).atOffset(ZoneOffset.UTC).getDayOfWeek(), Collectors.counting()));

        assertThat(byWeekday.get(DayOfWeek.SUNDAY)).isGreaterThan(byWeekday.get(DayOfWeek.SATURDAY));
        assertThat(share("toys", 12)).isGreaterThan(1.5 * share("toys", 5));
        assertThat(share("garden", 4)).isGreaterThan(2 * share("garden", 11));
    }

    @Test
    void addressesCustomersOnlyAtDomainsReservedForExamples() {
        assertThat(ORDERS)
                .extracting(order -> order.path("customer").path("email").asText())
                .allMatch(email -> email.matches("[a-z]+\\.[a-z]+\\.\\d+@example\\.(org|com|net)"));
    }

    @Test
    void refusesACatalogueInSeveralCurrencies() {
        CatalogProduct euro = CATALOGUE.getFirst();
        CatalogProduct krona = new CatalogProduct("P-X", "Kåsa", "outdoor", 19_900, "SEK", true, euro.released());

        assertThatThrownBy(() -> new OrderGenerator(1, List.of(euro, krona), END))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("EUR", "SEK");
    }

    @Test
    void refusesATimeBeforeAnythingWasReleased() {
        assertThatThrownBy(() -> new OrderGenerator(1, CATALOGUE, Instant.parse("2001-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1999-07");
    }

    @Test
    void makesNoOrdersWhenAskedForNone() {
        assertThat(SampleData.orders(1, 0, END)).isEmpty();
    }

    private double share(String category, int month) {
        List<JsonNode> sold = ORDERS.stream()
                .filter(order -> orderedAt(order).atOffset(ZoneOffset.UTC).getMonthValue() == month)
                .flatMap(OrderGeneratorTest::lines)
                .toList();
        long ofCategory = sold.stream()
                .filter(line -> line.path("category").asText().equals(category))
                .count();
        return (double) ofCategory / sold.size();
    }

    private static Stream<JsonNode> lines(JsonNode order) {
        return StreamSupport.stream(order.path("lines").spliterator(), false);
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asText());
    }

    private static Instant orderedAt(JsonNode order) {
        return Instant.parse(order.path("ordered_at").path("$date").asText());
    }
}
