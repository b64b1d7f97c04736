package io.lumadb.query.execution.operator.sort;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.RowFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorted pieces of the rows, each in a file, and their merge. For one thread. */
final class SortedRuns implements AutoCloseable {

    /** More files than this are merged into one: each has a buffer while it is read. */
    private static final int MOST_FILES = 64;

    private static final int ROWS_BETWEEN_CHECKPOINTS = 512;

    private final Comparator<KeyedRow> order;
    private final QueryRun run;
    private final List<RowFile> files = new ArrayList<>();
    private PriorityQueue<Head> heads = new PriorityQueue<>();

    SortedRuns(Comparator<KeyedRow> order, QueryRun run) {
        this.order = order;
        this.run = run;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Adds rows that are sorted and came after all that were added before. */
    void add(List<KeyedRow> sorted) {
        RowFile file = new RowFile(run.spill());
        files.add(file);
        for (int i = 0; i < sorted.size(); i++) {
            if (i % ROWS_BETWEEN_CHECKPOINTS == 0) {
                run.checkpoint();
            }
            file.add(sorted.get(i));
        }
        if (files.size() == MOST_FILES) {
            mergeIntoOne();
        }
    }

    private void mergeIntoOne() {
        RowFile merged = new RowFile(run.spill());
        try {
            startMerge();
            for (List<Row> batch = next(ROWS_BETWEEN_CHECKPOINTS);
                    !batch.isEmpty();
                    batch = next(ROWS_BETWEEN_CHECKPOINTS)) {
                run.checkpoint();
                batch.forEach(merged::add);
            }
        } catch (RuntimeException | Error failure) {
            merged.close();
            throw failure;
        }
        close();
        files.add(merged);
    }

    void startMerge() {
        heads = new PriorityQueue<>(Math.max(1, files.size()), this::compare);
        for (int i = 0; i < files.size(); i++) {
            Head head = new Head(i, files.get(i).read());
            if (head.advance()) {
                heads.add(head);
            }
        }
    }

    /** Rows that the order does not tell apart come in the order they came in. */
    private int compare(Head left, Head right) {
        int byOrder = order.compare(left.row(), right.row());
        return byOrder != 0 ? byOrder : Integer.compare(left.number, right.number);
    }

    /** The next rows in order, at most so many. */
    List<Row> next(int most) {
        List<Row> merged = new ArrayList<>(most);
        while (merged.size() < most) {
            Head smallest = heads.poll();
            if (smallest == null) {
                break;
            }
            merged.add(smallest.row());
            if (smallest.advance()) {
                heads.add(smallest);
            }
        }
        return merged;
    }

    @Override
    public void close() {
        heads = new PriorityQueue<>();
        files.forEach(RowFile::close);
        files.clear();
    }

    /** Where the merge stands in one file. */
    private static final class Head {
        private final int number;
        private final RowFile.Reader reader;
        private @Nullable KeyedRow row;

        Head(int number, RowFile.Reader reader) {
            this.number = number;
            this.reader = reader;
        }

        boolean advance() {
            row = (KeyedRow) reader.one();
            return row != null;
        }

        KeyedRow row() {
            KeyedRow current = row;
            if (current == null) {
                throw new IllegalStateException("behind the end of a sorted run");
            }
            return current;
        }
    }
}
