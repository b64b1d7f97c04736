package io.lumadb.console.ui.heatmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.model.ShardStatus;
import io.lumadb.console.ui.heatmap.NowLayout.Box;
import io.lumadb.console.ui.heatmap.NowLayout.ShardBox;
import io.lumadb.console.ui.heatmap.Viewport.Cell;
import io.lumadb.console.ui.theme.Theme;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CellPainterTest {

    private static final long START = 1_800_000_000L;
    private static final int FRAMES = 25;

    private static HeatHistory filled(int shards, int seconds) {
        HeatHistory history = new HeatHistory();
        ExampleTraffic traffic = new ExampleTraffic(shards, 3);
        for (int second = 0; second < seconds; second++) {
            history.add(Instant.ofEpochSecond(START + second), traffic.second(second));
        }
        return history;
    }

    @Test
    void givesEachCellTheColourOfItsValueAndLeavesGapsClear() {
        HeatHistory history = filled(8, 20);
        Viewport viewport = Viewport.whole(Span.MINUTE, history.newest(Span.MINUTE), 8);
        HeatPalette palette = HeatPalette.of(HeatScale.upTo(5_000, Measure.READS, true), Theme.DARK);
        int[] pixels = new int[60 * 8];

        new CellPainter().paint(history, Measure.READS, viewport, palette, 8, pixels, 60);

        for (int x = 0; x < 60; x++) {
            for (int shard = 0; shard < 8; shard++) {
                double value = history.value(Span.MINUTE, Measure.READS, viewport.firstColumn() + x, shard);
                assertThat(pixels[shard * 60 + x]).isEqualTo(palette.color(CellCode.encode(value)));
                assertThat(Double.isNaN(value)).isEqualTo(x < 40);
            }
        }
    }

    @Test
    void losesNoHotShardWhereManyShareAPixel() {
        HeatHistory history = filled(1_000, 3);
        Viewport viewport = Viewport.whole(Span.MINUTE, history.newest(Span.MINUTE), 1_000);
        HeatPalette palette = HeatPalette.of(HeatScale.upTo(20_000, Measure.READS, true), Theme.DARK);
        int rows = CellPainter.rows(viewport, 300);
        int[] pixels = new int[60 * rows];

        new CellPainter().paint(history, Measure.READS, viewport, palette, rows, pixels, 60);

        double[] largest = new double[rows];
        for (int shard = 0; shard < 1_000; shard++) {
            int row = CellPainter.row(viewport, rows, shard);
            largest[row] = Math.max(
                    largest[row], history.value(Span.MINUTE, Measure.READS, history.newest(Span.MINUTE), shard));
        }
        for (int row = 0; row < rows; row++) {
            assertThat(pixels[row * 60 + 59]).isEqualTo(palette.color(CellCode.encode(largest[row])));
        }
    }

    @Property
    void findsTheCellThatLiesUnderAPoint(
            @ForAll @IntRange(min = 1, max = 400) int columns,
            @ForAll @IntRange(min = 1, max = 12_000) int shards,
            @ForAll @IntRange(min = 0, max = 1_000_000) int pick) {
        Viewport viewport = new Viewport(Span.SIX_MINUTES, 5_000, columns, 3, shards);
        Cell cell = new Cell(5_000 + pick % columns, 3 + pick % shards);
        double x = viewport.left(cell.column(), 1_083) + 1_083.0 / columns / 2;
        double y = viewport.top(cell.shard(), 611) + 611.0 / shards / 2;

        assertThat(viewport.cellAt(x, y, 1_083, 611)).isEqualTo(cell);
        assertThat(viewport.contains(cell)).isTrue();
    }

    @Test
    void pointsOutsideBelongToTheNearestCell() {
        Viewport viewport = new Viewport(Span.SIX_MINUTES, 100, 10, 0, 4);

        assertThat(viewport.cellAt(-50, 9_999, 100, 100)).isEqualTo(new Cell(100, 3));
    }

    @Test
    void boxesOfNowLieInEachOtherAndShardsAreFoundUnderThePoint() {
        NowLayout layout = NowLayout.of(new ExampleTraffic(24, 3).topology().nodes(), 1_000, 600);

        assertThat(layout.nodes()).hasSize(3);
        layout.nodes()
                .forEach(node -> node.cores().forEach(core -> {
                    assertThat(inside(core.box(), node.box())).isTrue();
                    core.shards()
                            .forEach(shard ->
                                    assertThat(inside(shard.box(), core.box())).isTrue());
                }));
        for (ShardBox shard : layout.all()) {
            Box box = shard.box();
            assertThat(layout.at(box.x() + box.width() / 2, box.y() + box.height() / 2))
                    .contains(shard);
        }
        assertThat(layout.at(-1, -1)).isEmpty();
    }

    @Test
    void walksToTheNeighbourInThatDirection() {
        NowLayout layout = NowLayout.of(new ExampleTraffic(24, 3).topology().nodes(), 1_000, 600);
        ShardBox first = layout.all().getFirst();

        ShardBox right = layout.next(first, 1, 0).orElseThrow();
        assertThat(right.box().x()).isGreaterThan(first.box().x());
        assertThat(layout.next(right, -1, 0)).contains(first);
        assertThat(layout.next(first, -1, 0)).isEmpty();
    }

    private static boolean inside(Box inner, Box outer) {
        return inner.x() >= outer.x()
                && inner.y() >= outer.y()
                && inner.x() + inner.width() <= outer.x() + outer.width() + 0.01
                && inner.y() + inner.height() <= outer.y() + outer.height() + 0.01;
    }

    /** 60 frames a second leave 16 ms for one: a new second of 10,000 shards, the scale, the colours, all cells. */
    @Test
    void paintsTenThousandShardsByThreeHundredAndSixtyColumnsWithinAFrame() {
        HeatHistory history = new HeatHistory();
        ExampleTraffic traffic = new ExampleTraffic(10_000, 3);
        List<List<ShardStatus>> seconds = List.of(traffic.second(0), traffic.second(40), traffic.second(80));
        for (int second = 0; second < HeatRing.COLUMNS; second++) {
            history.add(Instant.ofEpochSecond(START + second), seconds.get(second % 3));
        }
        CellPainter painter = new CellPainter();
        int[] pixels = new int[HeatRing.COLUMNS * 720];
        double[] updates = new double[FRAMES];
        double[] repaints = new double[FRAMES];

        for (int frame = 0; frame < FRAMES; frame++) {
            history.add(Instant.ofEpochSecond(START + HeatRing.COLUMNS + frame), seconds.get(frame % 3));
            updates[frame] = millisToPaint(history, painter, pixels);
            repaints[frame] = millisToPaint(history, new CellPainter(), pixels);
        }

        Arrays.sort(updates);
        Arrays.sort(repaints);
        System.out.printf(
                "heat map, 10,000 shards x 360 columns: update median %.2f ms, all anew median %.2f ms%n",
                updates[FRAMES / 2], repaints[FRAMES / 2]);
        assertThat(updates[FRAMES / 2]).isLessThan(16);
    }

    private static double millisToPaint(HeatHistory history, CellPainter painter, int[] pixels) {
        long start = System.nanoTime();
        Viewport viewport = Viewport.whole(Span.SIX_MINUTES, history.newest(Span.SIX_MINUTES), 10_000);
        HeatScale scale = HeatScale.upTo(history.largest(Measure.READS, viewport), Measure.READS, true);
        HeatPalette palette = HeatPalette.of(scale, Theme.DARK);
        painter.paint(history, Measure.READS, viewport, palette, 720, pixels, HeatRing.COLUMNS);
        return (System.nanoTime() - start) / 1e6;
    }

    @Test
    void keepsWhatItFoldedOnlyAsLongAsItHolds() {
        HeatHistory history = filled(50, 30);
        CellPainter kept = new CellPainter();
        int[] before = new int[60 * 20];
        int[] after = new int[60 * 20];
        for (int second = 30; second < 110; second++) {
            history.add(Instant.ofEpochSecond(START + second), new ExampleTraffic(50, 3).second(second * 3));
            Viewport viewport = Viewport.whole(Span.MINUTE, history.newest(Span.MINUTE), 50);
            Measure measure = second % 7 == 0 ? Measure.WRITES : Measure.READS;
            HeatPalette palette = HeatPalette.of(HeatScale.upTo(5_000, measure, true), Theme.LIGHT);

            kept.paint(history, measure, viewport, palette, 20, before, 60);
            new CellPainter().paint(history, measure, viewport, palette, 20, after, 60);

            assertThat(before).isEqualTo(after);
        }
    }
}
