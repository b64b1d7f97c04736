package io.lumadb.server.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.wire.ApiJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CSV (RFC 4180) with a header line. Header names with dots make objects; numbers, true and false become what they look like,
 * empty cells are left out, everything else is text. A row with more or fewer cells than the header is a bad record.
 */
final class CsvReader implements RecordReader {

    private static final CsvMapper MAPPER = CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final MappingIterator<String[]> rows;
    private List<String> header = List.of();
    private boolean broken;

    CsvReader(InputStream in) throws IOException {
        this.rows = MAPPER.readerFor(String[].class).readValues(in);
    }

    @Override
    public Optional<Item> next() throws IOException {
        if (broken) {
            return Optional.empty();
        }
        // The parser stands behind the row that it has read, so a row's first line is where the one before it ended.
        long line = Math.max(1, rows.getCurrentLocation().getLineNr());
        try {
            if (header.isEmpty()) {
                Optional<Item> problem = readHeader();
                if (problem.isPresent()) {
                    return problem;
                }
                line = rows.getCurrentLocation().getLineNr();
            }
            if (!rows.hasNextValue()) {
                return Optional.empty();
            }
            return Optional.of(item(line, rows.nextValue()));
        } catch (JsonProcessingException e) {
            broken = true;
            return Optional.of(new Item.Bad(line, ApiJson.unreadable(e), true));
        }
    }

    private Optional<Item> readHeader() throws IOException {
        if (!rows.hasNextValue()) {
            broken = true;
            return Optional.of(
                    bad(1, "the file is empty", "the first line of CSV names the fields", true));
        }
        header = List.of(rows.nextValue()).stream().map(CsvReader::withoutByteOrderMark).map(String::strip).toList();
        if (header.contains("") || header.stream().distinct().count() < header.size()) {
            broken = true;
            return Optional.of(bad(
                    1,
                    "the header names an empty field, or one twice: " + String.join(",", header),
                    "the first line of CSV names each field once",
                    true));
        }
        return Optional.empty();
    }

    private static String withoutByteOrderMark(String name) {
        return name.startsWith("\uFEFF") ? name.substring(1) : name;
    }

    private Item item(long line, String[] cells) {
        if (cells.length != header.size()) {
            return bad(
                    line,
                    "the row has " + cells.length + " cells, the header " + header.size(),
                    "quote cells that contain commas or line breaks",
                    false);
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i];
            if (cell != null && !cell.isEmpty()) {
                fields.put(header.get(i), CsvCells.value(cell));
            }
        }
        return new Item.Good(line, CsvCells.object(fields));
    }

    private static Item bad(long line, String detail, String hint, boolean last) {
        return new Item.Bad(line, new LumaException(ErrorCode.BAD_REQUEST, detail, hint), last);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
