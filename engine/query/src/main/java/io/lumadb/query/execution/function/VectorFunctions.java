package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Casts;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.util.List;
import java.util.Locale;

/** Functions of embeddings. An array of numbers counts as a vector; vectors of different dimensions have no distance. */
final class VectorFunctions {

    private static final List<String> METRICS = List.of("cosine", "dot", "euclidean", "manhattan");

    private VectorFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                strict(
                        "VECTOR_DISTANCE",
                        "a, b[, metric]",
                        "How far two vectors are apart by 'cosine' (1 − cosine, if not said), 'euclidean', 'manhattan' or 'dot' (the negative product)",
                        arguments -> measured(arguments, true)),
                strict(
                        "SIMILARITY",
                        "a, b[, metric]",
                        "How alike two vectors are: their cosine, or by 'dot' their product, by 'euclidean' and 'manhattan' 1 / (1 + distance)",
                        arguments -> measured(arguments, false)),
                strict(
                        "VECTOR_DIMENSIONS",
                        "vector",
                        "The number of a vector's components",
                        arguments -> vector(arguments.getFirst()) instanceof Value.Vector(float[] components)
                                ? Value.of(components.length)
                                : Value.NULL),
                strict(
                        "VECTOR_NORM",
                        "vector",
                        "The euclidean length of a vector",
                        arguments -> vector(arguments.getFirst()) instanceof Value.Vector(float[] components)
                                ? Value.of(Math.sqrt(product(components, components)))
                                : Value.NULL),
                strict("EMBED", "text", "The vector of a text by the configured model", _ -> {
                    throw new LumaException(
                            ErrorCode.NOT_BUILT_YET,
                            "EMBED needs an embedding model, and none can be configured in this version; compute the vector outside and pass it as a parameter");
                }));
    }

    private static Value vector(Value value) {
        return value instanceof Value.Vector || value instanceof Value.Array
                ? Casts.to("vector").apply(value)
                : Value.NULL;
    }

    private static Value measured(List<Value> arguments, boolean distance) {
        Value metric = arguments.size() == 3 ? arguments.get(2) : Value.of("cosine");
        if (!(metric instanceof Value.Text(String name))
                || !(vector(arguments.get(0)) instanceof Value.Vector(float[] a))
                || !(vector(arguments.get(1)) instanceof Value.Vector(float[] b))) {
            return Value.NULL;
        }
        if (a.length != b.length) {
            return Value.NULL;
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "cosine" -> {
                double cosine = cosine(a, b);
                yield Bodies.real(distance ? 1 - cosine : cosine);
            }
            case "dot" -> Bodies.real(distance ? -product(a, b) : product(a, b));
            case "euclidean" -> apart(euclidean(a, b), distance);
            case "manhattan" -> apart(manhattan(a, b), distance);
            default ->
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "'" + name + "' is not a metric",
                        null,
                        Suggestions.nearest(name, METRICS)
                                .map(nearest -> "did you mean '" + nearest + "'?")
                                .orElse("metrics are " + String.join(", ", METRICS)));
        };
    }

    private static Value apart(double distance, boolean asIs) {
        return Bodies.real(asIs ? distance : 1 / (1 + distance));
    }

    /** NaN, hence NULL, of a vector without a direction. */
    private static double cosine(float[] a, float[] b) {
        double cosine = product(a, b) / Math.sqrt(product(a, a)) / Math.sqrt(product(b, b));
        return Double.isNaN(cosine) ? cosine : Math.clamp(cosine, -1.0, 1.0);
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static double euclidean(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double manhattan(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((double) a[i] - b[i]);
        }
        return sum;
    }
}
