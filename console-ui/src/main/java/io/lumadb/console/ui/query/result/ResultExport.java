package io.lumadb.console.ui.query.result;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the rows of a result to a file, row by row. Blocks: not for the FX thread. */
public final class ResultExport {

    private ResultExport() {}

    /** How the file is written. */
    public enum Format {
        NDJSON,
        JSON,
        CSV;

        /** By the file's name; what it does not know is NDJSON. */
        public static Format ofFile(Path file) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            return name.endsWith(".csv") ? CSV : name.endsWith(".json") ? JSON : NDJSON;
        }
    }

    /** Writes all rows there are; returns how many. */
    public static long write(RowStore store, List<String> columns, Path file, Format format) throws IOException {
        int rows = store.size();
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            switch (format) {
                case NDJSON -> {}
                case JSON -> out.write("[\n");
                case CSV -> out.write(csvLine(columns));
            }
            for (int index = 0; index < rows; index++) {
                Optional<Value.Obj> row = store.row(index);
                if (row.isEmpty()) {
                    return index;
                }
                switch (format) {
                    case NDJSON -> out.write(Json.relaxed(row.get()) + "\n");
                    case JSON -> out.write(Json.relaxed(row.get()) + (index < rows - 1 ? ",\n" : "\n"));
                    case CSV -> out.write(csvLine(values(row.get(), columns)));
                }
            }
            if (format == Format.JSON) {
                out.write("]\n");
            }
        }
        return rows;
    }

    /** Tab-separated lines with a header, as spreadsheets paste them. */
    public static String tabSeparated(List<Value.Obj> rows, List<String> columns) {
        StringBuilder text = new StringBuilder(String.join("\t", columns)).append('\n');
        for (Value.Obj row : rows) {
            text.append(values(row, columns).stream()
                            .map(value -> value.replace('\t', ' ').replace('\n', ' '))
                            .collect(Collectors.joining("\t")))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<String> values(Value.Obj row, List<String> columns) {
        return columns.stream().map(column -> CellText.whole(row.get(column))).toList();
    }

    /** RFC 4180. */
    private static String csvLine(List<String> values) {
        return values.stream().map(ResultExport::csvField).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String csvField(String value) {
        boolean plain = value.chars().noneMatch(character -> ",\"\r\n".indexOf(character) >= 0);
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
