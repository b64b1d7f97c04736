package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Functions that take texts apart, make them longer and exchange parts. Positions count from 1 and in code points, as SQL has it. */
final class TextParts {

    /** Positions beyond are outside of every text; numbers up to here can be added without a thought. */
    private static final long FAR = 1L << 40;

    private TextParts() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>(trims());
        ScalarFunction substring = strict(
                "SUBSTRING",
                "text, start[, length]",
                "The part of a text from a position on, counted from 1",
                TextParts::substring);
        ScalarFunction position = strict(
                "STRPOS",
                "text, part",
                "The position of a part within a text, counted from 1; 0 where there is none",
                Bodies.texts(TextParts::position));
        functions.addAll(List.of(
                substring,
                substring.named("SUBSTR"),
                strict(
                        "LEFT",
                        "text, count",
                        "The first characters of a text",
                        Bodies.textAndInteger((text, count) -> end(text, count, true))),
                strict(
                        "RIGHT",
                        "text, count",
                        "The last characters of a text",
                        Bodies.textAndInteger((text, count) -> end(text, count, false))),
                position,
                position.named("INSTR"),
                strict(
                        "POSITION",
                        "part, text",
                        "The position of a part within a text, counted from 1; 0 where there is none. Also POSITION(part IN text)",
                        Bodies.texts((part, text) -> position(text, part))),
                strict(
                        "REPLACE",
                        "text, part[, replacement]",
                        "The text with each occurrence of a part replaced, or removed",
                        TextParts::replace),
                strict(
                        "TRANSLATE",
                        "text, from, to",
                        "The text with each character of the second replaced by the one at its place in the third, or removed",
                        TextParts::translate),
                strict(
                        "OVERLAY",
                        "text, replacement, start[, length]",
                        "The text with the part from a position on replaced; the part is as long as the replacement if not said",
                        TextParts::overlay),
                strict(
                        "REVERSE",
                        "text",
                        "The characters of a text, or the elements of an array, in reverse order",
                        values -> reverse(values.getFirst())),
                strict("REPEAT", "text, count", "The text so many times", Bodies.textAndInteger(TextParts::repeat)),
                strict(
                        "SPACE",
                        "count",
                        "So many spaces",
                        arguments -> repeat(List.of(Value.of(" "), arguments.getFirst()))),
                strict(
                        "LPAD",
                        "text, length[, filler]",
                        "The text made so long by characters before it, or cut",
                        arguments -> pad(arguments, true)),
                strict(
                        "RPAD",
                        "text, length[, filler]",
                        "The text made so long by characters behind it, or cut",
                        arguments -> pad(arguments, false)),
                strict(
                        "SPLIT",
                        "text, separator",
                        "The array of a text's parts between separators",
                        Bodies.texts(TextParts::split)),
                strict(
                        "STRING_TO_ARRAY",
                        "text, separator",
                        "The array of a text's parts between separators",
                        Bodies.texts(TextParts::split)),
                strict(
                        "SPLIT_PART",
                        "text, separator, n",
                        "The nth part of a text between separators, counted from 1, or from the end with a negative n",
                        TextParts::splitPart)));
        return functions;
    }

    private static List<ScalarFunction> trims() {
        ScalarFunction both = strict(
                "TRIM",
                "text[, characters]",
                "The text without spaces, or the given characters, at its ends. Also TRIM(BOTH|LEADING|TRAILING characters FROM text)",
                arguments -> trim(arguments, true, true));
        return List.of(
                both,
                both.named("BTRIM"),
                strict(
                        "LTRIM",
                        "text[, characters]",
                        "The text without spaces, or the given characters, at its start",
                        values -> trim(values, true, false)),
                strict(
                        "RTRIM",
                        "text[, characters]",
                        "The text without spaces, or the given characters, at its end",
                        values -> trim(values, false, true)));
    }

    private static Value trim(List<Value> arguments, boolean front, boolean back) {
        Value unwanted = arguments.size() == 2 ? arguments.get(1) : Value.of(" ");
        if (!(arguments.getFirst() instanceof Value.Text(String text))
                || !(unwanted instanceof Value.Text(String characters))) {
            return Value.NULL;
        }
        int start = 0;
        int end = text.length();
        while (front && start < end && characters.indexOf(text.codePointAt(start)) >= 0) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (back && end > start && characters.indexOf(text.codePointBefore(end)) >= 0) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return Value.of(text.substring(start, end));
    }

    private static Value substring(List<Value> arguments) {
        OptionalLong start = Bodies.integer(arguments.get(1));
        OptionalLong length = arguments.size() == 3 ? Bodies.integer(arguments.get(2)) : OptionalLong.of(2 * FAR);
        if (!(arguments.getFirst() instanceof Value.Text(String text))
                || start.isEmpty()
                || length.isEmpty()
                || length.getAsLong() < 0) {
            return Value.NULL;
        }
        int[] characters = text.codePoints().toArray();
        long first = Math.clamp(start.getAsLong(), -FAR, FAR) - 1;
        long end = Math.min(characters.length, first + Math.min(length.getAsLong(), 2 * FAR));
        long from = Math.max(0, first);
        return Value.of(from >= end ? "" : new String(characters, (int) from, (int) (end - from)));
    }

    private static Value end(String text, long count, boolean left) {
        int[] characters = text.codePoints().toArray();
        int kept = Math.clamp(count, 0, characters.length);
        return Value.of(new String(characters, left ? 0 : characters.length - kept, kept));
    }

    private static Value position(String text, String part) {
        int at = text.indexOf(part);
        return Value.of(at < 0 ? 0 : text.codePointCount(0, at) + 1);
    }

    private static Value replace(List<Value> arguments) {
        Value replacing = arguments.size() == 3 ? arguments.get(2) : Value.of("");
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Text(String sought))
                || !(replacing instanceof Value.Text(String replacement))) {
            return Value.NULL;
        }
        if (sought.isEmpty()) {
            return Value.of(text);
        }
        return Value.of(Sizes.replaced("REPLACE", text, sought, replacement));
    }

    private static Value translate(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Text(String from))
                || !(arguments.get(2) instanceof Value.Text(String to))) {
            return Value.NULL;
        }
        int[] sought = from.codePoints().toArray();
        int[] given = to.codePoints().toArray();
        Map<Integer, Integer> replacements = new HashMap<>();
        for (int i = 0; i < sought.length; i++) {
            replacements.putIfAbsent(sought[i], i < given.length ? given[i] : -1);
        }
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> replacements.getOrDefault(character, character))
                .filter(character -> character >= 0)
                .forEach(result::appendCodePoint);
        return Value.of(result.toString());
    }

    private static Value overlay(List<Value> arguments) {
        OptionalLong start = Bodies.integer(arguments.get(2));
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Text(String replacement))
                || start.isEmpty()) {
            return Value.NULL;
        }
        OptionalLong length = arguments.size() == 4
                ? Bodies.integer(arguments.get(3))
                : OptionalLong.of(replacement.codePointCount(0, replacement.length()));
        if (length.isEmpty() || length.getAsLong() < 0) {
            return Value.NULL;
        }
        int[] characters = text.codePoints().toArray();
        long first = Math.clamp(start.getAsLong(), -FAR, FAR) - 1;
        int from = Math.clamp(first, 0, characters.length);
        int to = Math.clamp(first + Math.min(length.getAsLong(), FAR), from, characters.length);
        return Value.of(
                new String(characters, 0, from) + replacement + new String(characters, to, characters.length - to));
    }

    private static Value reverse(Value value) {
        return switch (value) {
            case Value.Text(String text) ->
                Value.of(new StringBuilder(text).reverse().toString());
            case Value.Array(List<Value> elements) -> new Value.Array(elements.reversed());
            default -> Value.NULL;
        };
    }

    private static Value repeat(List<Value> arguments) {
        return Bodies.textAndInteger(TextParts::repeat).apply(arguments);
    }

    private static Value repeat(String text, long count) {
        long times = Math.max(0, count);
        if (!text.isEmpty()) {
            Sizes.checkCharacters("REPEAT", Math.min(times, FAR) * text.length());
        }
        return Value.of(text.isEmpty() ? "" : text.repeat((int) times));
    }

    private static Value pad(List<Value> arguments, boolean left) {
        OptionalLong length = Bodies.integer(arguments.get(1));
        Value filling = arguments.size() == 3 ? arguments.get(2) : Value.of(" ");
        if (!(arguments.getFirst() instanceof Value.Text(String text))
                || length.isEmpty()
                || !(filling instanceof Value.Text(String filler))) {
            return Value.NULL;
        }
        Sizes.checkCharacters(left ? "LPAD" : "RPAD", length.getAsLong());
        int[] characters = text.codePoints().toArray();
        int[] fillers = filler.codePoints().toArray();
        int wanted = (int) Math.max(0, length.getAsLong());
        if (characters.length >= wanted || fillers.length == 0) {
            return Value.of(new String(characters, 0, Math.min(characters.length, wanted)));
        }
        int[] padding = new int[wanted - characters.length];
        Arrays.setAll(padding, i -> fillers[i % fillers.length]);
        String filled = new String(padding, 0, padding.length);
        return Value.of(left ? filled + text : text + filled);
    }

    private static Value split(String text, String separator) {
        return separator.isEmpty()
                ? Value.NULL
                : new Value.Array(parts(text, separator).stream().map(Value::of).toList());
    }

    private static List<String> parts(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            Sizes.checkElements("SPLIT", parts.size());
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static Value splitPart(List<Value> arguments) {
        OptionalLong number = Bodies.integer(arguments.get(2));
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Text(String separator))
                || number.isEmpty()
                || number.getAsLong() == 0) {
            return Value.NULL;
        }
        List<String> parts = separator.isEmpty() ? List.of(text) : parts(text, separator);
        long n = number.getAsLong();
        long index = n > 0 ? n - 1 : parts.size() + n;
        return Value.of(index >= 0 && index < parts.size() ? parts.get((int) index) : "");
    }
}
