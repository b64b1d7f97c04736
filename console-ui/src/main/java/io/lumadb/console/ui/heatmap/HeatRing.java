package io.lumadb.console.ui.heatmap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * 360 columns of one resolution. A column is a stretch of time that begins at a multiple of its length, and is known by
 * that multiple. Columns take memory only once something fell into them: two bytes a shard and measure. Belongs to one
 * thread.
 */
final class HeatRing {

    static final int COLUMNS = 360;

    private static final Measure[] MEASURES = Measure.values();

    private final long stepMillis;
    private final short[] @Nullable [][] columns = new short[COLUMNS][][];
    /** The largest code of each measure in each column, so that a scale need not look at every cell. */
    private final short[][] largest = new short[COLUMNS][MEASURES.length];

    private float[][] sums;
    private int[] counts;
    private int shards;
    private long newest = Long.MIN_VALUE;

    HeatRing(long stepMillis) {
        this.stepMillis = stepMillis;
        this.sums = new float[MEASURES.length][0];
        this.counts = new int[0];
    }

    long stepMillis() {
        return stepMillis;
    }

    /** The newest column, or {@link Long#MIN_VALUE} before the first sample. */
    long newest() {
        return newest;
    }

    /**
     * Adds what the shards were at one moment.
     *
     * @param values per measure, per shard; NaN for none
     */
    void add(long atMillis, float[][] values, int shardCount) {
        long column = Math.floorDiv(atMillis, stepMillis);
        if (newest != Long.MIN_VALUE && column < newest) {
            if (column > newest - COLUMNS) {
                return;
            }
            // The clock was set back by more than is kept: begin again.
            clear();
        }
        grow(shardCount);
        if (column > newest) {
            open(column);
        }
        short[][] cells = cells(column);
        for (int shard = 0; shard < shardCount; shard++) {
            counts[shard]++;
        }
        for (Measure measure : MEASURES) {
            merge(measure, values[measure.channel()], cells[measure.channel()], shardCount);
            short most = CellCode.EMPTY;
            for (short code : cells[measure.channel()]) {
                most = code > most ? code : most;
            }
            largest[slot(column)][measure.channel()] = most;
        }
    }

    private void merge(Measure measure, float[] values, short[] cells, int shardCount) {
        float[] sum = sums[measure.channel()];
        for (int shard = 0; shard < shardCount; shard++) {
            float value = values[shard];
            if (Float.isNaN(value)) {
                continue;
            }
            switch (measure.within()) {
                case MEAN -> {
                    sum[shard] += value;
                    cells[shard] = CellCode.encode(sum[shard] / counts[shard]);
                }
                case LARGEST -> {
                    short code = CellCode.encode(value);
                    cells[shard] = code > cells[shard] ? code : cells[shard];
                }
                case NEWEST -> cells[shard] = (short) value;
            }
        }
    }

    private void open(long column) {
        long first = newest == Long.MIN_VALUE ? column : Math.max(newest + 1, column - COLUMNS + 1);
        for (long skipped = first; skipped <= column; skipped++) {
            columns[slot(skipped)] = null;
        }
        newest = column;
        Arrays.fill(counts, 0);
        for (float[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }

    private short[][] cells(long column) {
        short[][] cells = columns[slot(column)];
        if (cells == null || cells[0].length < shards) {
            short[][] wider = new short[MEASURES.length][shards];
            for (int measure = 0; measure < MEASURES.length; measure++) {
                int known = cells == null ? 0 : cells[measure].length;
                Arrays.fill(wider[measure], known, shards, CellCode.EMPTY);
                if (cells != null) {
                    System.arraycopy(cells[measure], 0, wider[measure], 0, known);
                }
            }
            columns[slot(column)] = wider;
            cells = wider;
        }
        return cells;
    }

    private void grow(int shardCount) {
        if (shardCount > shards) {
            shards = shardCount;
            counts = Arrays.copyOf(counts, shards);
            for (int measure = 0; measure < sums.length; measure++) {
                sums[measure] = Arrays.copyOf(sums[measure], shards);
            }
        }
    }

    private void clear() {
        Arrays.fill(columns, null);
        newest = Long.MIN_VALUE;
    }

    /** The cells of a column, by shard; null where nothing was said in that time. May be shorter than the shards are. */
    short @Nullable [] column(Measure measure, long column) {
        if (newest == Long.MIN_VALUE || column > newest || column <= newest - COLUMNS) {
            return null;
        }
        short[][] cells = columns[slot(column)];
        return cells == null ? null : cells[measure.channel()];
    }

    /** The largest code of a column; {@link CellCode#EMPTY} for a gap. */
    short largest(Measure measure, long column) {
        return column(measure, column) == null ? CellCode.EMPTY : largest[slot(column)][measure.channel()];
    }

    private static int slot(long column) {
        return (int) Math.floorMod(column, (long) COLUMNS);
    }
}
