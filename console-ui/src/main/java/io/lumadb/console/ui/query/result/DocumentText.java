package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.theme.Figures;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.util.List;
import java.util.Map;

/**
 * A document as indented JSON for reading, shortened so that no document can stall the window: long strings, long arrays and
 * the whole text end where the limits say, and say so. Costs no more than what it writes.
 */
public final class DocumentText {

    private static final int LONGEST_STRING = 2_000;
    private static final String INDENT = "  ";

    private final int limit;
    private final StringBuilder out = new StringBuilder();
    private boolean shortened;

    private DocumentText(int limit) {
        this.limit = limit;
    }

    /**
     * @param shortened whether something was left out: the text is then no JSON, the whole is to be had by copying or saving
     */
    public record Shown(String text, boolean shortened) {}

    /** @param characters about how long the text may become */
    public static Shown of(Value value, int characters) {
        DocumentText text = new DocumentText(characters);
        text.write(value, "");
        return new Shown(text.out.toString(), text.shortened);
    }

    private void write(Value value, String indent) {
        switch (value) {
            case Value.Obj(Map<String, Value> fields) -> writeObject(fields, indent);
            case Value.Array(List<Value> elements) -> writeArray(elements, indent);
            case Value.Text(String text)
            when text.length() > LONGEST_STRING -> {
                out.append(Json.relaxed(Value.of(text.substring(0, LONGEST_STRING))));
                more(text.length() - LONGEST_STRING, "characters");
            }
            case Value.Binary(byte[] bytes)
            when bytes.length > LONGEST_STRING -> {
                out.append("{\"$binary\": …}");
                more(bytes.length, "bytes");
            }
            case Value.Vector(float[] components)
            when components.length > 16 -> {
                out.append("{\"$vector\": [");
                for (int i = 0; i < 8; i++) {
                    out.append(components[i]).append(", ");
                }
                out.append("…]}");
                more(components.length - 8, "components");
            }
            case Value.Missing _,
                    Value.Null _,
                    Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Decimal _,
                    Value.Text _,
                    Value.Timestamp _,
                    Value.Binary _,
                    Value.Vector _ -> out.append(Json.relaxed(value));
        }
    }

    private void writeObject(Map<String, Value> fields, String indent) {
        if (fields.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append("{\n");
        int written = 0;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            out.append(indent).append(INDENT);
            if (out.length() > limit) {
                more(fields.size() - written, "fields");
                break;
            }
            out.append(Json.relaxed(Value.of(field.getKey()))).append(": ");
            write(field.getValue(), indent + INDENT);
            written++;
            out.append(written < fields.size() ? ",\n" : "");
        }
        out.append('\n').append(indent).append('}');
    }

    private void writeArray(List<Value> elements, String indent) {
        if (elements.stream().limit(9).allMatch(DocumentText::isShort) && elements.size() <= 8) {
            out.append('[');
            for (int i = 0; i < elements.size(); i++) {
                out.append(i == 0 ? "" : ", ");
                write(elements.get(i), indent);
            }
            out.append(']');
            return;
        }
        out.append("[\n");
        int written = 0;
        for (Value element : elements) {
            out.append(indent).append(INDENT);
            if (out.length() > limit) {
                more(elements.size() - written, "elements");
                break;
            }
            write(element, indent + INDENT);
            written++;
            out.append(written < elements.size() ? ",\n" : "");
        }
        out.append('\n').append(indent).append(']');
    }

    private static boolean isShort(Value value) {
        return value.isNumber()
                || value.isNull()
                || value instanceof Value.Bool
                || (value instanceof Value.Text(String text) && text.length() < 24);
    }

    private void more(long count, String what) {
        shortened = true;
        out.append("… ").append(Figures.exact(count)).append(" more ").append(what);
    }
}
