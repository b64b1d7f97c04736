package io.lumadb.server.transfer;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Cells and values, rows and documents. */
final class CsvCells {

    private CsvCells() {}

    /** What a cell looks like: int64, double, boolean or text. Numbers with leading zeros are text: they are codes. */
    static Value value(String cell) {
        if (cell.equals("true") || cell.equals("false")) {
            return Value.of(cell.equals("true"));
        }
        char first = cell.charAt(0);
        boolean numeric = first >= '0' && first <= '9' || first == '-' && cell.length() > 1;
        if (!numeric || leadingZero(cell) || cell.length() > 32) {
            return Value.of(cell);
        }
        if (cell.matches("-?\\d{1,18}")) {
            return Value.of(Long.parseLong(cell));
        }
        if (cell.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?") && cell.matches(".*[.eE].*")) {
            double number = Double.parseDouble(cell);
            return Double.isFinite(number) ? Value.of(number) : Value.of(cell);
        }
        return Value.of(cell);
    }

    private static boolean leadingZero(String cell) {
        String digits = cell.startsWith("-") ? cell.substring(1) : cell;
        return digits.length() > 1 && digits.charAt(0) == '0' && digits.charAt(1) != '.';
    }

    /** A document from dotted names. Where a name is both a value and an object, the dotted one stays as it is. */
    static Value.Obj object(Map<String, Value> flat) {
        Map<String, Object> tree = new LinkedHashMap<>();
        flat.forEach((name, value) -> grow(tree, name, value));
        return frozen(tree);
    }

    @SuppressWarnings("unchecked")
    private static void grow(Map<String, Object> tree, String name, Value value) {
        int dot = name.indexOf('.');
        Object below = dot <= 0 || dot == name.length() - 1
                ? value
                : tree.computeIfAbsent(name.substring(0, dot), _ -> new LinkedHashMap<String, Object>());
        if (below instanceof Map<?, ?> inner) {
            grow((Map<String, Object>) inner, name.substring(dot + 1), value);
        } else {
            tree.put(name, value);
        }
    }

    private static Value.Obj frozen(Map<String, Object> tree) {
        Map<String, Value> fields = new LinkedHashMap<>();
        tree.forEach((name, below) -> fields.put(name, below instanceof Value value ? value : frozenBelow(below)));
        return new Value.Obj(fields);
    }

    @SuppressWarnings("unchecked")
    private static Value.Obj frozenBelow(Object below) {
        return frozen((Map<String, Object>) below);
    }

    /** The paths and cells of a document: objects flattened with dots, arrays and the like as JSON. */
    static Map<String, String> cells(Value.Obj document) {
        Map<String, String> cells = new TreeMap<>();
        flatten("", document, cells);
        return cells;
    }

    private static void flatten(String prefix, Value.Obj object, Map<String, String> cells) {
        object.fields().forEach((name, value) -> {
            if (value instanceof Value.Obj inner && !inner.fields().isEmpty()) {
                flatten(prefix + name + ".", inner, cells);
            } else if (!value.isNull()) {
                cells.put(prefix + name, cell(value));
            }
        });
    }

    private static String cell(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Timestamp timestamp -> timestamp.instant().toString();
            case Value.Decimal(org.bson.types.Decimal128 number) -> number.toString();
            case Value.Missing _, Value.Null _ -> "";
            case Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Binary _,
                    Value.Vector _,
                    Value.Array _,
                    Value.Obj _ -> Json.relaxed(value);
        };
    }

    /** RFC 4180 §2: quoted when it holds a comma, a quote or a line break, quotes doubled. */
    static String quoted(String cell) {
        if (cell.indexOf(',') < 0 && cell.indexOf('"') < 0 && cell.indexOf('\n') < 0 && cell.indexOf('\r') < 0) {
            return cell;
        }
        return '"' + cell.replace("\"", "\"\"") + '"';
    }
}
