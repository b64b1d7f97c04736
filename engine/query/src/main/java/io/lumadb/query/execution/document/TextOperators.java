package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.execution.function.Sizes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** {@code $toUpper}, {@code $substrCP}, {@code $trim}, … Positions count from 0, in code points or in bytes of UTF-8. */
final class TextOperators {

    private TextOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                ofText("UPPER", "$toUpper", text -> text.toUpperCase(Locale.ROOT)),
                ofText("LOWER", "$toLower", text -> text.toLowerCase(Locale.ROOT)),
                DocumentFunctions.of("LENGTH", 1, 1, values -> {
                    String text = Operand.text("$strLenCP", values.getFirst());
                    return Value.of(text.codePointCount(0, text.length()));
                }),
                DocumentFunctions.of(
                        "OCTET_LENGTH",
                        1,
                        1,
                        values -> Value.of(utf8(Operand.text("$strLenBytes", values.getFirst())).length)),
                DocumentFunctions.of("SPLIT", 2, 2, TextOperators::split),
                DocumentFunctions.of("TRIM", 1, 2, values -> trimmed("$trim", values, true, true)),
                DocumentFunctions.of("LTRIM", 1, 2, values -> trimmed("$ltrim", values, true, false)),
                DocumentFunctions.of("RTRIM", 1, 2, values -> trimmed("$rtrim", values, false, true)),
                DocumentFunctions.of("REPLACE", 3, 3, values -> replaced("$replaceAll", values, true)),
                DocumentFunctions.of("$replaceOne", 3, 3, values -> replaced("$replaceOne", values, false)),
                DocumentFunctions.of("$indexOfCP", 2, 4, TextOperators::indexOfCharacters),
                DocumentFunctions.of("$indexOfBytes", 2, 4, TextOperators::indexOfBytes),
                DocumentFunctions.of("$substrCP", 3, 3, TextOperators::substringOfCharacters),
                DocumentFunctions.of("$substrBytes", 3, 3, TextOperators::substringOfBytes),
                DocumentFunctions.of("$strcasecmp", 2, 2, TextOperators::compareIgnoringCase));
    }

    private static ScalarFunction ofText(String function, String operator, UnaryOperator<String> change) {
        return DocumentFunctions.of(
                function, 1, 1, values -> Value.of(change.apply(written(operator, values.getFirst()))));
    }

    /** A value as text: nothing for null, numbers and moments as they are written. */
    private static String written(String operator, Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> "";
            case Value.Text(String text) -> text;
            case Value.Int64 _, Value.Float64 _, Value.Decimal _, Value.Timestamp _ -> Conversions.text(value);
            default -> throw Operand.wrong(operator, "strings, numbers and moments", value);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Value split(List<Value> values) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        String text = Operand.text("$split", values.get(0));
        String separator = Operand.text("$split", values.get(1));
        if (separator.isEmpty()) {
            throw Operand.invalid("$split takes a separator that is not empty");
        }
        List<Value> parts = new ArrayList<>();
        int start = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
            parts.add(Value.of(text.substring(start, at)));
            Sizes.checkElements("$split", parts.size());
            start = at + separator.length();
        }
        parts.add(Value.of(text.substring(start)));
        return new Value.Array(parts);
    }

    private static Value trimmed(String operator, List<Value> values, boolean front, boolean back) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        int[] characters =
                Operand.text(operator, values.getFirst()).codePoints().toArray();
        IntPredicate unwanted = TextOperators::isSpace;
        if (values.size() > 1) {
            String chars = Operand.text(operator, values.get(1));
            unwanted = character -> chars.indexOf(character) >= 0;
        }
        int start = 0;
        int end = characters.length;
        while (front && start < end && unwanted.test(characters[start])) {
            start++;
        }
        while (back && end > start && unwanted.test(characters[end - 1])) {
            end--;
        }
        return Value.of(new String(characters, start, end - start));
    }

    private static boolean isSpace(int character) {
        return character == 0 || Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static Value replaced(String operator, List<Value> values, boolean all) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        String text = Operand.text(operator, values.get(0));
        String wanted = Operand.text(operator, values.get(1));
        String replacement = Operand.text(operator, values.get(2));
        if (all) {
            return Value.of(Sizes.replaced(operator, text, wanted, replacement));
        }
        int at = text.indexOf(wanted);
        return Value.of(at < 0 ? text : text.substring(0, at) + replacement + text.substring(at + wanted.length()));
    }

    private static Value indexOfCharacters(List<Value> values) {
        if (values.getFirst().isNull()) {
            return Value.NULL;
        }
        String text = Operand.text("$indexOfCP", values.get(0));
        String wanted = Operand.text("$indexOfCP", values.get(1));
        int length = text.codePointCount(0, text.length());
        int start = values.size() > 2 ? Operand.notNegative("$indexOfCP", values.get(2)) : 0;
        int end = values.size() > 3 ? Operand.notNegative("$indexOfCP", values.get(3)) : length;
        if (start > length || end < start) {
            return Value.of(-1);
        }
        int from = text.offsetByCodePoints(0, start);
        String searched = text.substring(0, text.offsetByCodePoints(0, Math.min(end, length)));
        int at = searched.indexOf(wanted, from);
        return Value.of(at < 0 ? -1 : text.codePointCount(0, at));
    }

    private static Value indexOfBytes(List<Value> values) {
        if (values.getFirst().isNull()) {
            return Value.NULL;
        }
        byte[] text = utf8(Operand.text("$indexOfBytes", values.get(0)));
        byte[] wanted = utf8(Operand.text("$indexOfBytes", values.get(1)));
        int start = values.size() > 2 ? Operand.notNegative("$indexOfBytes", values.get(2)) : 0;
        int end = values.size() > 3
                ? Math.min(text.length, Operand.notNegative("$indexOfBytes", values.get(3)))
                : text.length;
        for (int at = start; at + wanted.length <= end; at++) {
            if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return Value.of(at);
            }
        }
        return Value.of(-1);
    }

    private static Value substringOfCharacters(List<Value> values) {
        String text = written("$substrCP", values.getFirst());
        int start = Operand.notNegative("$substrCP", values.get(1));
        int length = Operand.notNegative("$substrCP", values.get(2));
        int[] characters = text.codePoints().toArray();
        int from = Math.min(start, characters.length);
        return Value.of(new String(characters, from, Math.min(length, characters.length - from)));
    }

    /** A negative length means the rest of the text. */
    private static Value substringOfBytes(List<Value> values) {
        byte[] text = utf8(written("$substrBytes", values.getFirst()));
        int start = Operand.integer("$substrBytes", values.get(1));
        int length = Operand.integer("$substrBytes", values.get(2));
        if (start < 0 || start >= text.length) {
            return Value.of("");
        }
        int count = length < 0 ? text.length - start : Math.min(length, text.length - start);
        try {
            return Value.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, start, count))
                    .toString());
        } catch (CharacterCodingException tornCharacter) {
            throw Operand.invalid("$substrBytes would cut a character of '" + new String(text, StandardCharsets.UTF_8)
                    + "' in two at byte " + start + " or " + (start + count));
        }
    }

    private static Value compareIgnoringCase(List<Value> values) {
        String left = written("$strcasecmp", values.get(0)).toUpperCase(Locale.ROOT);
        String right = written("$strcasecmp", values.get(1)).toUpperCase(Locale.ROOT);
        return Value.of(Integer.signum(DocumentOrder.compare(Value.of(left), Value.of(right))));
    }
}
