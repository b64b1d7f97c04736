package io.lumadb.client.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * What an order needs to know about a product of the catalogue.
 *
 * @param id the product's {@code _id}
 * @param priceCents the price in hundredths of {@code currency}, more than zero
 * @param currency ISO 4217 code
 * @param active whether it can still be ordered
 * @param released the first moment it could be ordered
 */
public record CatalogProduct(
        String id, String name, String category, long priceCents, String currency, boolean active, Instant released) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public CatalogProduct {
        if (priceCents <= 0) {
            throw new IllegalArgumentException(
                    "Product %s costs %d hundredths; a price is more than zero".formatted(id, priceCents));
        }
    }

    /**
     * Reads one line of the catalogue: an Extended JSON document.
     *
     * @throws IllegalArgumentException naming the field that is missing or of the wrong kind
     */
    public static CatalogProduct parse(String line) {
        JsonNode document;
        try {
            document = MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This line of the catalogue is not JSON: " + line, e);
        }
        return new CatalogProduct(
                text(document, "_id"),
                text(document, "name"),
                text(document, "category"),
                cents(document),
                text(document, "currency"),
                document.path("active").asBoolean(false),
                released(document));
    }

    private static String text(JsonNode document, String field) {
        JsonNode value = document.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("A product needs a string in '%s': %s".formatted(field, document));
        }
        return value.textValue();
    }

    private static long cents(JsonNode document) {
        JsonNode price = document.path("price");
        if (!price.isNumber()) {
            throw new IllegalArgumentException("A product needs a number in 'price': " + document);
        }
        BigDecimal hundredths = price.decimalValue().movePointRight(2);
        try {
            return hundredths.longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("A 'price' has at most two decimals: " + document, e);
        }
    }

    private static Instant released(JsonNode document) {
        JsonNode date = document.path("released").path("$date");
        try {
            return Instant.parse(date.asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("A product needs {\"$date\": \"…Z\"} in 'released': " + document, e);
        }
    }
}
