package io.lumadb.query.execution.operator.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.SlotRow;
import io.lumadb.query.execution.operator.OperatorBench;
import io.lumadb.query.execution.operator.sort.KeyedRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillDirectoryTest {

    private static final List<Value> VALUES = List.of(
            Value.MISSING,
            Value.NULL,
            Value.TRUE,
            Value.FALSE,
            Value.of(0),
            Value.of(-1),
            Value.of(Long.MIN_VALUE),
            Value.of(Long.MAX_VALUE),
            Value.of(-0.0),
            Value.of(Double.NaN),
            Value.of(1e300),
            Value.of(new BigDecimal("-12345678901234567890.123")),
            Value.of(""),
            Value.of("ü€😀\u0000"),
            Value.of("x".repeat(100_000)),
            new Value.Timestamp(-1),
            new Value.Binary(new byte[] {0, 1, -1}),
            new Value.Vector(new float[] {1f, -0f, Float.MIN_VALUE}),
            Value.array(),
            Value.array(Value.NULL, Value.of(1), Value.array(Value.of("deep"))));

    @TempDir
    Path directory;

    private static Row row(Value... values) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            fields.put("f" + i, values[i]);
        }
        return new ObjectRow(new Value.Obj(fields));
    }

    @Test
    void givesRowsBackAsTheyWere() {
        StoredDocument stored = StoredDocument.of(
                Document.of(new Value.Obj(Map.of("_id", Value.of("a"), "n", Value.of(1)))), 300, Tier.COLD);
        List<Row> rows = List.of(
                row(VALUES.toArray(Value[]::new)),
                new SlotRow(VALUES),
                new ElementRow(Value.of("element")),
                new DocumentRow(stored),
                new KeyedRow(List.of(Value.of(1), Value.MISSING), new DocumentRow(stored)),
                OperatorBench.Pair.of(new DocumentRow(stored), row(Value.of(2))),
                OperatorBench.Pair.left(OperatorBench.Pair.right(new SlotRow(List.of(Value.TRUE)))));
        try (RowFile file = new RowFile(SpillDirectory.at(directory))) {
            rows.forEach(file::add);

            for (int pass = 0; pass < 2; pass++) {
                assertThat(file.read().next()).isEqualTo(rows);
            }
            assertThat(file.rows()).isEqualTo(rows.size());
        }
    }

    @Test
    void deletesWhatACrashLeft() throws IOException {
        Files.createDirectories(directory.resolve("query"));
        Files.writeString(directory.resolve("query").resolve("7.spill"), "left by a crash");

        SpillDirectory opened = SpillDirectory.at(directory.resolve("query"));

        assertThat(files(directory.resolve("query"))).isEmpty();
        RowFile file = new RowFile(opened);
        file.add(row(Value.of(1)));
        assertThat(files(directory.resolve("query"))).hasSize(1);
        assertThat(opened.openFiles()).isEqualTo(1);
        file.close();
        file.close();
        assertThat(files(directory.resolve("query"))).isEmpty();
        assertThat(opened.openFiles()).isZero();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void saysThatTheDiskIsFullBeforeItIs() {
        SpillDirectory narrow = SpillDirectory.at(directory, Long.MAX_VALUE);
        try (RowFile file = new RowFile(narrow)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            file.add(row(Value.of("some text to fill the buffer")));
                        }
                    })
                    .isInstanceOfSatisfying(LumaException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
                        assertThat(failure.detail())
                                .contains(directory.toString())
                                .contains("MiB left");
                        assertThat(failure.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).contains("query_memory"));
                    });
        }
    }

    @Test
    void tellsAFullDiskFromOtherFailures() {
        SpillDirectory opened = SpillDirectory.at(directory);
        Path file = directory.resolve("1.spill");

        assertThat(opened.failure("writing", file, new IOException("No space left on device"))
                        .code())
                .isEqualTo(ErrorCode.DISK_FULL);
        LumaException other = opened.failure("reading", file, new IOException("Input/output error"));
        assertThat(other.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(other.detail()).contains("reading").contains("1.spill").contains("Input/output error");
    }

    @Test
    void namesADirectoryThatCannotBeUsed() throws IOException {
        Path occupied = Files.writeString(directory.resolve("taken"), "a file");

        assertThatThrownBy(() -> SpillDirectory.at(occupied)).hasMessageContaining(occupied.toString());
    }
}
