package io.lumadb.query.execution.operator.spill;

import io.lumadb.query.execution.expression.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in a temporary file, in the order they were added. For one thread. */
public final class RowFile implements AutoCloseable {

    private static final int BATCH = 512;
    private static final long BATCH_BYTES = 4L << 20;

    private final SpillDirectory directory;
    private final RowCodec codec = new RowCodec();
    /** Made with the first row: of many parts of a division some stay empty. */
    private @Nullable SpillFile file;

    private long rows;

    public RowFile(SpillDirectory directory) {
        this.directory = directory;
    }

    public void add(Row row) {
        SpillFile into = file;
        if (into == null) {
            into = directory.create();
            file = into;
        }
        codec.write(into.output(), row);
        rows++;
    }

    public long rows() {
        return rows;
    }

    /** Reads from the start. */
    public Reader read() {
        return new Reader(file == null ? SpillInput.EMPTY : file.read());
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    /** One pass over the rows. */
    public final class Reader {
        private final SpillInput input;

        Reader(SpillInput input) {
            this.input = input;
        }

        /** The next row; null at the end. */
        public @Nullable Row one() {
            return input.atEnd() ? null : codec.read(input);
        }

        /** The next rows; empty at the end. */
        public List<Row> next() {
            List<Row> batch = new ArrayList<>();
            long bytes = 0;
            while (batch.size() < BATCH && bytes < BATCH_BYTES && !input.atEnd()) {
                Row row = codec.read(input);
                bytes += row.heldBytes();
                batch.add(row);
            }
            return batch;
        }
    }
}
