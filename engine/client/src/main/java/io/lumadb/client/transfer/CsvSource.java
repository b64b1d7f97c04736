package io.lumadb.client.transfer;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.lumadb.client.ClientException;
import io.lumadb.document.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of CSV (RFC 4180), whose first row names the fields. A row with more or fewer cells is unusable. */
final class CsvSource implements RecordSource {

    private final MappingIterator<String[]> rows;
    private final String header;
    private final int columns;

    CsvSource(InputStream in) throws IOException {
        rows = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .with(CsvParser.Feature.SKIP_EMPTY_LINES)
                .readValues(in);
        if (!rows.hasNextValue()) {
            throw new ClientException(
                    ErrorCode.BAD_REQUEST, "the CSV is empty", "its first row has to name the fields", null);
        }
        String[] names = rows.nextValue();
        if (names[0].startsWith("\uFEFF")) {
            names[0] = names[0].substring(1);
        }
        columns = names.length;
        header = row(names);
    }

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public String header() {
        return header;
    }

    @Override
    public @Nullable Item next() throws IOException {
        long line = rows.getParser().currentLocation().getLineNr();
        try {
            if (!rows.hasNextValue()) {
                return null;
            }
            String[] cells = rows.nextValue();
            String text = row(cells);
            return cells.length == columns
                    ? new Item.Text(line, text)
                    : new Item.Unusable(
                            line,
                            text,
                            "BAD_REQUEST",
                            "the row has " + cells.length + " cells, the header has " + columns);
        } catch (RuntimeJsonMappingException | com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ClientException(
                    ErrorCode.SYNTAX_ERROR,
                    "line " + line + ": the row cannot be read to its end",
                    "is a quote left open?",
                    e);
        }
    }

    private static String row(String[] cells) {
        return Arrays.stream(cells)
                .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
