package io.lumadb.query.editor;

import io.lumadb.document.Value;
import io.lumadb.query.language.Names;
import java.util.List;
import java.util.Map;

/** A catalog of three collections. */
final class Shop implements Names {

    private static final Map<String, List<String>> FIELDS = Map.of(
            "products", List.of("name", "price", "tags", "first_name"),
            "orders",
                    List.of(
                            "status",
                            "total",
                            "customer_id",
                            "items",
                            "items.sku",
                            "items.qty",
                            "address",
                            "address.city"),
            "order_lines", List.of("sku", "group", "first name"));

    @Override
    public List<String> collections() {
        return List.of("products", "orders", "order_lines");
    }

    @Override
    public List<String> fields(String collection) {
        return FIELDS.getOrDefault(collection, List.of());
    }

    @Override
    public List<Value> values(String collection, String field) {
        if (collection.equals("orders") && field.equals("status")) {
            return List.of(Value.of("paid"), Value.of("open"), Value.of("it's lost"));
        }
        return collection.equals("orders") && field.equals("items.qty") ? List.of(Value.of(1), Value.of(2)) : List.of();
    }
}
