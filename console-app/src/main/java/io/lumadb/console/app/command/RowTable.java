package io.lumadb.console.app.command;

import io.lumadb.client.model.QueryResult;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Rows as text columns: numbers to the right, long cells cut at {@link #WIDEST}. */
final class RowTable {

    private static final int WIDEST = 48;

    private final List<String> columns;
    private final List<Value.Obj> rows;

    RowTable(QueryResult result) {
        SequencedSet<String> names = new LinkedHashSet<>(result.columns());
        result.documents().forEach(row -> names.addAll(row.fields().keySet()));
        columns = new ArrayList<>(names);
        rows = result.documents();
    }

    void print(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        int[] widths = widths();
        StringBuilder head = new StringBuilder();
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String gap = i == 0 ? "" : "  ";
            head.append(gap).append(pad(columns.get(i), widths[i], false));
            rule.append(gap).append("─".repeat(widths[i]));
        }
        out.println(head.toString().stripTrailing());
        out.println(rule);
        for (Value.Obj row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                Value value = row.get(columns.get(i));
                line.append(i == 0 ? "" : "  ").append(pad(cell(value), widths[i], value.isNumber()));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int width = columns.get(i).length();
            for (Value.Obj row : rows) {
                width = Math.max(width, cell(row.get(columns.get(i))).length());
            }
            widths[i] = width;
        }
        return widths;
    }

    private static String cell(Value value) {
        String text = switch (value) {
            case Value.Missing _ -> "";
            case Value.Text(String string) -> string.replaceAll("\\s+", " ");
            case Value.Timestamp timestamp -> timestamp.instant().toString();
            case Value.Decimal(org.bson.types.Decimal128 number) -> number.toString();
            case Value.Null _,
                    Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Binary _,
                    Value.Vector _,
                    Value.Array _,
                    Value.Obj _ -> Json.relaxed(value);
        };
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }

    private static String pad(String text, int width, boolean right) {
        String space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }
}
