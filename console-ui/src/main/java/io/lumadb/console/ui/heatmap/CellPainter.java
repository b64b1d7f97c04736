package io.lumadb.console.ui.heatmap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills pixels with cells: one pixel a column of time, and one a shard, or as many shards a pixel as are needed to get
 * into the height that there is. A pixel of several shards has the colour of the largest, so that no hot shard is lost.
 * Columns that time has left behind are folded into rows once and kept: a frame folds the newest only. Belongs to one
 * thread.
 */
final class CellPainter {

    private final short[][] folded = new short[HeatRing.COLUMNS][];
    private final long[] foldedColumn = new long[HeatRing.COLUMNS];
    private @Nullable FoldedFor foldedFor;
    private long newestSeen = Long.MIN_VALUE;

    /** What the folded columns were folded for. */
    private record FoldedFor(HeatHistory history, Span span, Measure measure, int firstShard, int shards, int rows) {}

    /** How many rows of pixels the viewport takes in a plot of that height. */
    static int rows(Viewport viewport, int mostRows) {
        return Math.min(viewport.shards(), Math.max(1, mostRows));
    }

    /** The first shard of a row of pixels, counted from the top of the viewport. */
    private static int firstOf(int row, int rows, int shards) {
        return (int) Math.ceilDiv((long) row * shards, (long) rows);
    }

    /** The row of pixels that a shard of the viewport falls into. */
    static int row(Viewport viewport, int rows, int shard) {
        return (int) ((long) (shard - viewport.firstShard()) * rows / viewport.shards());
    }

    /**
     * Paints all of the viewport.
     *
     * @param pixels {@code 0xAARRGGBB}, premultiplied; row by row, {@code stride} apart; at least
     *     {@code rows × stride} of them
     */
    void paint(
            HeatHistory history,
            Measure measure,
            Viewport viewport,
            HeatPalette palette,
            int rows,
            int[] pixels,
            int stride) {
        keepWhatHolds(history, measure, viewport, rows);
        for (int x = 0; x < viewport.columns(); x++) {
            short[] column = column(history, measure, viewport, rows, viewport.firstColumn() + x);
            for (int y = 0, at = x; y < rows; y++, at += stride) {
                pixels[at] = palette.color(column[y]);
            }
        }
    }

    private void keepWhatHolds(HeatHistory history, Measure measure, Viewport viewport, int rows) {
        FoldedFor wanted =
                new FoldedFor(history, viewport.span(), measure, viewport.firstShard(), viewport.shards(), rows);
        long newest = history.newest(viewport.span());
        if (!wanted.equals(foldedFor) || newest < newestSeen) {
            Arrays.fill(foldedColumn, Long.MIN_VALUE);
        }
        foldedFor = wanted;
        newestSeen = newest;
    }

    private short[] column(HeatHistory history, Measure measure, Viewport viewport, int rows, long column) {
        int slot = (int) Math.floorMod(column, (long) HeatRing.COLUMNS);
        short[] kept = folded[slot];
        if (kept != null && kept.length == rows && foldedColumn[slot] == column) {
            return kept;
        }
        short[] fresh = kept != null && kept.length == rows ? kept : new short[rows];
        fold(history.column(viewport.span(), measure, column), viewport, fresh);
        folded[slot] = fresh;
        // The newest column still changes.
        foldedColumn[slot] = column < newestSeen ? column : Long.MIN_VALUE;
        return fresh;
    }

    private static void fold(short @Nullable [] cells, Viewport viewport, short[] rows) {
        if (cells == null) {
            Arrays.fill(rows, CellCode.EMPTY);
            return;
        }
        int from = viewport.firstShard();
        for (int row = 0; row < rows.length; row++) {
            int end = viewport.firstShard() + firstOf(row + 1, rows.length, viewport.shards());
            int last = Math.min(end, cells.length);
            int most = CellCode.EMPTY;
            for (int shard = from; shard < last; shard++) {
                most = Math.max(most, cells[shard]);
            }
            rows[row] = (short) most;
            from = end;
        }
    }
}
