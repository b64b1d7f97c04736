package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Casts;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.language.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Functions that tell a value's kind, change it, or write it as JSON. */
final class TypeFunctions {

    private TypeFunctions() {}

    static List<ScalarFunction> all() {
        ScalarFunction type = lenient(
                "TYPE",
                "value",
                "The name of a value's type, such as 'int64' or 'string'",
                arguments -> Value.of(arguments.getFirst().typeName()));
        ScalarFunction fromJson = strict(
                "FROM_JSON",
                "text",
                "The value that a text in JSON stands for; NULL where it is no JSON",
                Bodies.text(TypeFunctions::fromJson));
        List<ScalarFunction> functions = new ArrayList<>(List.of(
                type,
                type.named("TYPEOF"),
                strict(
                        "TRY_CAST",
                        "value, type",
                        "The value as another type, NULL where it cannot be. Also TRY_CAST(value AS type)",
                        TypeFunctions::tryCast),
                lenient(
                        "TO_JSON",
                        "value",
                        "The value as text in JSON (relaxed Extended JSON)",
                        arguments -> Value.of(
                                Json.relaxed(arguments.getFirst().isNull() ? Value.NULL : arguments.getFirst()))),
                fromJson,
                fromJson.named("PARSE_JSON")));
        functions.add(is("NUMBER", "a number", Value::isNumber));
        functions.add(is("INTEGER", "a whole number of type int64", Value.Int64.class::isInstance));
        functions.add(is("STRING", "a text", Value.Text.class::isInstance));
        functions.add(is("BOOLEAN", "true or false", Value.Bool.class::isInstance));
        functions.add(is("TIMESTAMP", "a moment", Value.Timestamp.class::isInstance));
        functions.add(is("ARRAY", "an array", Value.Array.class::isInstance));
        functions.add(is("OBJECT", "an object", Value.Obj.class::isInstance));
        functions.add(is("BINARY", "a binary", Value.Binary.class::isInstance));
        functions.add(is("VECTOR", "a vector", Value.Vector.class::isInstance));
        return functions;
    }

    private static ScalarFunction is(String kind, String words, Predicate<Value> test) {
        return lenient(
                "IS_" + kind,
                "value",
                "Whether the value is " + words,
                arguments -> Value.of(test.test(arguments.getFirst())));
    }

    private static Value tryCast(List<Value> arguments) {
        if (!(arguments.get(1) instanceof Value.Text(String written))) {
            return Value.NULL;
        }
        String type = TypeNames.canonical(written)
                .orElseThrow(() -> QueryError.about(
                        written,
                        ErrorCode.INVALID_QUERY,
                        "there is no type '" + written + "'",
                        Optional.ofNullable(Suggestions.didYouMean(written, TypeNames.all()))
                                .orElse("types are " + String.join(", ", TypeNames.all()))));
        try {
            return Casts.to(type).apply(arguments.get(0));
        } catch (LumaException outOfRange) {
            if (outOfRange.code() != ErrorCode.ARITHMETIC_OVERFLOW) {
                throw outOfRange;
            }
            return Value.NULL;
        }
    }

    private static Value fromJson(String text) {
        try {
            return Json.parse(text);
        } catch (LumaException notJson) {
            return Value.NULL;
        }
    }
}
