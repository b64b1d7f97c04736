package io.lumadb.client.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleDataTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<JsonNode> products = readProducts();

    @Test
    void shipsAtLeastFiveHundredProductsInTwelveCategories() {
        Map<String, Long> sizes = products.stream()
                .collect(Collectors.groupingBy(
                        product -> product.path("category").asText(), Collectors.counting()));

        assertThat(products).hasSizeGreaterThanOrEqualTo(500);
        assertThat(sizes).hasSize(12);
        assertThat(sizes.values()).allMatch(size -> size >= 40);
    }

    @Test
    void identifiesAndDescribesEveryProductDifferently() {
        assertThat(texts("_id")).doesNotHaveDuplicates();
        assertThat(texts("name")).doesNotHaveDuplicates();
        assertThat(texts("description")).doesNotHaveDuplicates().allMatch(text -> text.length() >= 20);
    }

    @Test
    void beginsNoTwoDescriptionsWithTheSameFiveWords() {
        Function<String, String> opening =
                text -> Stream.of(text.split(" ", -1)).limit(5).collect(Collectors.joining(" "));

        assertThat(texts("description").stream().map(opening)).doesNotHaveDuplicates();
    }

    @Test
    void givesEveryProductThePartsThatQueriesAskFor() {
        assertThat(products).allSatisfy(product -> {
            assertThat(product.path("price").isNumber()).isTrue();
            assertThat(product.path("stock").isInt()).isTrue();
            assertThat(product.path("tags").isArray()).isTrue();
            assertThat(product.path("attributes").isObject()).isTrue();
            assertThat(product.path("active").isBoolean()).isTrue();
            assertThat(product.path("released").path("$date").isTextual()).isTrue();
        });
        assertThat(products.stream().filter(product -> product.has("rating")))
                .hasSizeLessThan(products.size())
                .allMatch(product -> product.path("rating").asDouble() >= 1
                        && product.path("rating").asDouble() <= 5);
    }

    @Test
    void readsEveryLineAsACatalogueProduct() {
        assertThat(SampleData.catalogue()).extracting(CatalogProduct::id).isEqualTo(texts("_id"));
    }

    private List<String> texts(String field) {
        return products.stream().map(product -> product.path(field).asText()).toList();
    }

    private static List<JsonNode> readProducts() {
        try (Stream<String> lines = SampleData.products()) {
            return lines.map(SampleDataTest::read).toList();
        }
    }

    private static JsonNode read(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + line, e);
        }
    }
}
