package io.lumadb.query.lql;

import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.types.Decimal128;

/** Literal values as LQL writes them, and back. */
final class Literals {

    /** Characters of a wrong literal that a message quotes. */
    private static final int LONGEST_SHOWN = 100;

    /** The least decimal other than 0 has 6,176 digits behind its point. */
    private static final int LONGEST_DECIMAL = 7_000;

    private Literals() {}

    /** Digits alone are an int64, or a decimal when they do not fit; a fraction or an exponent makes a double. */
    static Value number(String digits) {
        if (digits.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
            try {
                return Value.of(Long.parseLong(digits));
            } catch (NumberFormatException beyondInt64) {
                return decimalOrDouble(digits);
            }
        }
        return Value.of(Double.parseDouble(digits));
    }

    private static Value decimalOrDouble(String digits) {
        try {
            return Value.of(new BigDecimal(digits));
        } catch (NumberFormatException beyondDecimal) {
            return Value.of(Double.parseDouble(digits));
        }
    }

    static String unquoted(String written) {
        return written.substring(1, written.length() - 1).replace("''", "'");
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static Value typed(LqlParser.TypedLiteralContext context, String text) {
        String content = unquoted(context.STRING().getText());
        try {
            return switch (context.getStart().getType()) {
                case LqlLexer.TIMESTAMP -> Value.of(io.lumadb.query.language.Times.parse(content));
                case LqlLexer.DECIMAL -> new Value.Decimal(Decimal128.parse(bounded(content)));
                case LqlLexer.DOUBLE -> Value.of(Double.parseDouble(content));
                case LqlLexer.BINARY -> new Value.Binary(Base64.getDecoder().decode(content));
                default -> vector(content);
            };
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            String shown = content.length() > LONGEST_SHOWN ? content.substring(0, LONGEST_SHOWN) + "…" : content;
            throw QueryError.syntax(
                    "'" + shown + "' is not a " + context.getStart().getText().toLowerCase(java.util.Locale.ROOT),
                    Positions.of(text, context.STRING().getSymbol()),
                    example(context.getStart().getType()));
        }
    }

    /** Reading digits takes time that grows with their square. */
    private static String bounded(String digits) {
        if (digits.length() > LONGEST_DECIMAL) {
            throw new NumberFormatException("more digits than a decimal has");
        }
        return digits;
    }

    private static String example(int type) {
        return switch (type) {
            case LqlLexer.TIMESTAMP -> "write it as TIMESTAMP '2026-01-31T12:00:00Z'";
            case LqlLexer.DECIMAL -> "write at most 34 digits, as DECIMAL '19.99'";
            case LqlLexer.DOUBLE -> "write a number, NaN, Infinity or -Infinity, as DOUBLE 'NaN'";
            case LqlLexer.BINARY -> "write Base64 (RFC 4648 §4), as BINARY 'aGVsbG8='";
            default -> "write numbers between brackets, as VECTOR '[0.1, 0.2]'";
        };
    }

    private static Value vector(String content) {
        String inside = content.strip();
        if (!inside.startsWith("[") || !inside.endsWith("]")) {
            throw new IllegalArgumentException("no brackets");
        }
        String[] parts = inside.substring(1, inside.length() - 1).split(",");
        float[] components = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            components[i] = Float.parseFloat(parts[i].strip());
        }
        return new Value.Vector(components);
    }

    /** The canonical text of a value. */
    static String print(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> "NULL";
            case Value.Bool(boolean flag) -> flag ? "TRUE" : "FALSE";
            case Value.Int64(long number) -> Long.toString(number);
            case Value.Float64(double number) ->
                Double.isFinite(number) ? Double.toString(number) : "DOUBLE '" + number + "'";
            case Value.Decimal(Decimal128 number) -> "DECIMAL '" + number + "'";
            case Value.Text(String text) -> quoted(text);
            case Value.Timestamp timestamp -> "TIMESTAMP '" + timestamp.instant() + "'";
            case Value.Binary(byte[] bytes) -> "BINARY '" + Base64.getEncoder().encodeToString(bytes) + "'";
            case Value.Vector(float[] components) -> "VECTOR '" + Arrays.toString(components) + "'";
            case Value.Array(List<Value> elements) ->
                elements.stream().map(Literals::print).collect(Collectors.joining(", ", "[", "]"));
            case Value.Obj(Map<String, Value> fields) ->
                fields.entrySet().stream()
                        .map(field -> key(field.getKey()) + ": " + print(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** A field's name in an object literal. */
    static String key(String name) {
        return name.isEmpty() ? "''" : Identifiers.quoted(name);
    }
}
