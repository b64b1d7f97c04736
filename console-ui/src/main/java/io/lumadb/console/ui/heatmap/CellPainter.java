package io.lumadb.console.ui.heatmap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills pixels with cells: one pixel a column of time, and one a shard, or as many shards a pixel as are needed to get
 * into the height that there is. A pixel of several shards has the colour of the largest, so that no hot shard is lost.
 */
final class CellPainter {

    private short[] column = {};
    /** The row of each shard of {@link #folded}, counted up: a division a cell would cost more than the cell. */
    private int[] rowOf = {};

    private @Nullable Viewport folded;
    private int foldedRows;

    /** How many rows of pixels the viewport takes in a plot of that height. */
    static int rows(Viewport viewport, int mostRows) {
        return Math.min(viewport.shards(), Math.max(1, mostRows));
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
        if (column.length < rows) {
            column = new short[rows];
        }
        mapRows(viewport, rows);
        for (int x = 0; x < viewport.columns(); x++) {
            fold(history.column(viewport.span(), measure, viewport.firstColumn() + x), viewport, rows);
            for (int y = 0, at = x; y < rows; y++, at += stride) {
                pixels[at] = palette.color(column[y]);
            }
        }
    }

    private void fold(short @Nullable [] cells, Viewport viewport, int rows) {
        Arrays.fill(column, 0, rows, CellCode.EMPTY);
        if (cells == null) {
            return;
        }
        int end = Math.min(cells.length, viewport.firstShard() + viewport.shards());
        if (rows == viewport.shards()) {
            System.arraycopy(cells, viewport.firstShard(), column, 0, Math.max(0, end - viewport.firstShard()));
            return;
        }
        for (int shard = viewport.firstShard(), i = 0; shard < end; shard++, i++) {
            int row = rowOf[i];
            column[row] = cells[shard] > column[row] ? cells[shard] : column[row];
        }
    }

    private void mapRows(Viewport viewport, int rows) {
        if (foldedRows == rows
                && folded != null
                && folded.firstShard() == viewport.firstShard()
                && folded.shards() == viewport.shards()) {
            return;
        }
        folded = viewport;
        foldedRows = rows;
        rowOf = new int[viewport.shards()];
        for (int i = 0; i < rowOf.length; i++) {
            rowOf[i] = row(viewport, rows, viewport.firstShard() + i);
        }
    }
}
