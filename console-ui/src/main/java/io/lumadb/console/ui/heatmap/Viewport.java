package io.lumadb.console.ui.heatmap;

import java.time.Instant;

/**
 * The part of the map in sight: {@code columns} columns of time from {@code firstColumn}, {@code shards} rows from
 * {@code firstShard}. It also knows which cell lies where in a plot of a given size.
 */
record Viewport(Span span, long firstColumn, int columns, int firstShard, int shards) {

    /** A cell; {@code column} counts in columns of the span since 1970. */
    record Cell(long column, int shard) {}

    Viewport {
        if (columns < 1 || shards < 1) {
            throw new IllegalArgumentException(
                    "a viewport shows at least one cell, not " + columns + " columns of " + shards + " shards");
        }
    }

    /** Everything that the span shows, up to {@code newest}. */
    static Viewport whole(Span span, long newest, int shards) {
        return new Viewport(span, newest - span.columns() + 1, span.columns(), 0, Math.max(1, shards));
    }

    /** The cell under a point; points outside the plot belong to the nearest cell. */
    Cell cellAt(double x, double y, double width, double height) {
        int column = (int) Math.clamp(Math.floor(x / width * columns), 0, columns - 1);
        int shard = (int) Math.clamp(Math.floor(y / height * shards), 0, shards - 1);
        return new Cell(firstColumn + column, firstShard + shard);
    }

    double left(long column, double width) {
        return (column - firstColumn) * width / columns;
    }

    double top(int shard, double height) {
        return (shard - firstShard) * height / shards;
    }

    boolean contains(Cell cell) {
        return cell.column() >= firstColumn
                && cell.column() < firstColumn + columns
                && cell.shard() >= firstShard
                && cell.shard() < firstShard + shards;
    }

    /** What lies between two cells, both of them included. */
    Viewport between(Cell one, Cell other) {
        long first = Math.min(one.column(), other.column());
        int top = Math.min(one.shard(), other.shard());
        return new Viewport(
                span,
                first,
                (int) (Math.max(one.column(), other.column()) - first + 1),
                top,
                Math.max(one.shard(), other.shard()) - top + 1);
    }

    Instant begin(long column) {
        return Instant.ofEpochMilli(column * span.stepMillis());
    }
}
