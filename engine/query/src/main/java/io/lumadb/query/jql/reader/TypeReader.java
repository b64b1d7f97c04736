package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.language.TypeNames;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the names of types: LumaDB's own, MongoDB's, and in filters the numbers that BSON gives them. */
final class TypeReader {

    private static final Map<String, String> MONGO_NAMES = Map.of(
            "long", "int64",
            "int", "int64",
            "double", "double",
            "bool", "boolean",
            "date", "timestamp",
            "binData", "binary",
            "decimal", "decimal128");

    /** The type numbers of BSON (bsonspec.org). */
    private static final Map<Long, String> NUMBERS = Map.ofEntries(
            Map.entry(1L, "double"),
            Map.entry(2L, "string"),
            Map.entry(3L, "object"),
            Map.entry(4L, "array"),
            Map.entry(5L, "binary"),
            Map.entry(8L, "boolean"),
            Map.entry(9L, "timestamp"),
            Map.entry(10L, "null"),
            Map.entry(16L, "int64"),
            Map.entry(18L, "int64"),
            Map.entry(19L, "decimal128"));

    private static final List<String> ANY_NUMBER = List.of("int64", "double", "decimal128");

    private final Reading reading;

    TypeReader(Reading reading) {
        this.reading = reading;
    }

    /** What {@code $type} asks of a field: one type, or one of several. */
    Expression test(Expression field, Node node) {
        Expression asked = new Expression.Call("TYPE", List.of(field));
        List<String> names = new ArrayList<>();
        if (node instanceof Node.Items) {
            reading.values().filledArray(node, "the types of $type").forEach(type -> names.addAll(names(type)));
        } else {
            names.addAll(names(node));
            if (names.size() == 1) {
                return new Expression.Comparison(Expression.ComparisonOperator.EQUAL, asked, literal(names.getFirst()));
            }
        }
        return new Expression.In(
                asked, names.stream().distinct().map(TypeReader::literal).toList());
    }

    private static Expression literal(String name) {
        return new Expression.Literal(Value.of(name));
    }

    private List<String> names(Node node) {
        if (node instanceof Node.Scalar(Value.Int64(long number), int _, int _)) {
            return List.of(Optional.ofNullable(NUMBERS.get(number))
                    .orElseThrow(() -> reading.text().syntax("no type has the number " + number, node, null)));
        }
        if (node instanceof Node.Scalar(Value.Text(String written), int _, int _) && written.equals("number")) {
            return ANY_NUMBER;
        }
        return List.of(name(node, List.of("null")));
    }

    /** A type that values can have or be converted to, by LumaDB's name. */
    String name(Node node) {
        return name(node, List.of());
    }

    private String name(Node node, List<String> more) {
        String written = reading.values().string(node, "a type's name");
        return Optional.ofNullable(MONGO_NAMES.get(written))
                .or(() -> TypeNames.canonical(written))
                .or(() -> more.contains(written) ? Optional.of(written) : Optional.empty())
                .orElseThrow(() -> reading.text()
                        .syntax(
                                "there is no type \"" + written + "\"",
                                node,
                                Optional.ofNullable(Suggestions.didYouMean(written, TypeNames.all()))
                                        .orElse("types are " + String.join(", ", TypeNames.all()))));
    }
}
