package io.lumadb.client.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The sample that ships with LumaDB, as lines of Extended JSON ready to be imported. */
public final class SampleData {

    /** The collections the sample is meant for. */
    public static final String PRODUCTS = "products";

    public static final String ORDERS = "orders";

    private static final String RESOURCE = "products.ndjson";

    private SampleData() {}

    /** The catalogue, one product a line. The caller closes the stream. */
    public static Stream<String> products() {
        BufferedReader reader = new BufferedReader(new InputStreamReader(openProducts(), StandardCharsets.UTF_8));
        return reader.lines().onClose(() -> close(reader));
    }

    /** The catalogue's bytes, UTF-8 NDJSON, for a streamed import. The caller closes it. */
    public static InputStream openProducts() {
        InputStream resource = SampleData.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException(
                    "The sample '%s' is missing beside %s".formatted(RESOURCE, SampleData.class.getName()));
        }
        return resource;
    }

    /** What an order needs of each product, in catalogue order. */
    public static List<CatalogProduct> catalogue() {
        try (Stream<String> lines = products()) {
            return lines.map(CatalogProduct::parse).toList();
        }
    }

    /**
     * Orders made from the shipped catalogue, one a line; see {@link OrderGenerator} for their shape.
     *
     * @param end the moment before which the last order is placed, usually now
     */
    public static Stream<String> orders(long seed, int count, Instant end) {
        return new OrderGenerator(seed, catalogue(), end).orders(count).map(ObjectNode::toString);
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
