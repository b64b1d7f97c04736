package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.ShardStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every shard was, for a day: the last 6 minutes by the second, half an hour by 5 s, two hours by 20 s, a day by 240 s.
 * Within a column rates are means, p99 and lag the largest, tiers the newest; time in which nothing was heard stays empty.
 * Ten thousand shards take at most 200 MB, when the day is full; eight take 0.2. Knows no toolkit; belongs to one thread.
 */
public final class HeatHistory {

    /** Shards beyond are not shown. */
    static final int MOST_SHARDS = 65_536;

    private static final Measure[] MEASURES = Measure.values();

    private final Map<Long, HeatRing> rings = new TreeMap<>();
    private final Map<Span, HeatRing> ringOfSpan = new EnumMap<>(Span.class);
    private float[][] row = new float[MEASURES.length][0];
    private int shards;
    private long frames;

    public HeatHistory() {
        for (Span span : Span.values()) {
            ringOfSpan.put(span, rings.computeIfAbsent(span.stepMillis(), HeatRing::new));
        }
    }

    /** Adds one frame of the stream. Frames older than the newest column of a resolution are left out of it. */
    public void add(Instant at, List<ShardStatus> statuses) {
        int count = shards;
        for (ShardStatus status : statuses) {
            if (status.shard() >= 0 && status.shard() < MOST_SHARDS) {
                count = Math.max(count, status.shard() + 1);
            }
        }
        if (count == 0) {
            return;
        }
        shards = count;
        read(statuses);
        long millis = at.toEpochMilli();
        for (HeatRing ring : rings.values()) {
            ring.add(millis, row, shards);
        }
        frames++;
    }

    private void read(List<ShardStatus> statuses) {
        if (row[0].length < shards) {
            row = new float[MEASURES.length][shards];
        }
        for (float[] values : row) {
            Arrays.fill(values, Float.NaN);
        }
        for (ShardStatus status : statuses) {
            if (status.shard() >= 0 && status.shard() < shards) {
                for (Measure measure : MEASURES) {
                    row[measure.channel()][status.shard()] = (float) measure.of(status);
                }
            }
        }
    }

    /** One more than the highest shard number ever seen. */
    public int shards() {
        return shards;
    }

    /** How many frames were added: changes when there is something new to paint. */
    public long frames() {
        return frames;
    }

    /** The newest column of a span, counted in its columns since 1970; {@link Long#MIN_VALUE} while there is none. */
    public long newest(Span span) {
        return ring(span).newest();
    }

    /** Codes of a column by shard ({@link CellCode}, tiers as {@link TierShares} packs them); null for a gap. */
    short @Nullable [] column(Span span, Measure measure, long column) {
        return ring(span).column(measure, column);
    }

    /** The value of a cell, as {@link Measure#of} gives it; NaN for a gap. */
    public double value(Span span, Measure measure, long column, int shard) {
        short[] cells = column(span, measure, column);
        if (cells == null || shard < 0 || shard >= cells.length || cells[shard] < 0) {
            return Double.NaN;
        }
        return measure == Measure.TIERS ? cells[shard] : CellCode.decode(cells[shard]);
    }

    /** The largest value in the columns in sight, of all shards; 0 when there is none. */
    double largest(Measure measure, Viewport viewport) {
        HeatRing ring = ring(viewport.span());
        short largest = 0;
        for (int i = 0; i < viewport.columns(); i++) {
            short code = ring.largest(measure, viewport.firstColumn() + i);
            largest = code > largest ? code : largest;
        }
        return CellCode.decode(largest);
    }

    private HeatRing ring(Span span) {
        HeatRing ring = ringOfSpan.get(span);
        if (ring == null) {
            throw new IllegalStateException("no ring keeps " + span);
        }
        return ring;
    }
}
