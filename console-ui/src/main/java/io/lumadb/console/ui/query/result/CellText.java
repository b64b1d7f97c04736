package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.theme.Figures;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Values as short texts on one line. Stops early: a value of 16 MiB costs no more than its first characters. */
public final class CellText {

    /** Longest text, in UTF-16 units. */
    public static final int LENGTH = 240;

    private CellText() {}

    public static String of(Value value) {
        StringBuilder text = new StringBuilder();
        write(value, text, true);
        if (text.length() > LENGTH) {
            text.setLength(LENGTH - 1);
            text.append('…');
        }
        return text.toString();
    }

    /** The whole value as text, for the clipboard and for CSV: strings as they are, documents as JSON. */
    public static String whole(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> "";
            case Value.Text(String text) -> text;
            case Value.Timestamp timestamp -> timestamp.instant().toString();
            case Value.Decimal decimal -> decimal.value().toString();
            case Value.Float64(double number) -> number(number);
            case Value.Bool _, Value.Int64 _, Value.Binary _, Value.Vector _, Value.Array _, Value.Obj _ ->
                Json.relaxed(value);
        };
    }

    private static boolean full(StringBuilder text) {
        return text.length() > LENGTH;
    }

    private static void write(Value value, StringBuilder out, boolean outermost) {
        switch (value) {
            case Value.Missing _ -> out.append("missing");
            case Value.Null _ -> out.append("null");
            case Value.Bool(boolean flag) -> out.append(flag);
            case Value.Int64(long number) -> out.append(number);
            case Value.Float64(double number) -> out.append(number(number));
            case Value.Decimal decimal -> out.append(decimal.value());
            case Value.Text(String text) -> writeText(text, out, outermost);
            case Value.Timestamp timestamp ->
                out.append(timestamp.instant().toString().replace('T', ' '));
            case Value.Binary(byte[] bytes) -> out.append("binary, ").append(Figures.bytes((long) bytes.length));
            case Value.Vector(float[] components) -> writeVector(components, out);
            case Value.Array(List<Value> elements) -> {
                out.append('[');
                String separator = "";
                for (Value element : elements) {
                    if (full(out)) {
                        return;
                    }
                    out.append(separator);
                    write(element, out, false);
                    separator = ", ";
                }
                out.append(']');
            }
            case Value.Obj(Map<String, Value> fields) -> {
                out.append('{');
                String separator = "";
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    if (full(out)) {
                        return;
                    }
                    out.append(separator).append(field.getKey()).append(": ");
                    write(field.getValue(), out, false);
                    separator = ", ";
                }
                out.append('}');
            }
        }
    }

    private static void writeText(String text, StringBuilder out, boolean outermost) {
        String quote = outermost ? "" : "\"";
        String start = text.length() > LENGTH ? text.substring(0, LENGTH + 1) : text;
        out.append(quote)
                .append(start.replace('\n', '⏎').replace('\r', ' ').replace('\t', ' '))
                .append(quote);
    }

    private static void writeVector(float[] components, StringBuilder out) {
        out.append("vector[").append(components.length).append("] ");
        for (int i = 0; i < components.length && i < 4; i++) {
            out.append(i == 0 ? "" : ", ").append(components[i]);
        }
        out.append(components.length > 4 ? ", …" : "");
    }

    /** Without an exponent where people would not write one; whole doubles keep their {@code .0}, which tells the type. */
    private static String number(double number) {
        boolean plain =
                Double.isFinite(number) && (number == 0 || (Math.abs(number) < 1e15 && Math.abs(number) >= 1e-6));
        return plain ? BigDecimal.valueOf(number).toPlainString() : Double.toString(number);
    }
}
