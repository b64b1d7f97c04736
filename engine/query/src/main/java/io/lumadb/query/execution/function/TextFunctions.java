package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Arithmetic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Functions of whole texts: their case, their length, what they begin with, what they look like put together. */
final class TextFunctions {

    /** The comparisons that LEVENSHTEIN may take: a tenth of a second. */
    private static final long MOST_COMPARISONS = 25_000_000;

    private TextFunctions() {}

    static List<ScalarFunction> all() {
        ScalarFunction length = strict(
                "LENGTH",
                "text",
                "The number of characters of a text, elements of an array, bytes of a binary",
                TextFunctions::length);
        ScalarFunction levenshtein = strict(
                "LEVENSHTEIN",
                "text, other",
                "How many characters to insert, delete or exchange to make one text the other",
                Bodies.texts(TextFunctions::levenshtein));
        return List.of(
                strict(
                        "LOWER",
                        "text",
                        "The text in lower case",
                        Bodies.text(text -> Value.of(text.toLowerCase(Locale.ROOT)))),
                strict(
                        "UPPER",
                        "text",
                        "The text in upper case",
                        Bodies.text(text -> Value.of(text.toUpperCase(Locale.ROOT)))),
                strict(
                        "INITCAP",
                        "text",
                        "The text with each word's first letter in upper case, all others in lower case",
                        Bodies.text(TextFunctions::initialCapitals)),
                length,
                length.named("CHAR_LENGTH"),
                length.named("CHARACTER_LENGTH"),
                strict(
                        "OCTET_LENGTH",
                        "text",
                        "The number of bytes of a text in UTF-8, or of a binary",
                        values -> bytes(values, 1)),
                strict(
                        "BIT_LENGTH",
                        "text",
                        "The number of bits of a text in UTF-8, or of a binary",
                        values -> bytes(values, 8)),
                lenient(
                        "CONCAT",
                        "value, …",
                        "The values as one text; NULLs count as nothing",
                        arguments -> joined(arguments, "")),
                lenient(
                        "CONCAT_WS",
                        "separator, value, …",
                        "The values that are not NULL as one text, with the separator between them",
                        arguments -> arguments.getFirst().isNull()
                                ? Value.NULL
                                : joined(
                                        arguments.subList(1, arguments.size()), Arithmetic.text(arguments.getFirst()))),
                lenient(
                        "FORMAT",
                        "template, …",
                        "The template with each %s replaced by the next value, %2$s by the second; %% is a percent sign",
                        TextTemplates::fill),
                strict(
                        "STARTS_WITH",
                        "text, start",
                        "Whether the text begins with the other",
                        Bodies.texts((text, start) -> Value.of(text.startsWith(start)))),
                strict(
                        "ENDS_WITH",
                        "text, end",
                        "Whether the text ends with the other",
                        Bodies.texts((text, end) -> Value.of(text.endsWith(end)))),
                strict(
                        "ASCII",
                        "text",
                        "The code point of the first character; 0 for an empty text",
                        Bodies.text(text -> Value.of(text.isEmpty() ? 0 : text.codePointAt(0)))),
                character(),
                character().named("CHAR"),
                strict(
                        "SOUNDEX",
                        "text",
                        "How an English word sounds, as a letter and three digits",
                        Bodies.text(text -> Value.of(Soundex.of(text)))),
                levenshtein,
                levenshtein.named("LEVENSHTEIN_DISTANCE"));
    }

    private static ScalarFunction character() {
        return strict("CHR", "code", "The character of a code point", arguments -> {
            long code = Bodies.integer(arguments.getFirst()).orElse(-1);
            return code >= 0 && code <= Character.MAX_CODE_POINT && !isSurrogate(code)
                    ? Value.of(Character.toString((int) code))
                    : Value.NULL;
        });
    }

    /** Half of a pair: no text can hold it. */
    private static boolean isSurrogate(long code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }

    private static Value joined(List<Value> values, String separator) {
        StringJoiner text = new StringJoiner(separator);
        for (Value value : values) {
            if (!value.isNull()) {
                text.add(Arithmetic.text(value));
                Sizes.checkCharacters("CONCAT", text.length());
            }
        }
        return Value.of(text.toString());
    }

    private static Value initialCapitals(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean inWord = false;
        for (int character : text.codePoints().toArray()) {
            result.appendCodePoint(inWord ? Character.toLowerCase(character) : Character.toUpperCase(character));
            inWord = Character.isLetterOrDigit(character);
        }
        return Value.of(result.toString());
    }

    private static Value length(List<Value> arguments) {
        return switch (arguments.getFirst()) {
            case Value.Text(String text) -> Value.of(text.codePointCount(0, text.length()));
            case Value.Array(List<Value> elements) -> Value.of(elements.size());
            case Value.Binary(byte[] bytes) -> Value.of(bytes.length);
            default -> Value.NULL;
        };
    }

    private static Value bytes(List<Value> arguments, int each) {
        return switch (arguments.getFirst()) {
            case Value.Text(String text) -> Value.of((long) each * text.getBytes(StandardCharsets.UTF_8).length);
            case Value.Binary(byte[] bytes) -> Value.of((long) each * bytes.length);
            default -> Value.NULL;
        };
    }

    /** Levenshtein 1966, with one row of the table at a time. */
    private static Value levenshtein(String left, String right) {
        int[] from = left.codePoints().toArray();
        int[] to = right.codePoints().toArray();
        if ((long) from.length * to.length > MOST_COMPARISONS) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE,
                    "LEVENSHTEIN of texts with " + from.length + " and " + to.length
                            + " characters; their product may be " + MOST_COMPARISONS);
        }
        int[] row = new int[to.length + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length; j++) {
                int exchanged = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return Value.of(row[to.length]);
    }
}
