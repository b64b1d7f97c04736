package io.lumadb.query.jql.text;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.util.List;
import java.util.Map;

/** Lays JSON out for people: on one line with spaces while it is short, over several indented ones otherwise. */
public final class JsonLayout {

    /** Columns. */
    private static final int WIDEST = 100;

    private JsonLayout() {}

    public static String print(Value value) {
        StringBuilder text = new StringBuilder();
        write(text, value, 0);
        return text.toString();
    }

    private static void write(StringBuilder text, Value value, int indent) {
        String line = line(value);
        int lineStart = text.lastIndexOf("\n") + 1;
        if (text.length() - lineStart + line.length() <= WIDEST) {
            text.append(line);
            return;
        }
        switch (value) {
            case Value.Obj(Map<String, Value> fields)
            when !fields.isEmpty() -> {
                String separator = "{\n";
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    text.append(separator)
                            .repeat(' ', indent + 2)
                            .append(string(field.getKey()))
                            .append(": ");
                    write(text, field.getValue(), indent + 2);
                    separator = ",\n";
                }
                text.append('\n').repeat(' ', indent).append('}');
            }
            case Value.Array(List<Value> elements)
            when !elements.isEmpty() -> {
                String separator = "[\n";
                for (Value element : elements) {
                    text.append(separator).repeat(' ', indent + 2);
                    write(text, element, indent + 2);
                    separator = ",\n";
                }
                text.append('\n').repeat(' ', indent).append(']');
            }
            default -> text.append(line);
        }
    }

    private static String line(Value value) {
        return switch (value) {
            case Value.Obj(Map<String, Value> fields) -> {
                StringBuilder text = new StringBuilder("{");
                fields.forEach((name, field) -> text.append(text.length() == 1 ? "" : ", ")
                        .append(string(name))
                        .append(": ")
                        .append(line(field)));
                yield text.append('}').toString();
            }
            case Value.Array(List<Value> elements) -> {
                StringBuilder text = new StringBuilder("[");
                elements.forEach(
                        element -> text.append(text.length() == 1 ? "" : ", ").append(line(element)));
                yield text.append(']').toString();
            }
            default -> Json.relaxed(value);
        };
    }

    private static String string(String content) {
        return Json.relaxed(Value.of(content));
    }
}
