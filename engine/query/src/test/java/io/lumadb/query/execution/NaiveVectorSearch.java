package io.lumadb.query.execution;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The documents nearest to a vector of whole numbers, by distances that are whole numbers too. */
final class NaiveVectorSearch {

    private final String path;
    private final List<Value> wanted;
    private final boolean byProduct;
    private final long most;

    /** {@code search}: what {@code $vectorSearch} says, by the metric dot or euclidean. */
    NaiveVectorSearch(Value.Obj search) {
        this.path = ((Value.Text) search.get("path")).value();
        this.wanted = ((Value.Array) search.get("queryVector")).elements();
        this.byProduct = search.get("metric").equals(Value.of("dot"));
        this.most = number(search.get("limit"));
    }

    private record Found(Value.Obj document, long distance) {}

    List<Value.Obj> nearest(List<Value.Obj> documents) {
        List<Found> found = new ArrayList<>();
        for (Value.Obj document : documents) {
            if (document.get(path) instanceof Value.Array(List<Value> vector)
                    && vector.size() == wanted.size()
                    && vector.stream().allMatch(Value::isNumber)) {
                found.add(new Found(document, distance(vector)));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingLong(Found::distance)
                        .thenComparing(it -> it.document().get(Document.ID), ValueOrder.INSTANCE))
                .limit(most)
                .map(Found::document)
                .toList();
    }

    /** Squared, which keeps the order, or the negative product. */
    private long distance(List<Value> vector) {
        long sum = 0;
        for (int i = 0; i < wanted.size(); i++) {
            long own = number(vector.get(i));
            long other = number(wanted.get(i));
            sum += byProduct ? -own * other : (own - other) * (own - other);
        }
        return sum;
    }

    private static long number(Value value) {
        return ((Value.Int64) value).value();
    }
}
