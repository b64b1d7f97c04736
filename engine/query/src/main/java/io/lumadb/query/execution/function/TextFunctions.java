package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.language.QueryError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Functions of text. Positions count from 1 and in code points, as SQL has it. */
final class TextFunctions {

    /** Longer results of REPEAT and LPAD are refused: one call may not fill the memory. */
    private static final int MOST_CHARACTERS = 16 * 1024 * 1024;

    private TextFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                onText("LOWER", text -> text.toLowerCase(Locale.ROOT)),
                onText("UPPER", text -> text.toUpperCase(Locale.ROOT)),
                strict("TRIM", 1, 2, arguments -> trim(arguments, true, true)),
                strict("LTRIM", 1, 2, arguments -> trim(arguments, true, false)),
                strict("RTRIM", 1, 2, arguments -> trim(arguments, false, true)),
                onText("REVERSE", text -> new StringBuilder(text).reverse().toString()),
                onText("INITCAP", TextFunctions::initialCapitals),
                strict("LENGTH", 1, 1, TextFunctions::length),
                strict("CHAR_LENGTH", 1, 1, TextFunctions::length),
                strict("OCTET_LENGTH", 1, 1, TextFunctions::bytes),
                strict("SUBSTRING", 2, 3, TextFunctions::substring),
                strict("SUBSTR", 2, 3, TextFunctions::substring),
                strict("LEFT", 2, 2, arguments -> end(arguments, true)),
                strict("RIGHT", 2, 2, arguments -> end(arguments, false)),
                lenient(
                        "CONCAT",
                        1,
                        Integer.MAX_VALUE,
                        arguments -> Value.of(
                                arguments.stream().map(Arithmetic::text).collect(Collectors.joining()))),
                lenient("CONCAT_WS", 2, Integer.MAX_VALUE, TextFunctions::concatWithSeparator),
                strict("REPLACE", 3, 3, TextFunctions::replace),
                strict("REGEXP_REPLACE", 3, 3, TextFunctions::replacePattern),
                strict("REGEXP_MATCHES", 2, 2, TextFunctions::matchesPattern),
                strict("POSITION", 2, 2, arguments -> position(arguments.get(1), arguments.get(0))),
                strict("STRPOS", 2, 2, arguments -> position(arguments.get(0), arguments.get(1))),
                strict("SPLIT", 2, 2, TextFunctions::split),
                strict("REPEAT", 2, 2, TextFunctions::repeat),
                strict("LPAD", 2, 3, arguments -> pad(arguments, true)),
                strict("RPAD", 2, 3, arguments -> pad(arguments, false)),
                strict(
                        "STARTS_WITH",
                        2,
                        2,
                        arguments -> arguments.get(0) instanceof Value.Text(String text)
                                        && arguments.get(1) instanceof Value.Text(String start)
                                ? Value.of(text.startsWith(start))
                                : Value.NULL),
                strict(
                        "ENDS_WITH",
                        2,
                        2,
                        arguments -> arguments.get(0) instanceof Value.Text(String text)
                                        && arguments.get(1) instanceof Value.Text(String end)
                                ? Value.of(text.endsWith(end))
                                : Value.NULL));
    }

    private static ScalarFunction onText(String name, UnaryOperator<String> change) {
        return strict(
                name,
                1,
                1,
                arguments -> arguments.getFirst() instanceof Value.Text(String text)
                        ? Value.of(change.apply(text))
                        : Value.NULL);
    }

    private static Value trim(List<Value> arguments, boolean front, boolean back) {
        if (!(arguments.getFirst() instanceof Value.Text(String text))) {
            return Value.NULL;
        }
        String unwanted = arguments.size() == 2 && arguments.get(1) instanceof Value.Text(String given) ? given : " ";
        int start = 0;
        int end = text.length();
        while (front && start < end && unwanted.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (back && end > start && unwanted.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return Value.of(text.substring(start, end));
    }

    private static String initialCapitals(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            result.append(inWord ? Character.toLowerCase(character) : Character.toUpperCase(character));
            inWord = Character.isLetterOrDigit(character);
        }
        return result.toString();
    }

    /** Characters of a text, elements of an array, bytes of a binary. */
    private static Value length(List<Value> arguments) {
        return switch (arguments.getFirst()) {
            case Value.Text(String text) -> Value.of(text.codePointCount(0, text.length()));
            case Value.Array(List<Value> elements) -> Value.of(elements.size());
            case Value.Binary(byte[] bytes) -> Value.of(bytes.length);
            default -> Value.NULL;
        };
    }

    private static Value bytes(List<Value> arguments) {
        return switch (arguments.getFirst()) {
            case Value.Text(String text) -> Value.of(text.getBytes(StandardCharsets.UTF_8).length);
            case Value.Binary(byte[] bytes) -> Value.of(bytes.length);
            default -> Value.NULL;
        };
    }

    private static Value substring(List<Value> arguments) {
        if (!(arguments.getFirst() instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Int64(long start))) {
            return Value.NULL;
        }
        int[] characters = text.codePoints().toArray();
        long end = characters.length;
        if (arguments.size() == 3) {
            if (!(arguments.get(2) instanceof Value.Int64(long length)) || length < 0) {
                return Value.NULL;
            }
            end = Math.min(end, start - 1 + Math.min(length, Integer.MAX_VALUE));
        }
        long from = Math.max(0, start - 1);
        return Value.of(from >= end ? "" : new String(characters, (int) from, (int) (end - from)));
    }

    private static Value end(List<Value> arguments, boolean left) {
        if (!(arguments.getFirst() instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Int64(long count))) {
            return Value.NULL;
        }
        int[] characters = text.codePoints().toArray();
        int kept = Math.clamp(count, 0, characters.length);
        return Value.of(new String(characters, left ? 0 : characters.length - kept, kept));
    }

    private static Value concatWithSeparator(List<Value> arguments) {
        if (arguments.getFirst().isNull()) {
            return Value.NULL;
        }
        return Value.of(arguments.stream()
                .skip(1)
                .filter(argument -> !argument.isNull())
                .map(Arithmetic::text)
                .collect(Collectors.joining(Arithmetic.text(arguments.getFirst()))));
    }

    private static Value replace(List<Value> arguments) {
        return arguments.get(0) instanceof Value.Text(String text)
                        && arguments.get(1) instanceof Value.Text(String sought)
                        && arguments.get(2) instanceof Value.Text(String replacement)
                ? Value.of(sought.isEmpty() ? text : text.replace(sought, replacement))
                : Value.NULL;
    }

    private static Value replacePattern(List<Value> arguments) {
        return arguments.get(0) instanceof Value.Text(String text)
                        && arguments.get(1) instanceof Value.Text(String sought)
                        && arguments.get(2) instanceof Value.Text(String replacement)
                ? Value.of(pattern(sought).matcher(text).replaceAll(replacement))
                : Value.NULL;
    }

    private static Value matchesPattern(List<Value> arguments) {
        return arguments.get(0) instanceof Value.Text(String text)
                        && arguments.get(1) instanceof Value.Text(String sought)
                ? Value.of(pattern(sought).matcher(text).find())
                : Value.NULL;
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException refused) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "'" + text + "' is not a regular expression: " + refused.getDescription(),
                    null,
                    "patterns follow RE2's syntax, without back-references and look-around");
        }
    }

    private static Value position(Value within, Value part) {
        if (!(within instanceof Value.Text(String text)) || !(part instanceof Value.Text(String sought))) {
            return Value.NULL;
        }
        int at = text.indexOf(sought);
        return Value.of(at < 0 ? 0 : text.codePointCount(0, at) + 1);
    }

    private static Value split(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Text(String separator))
                || separator.isEmpty()) {
            return Value.NULL;
        }
        List<Value> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(Value.of(text.substring(from, at)));
            from = at + separator.length();
        }
        parts.add(Value.of(text.substring(from)));
        return new Value.Array(parts);
    }

    private static Value repeat(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Int64(long count))) {
            return Value.NULL;
        }
        long times = Math.max(0, count);
        if (!text.isEmpty() && times > MOST_CHARACTERS / text.length()) {
            throw tooLong("REPEAT");
        }
        return Value.of(text.repeat((int) Math.min(times, MOST_CHARACTERS)));
    }

    private static Value pad(List<Value> arguments, boolean left) {
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Int64(long length))) {
            return Value.NULL;
        }
        String filler = arguments.size() == 3 && arguments.get(2) instanceof Value.Text(String given) ? given : " ";
        if (length > MOST_CHARACTERS) {
            throw tooLong(left ? "LPAD" : "RPAD");
        }
        int wanted = (int) Math.max(0, length);
        if (text.length() >= wanted || filler.isEmpty()) {
            return Value.of(text.substring(0, Math.min(text.length(), wanted)));
        }
        int missing = wanted - text.length();
        String padding = filler.repeat(missing / filler.length() + 1).substring(0, missing);
        return Value.of(left ? padding + text : text + padding);
    }

    private static LumaException tooLong(String function) {
        return new LumaException(
                ErrorCode.TOO_LARGE, function + " would make more than " + MOST_CHARACTERS + " characters");
    }
}
