/**
 * The heat map: which shards are busy, when, and where they are. {@link io.lumadb.console.ui.heatmap.HeatHistory} keeps the
 * last day in four resolutions of 360 columns, each cell as two bytes; {@link io.lumadb.console.ui.heatmap.HeatPalette}
 * turns those two bytes into a colour by one table lookup, and {@link io.lumadb.console.ui.heatmap.CellPainter} fills a
 * picture with them. {@link io.lumadb.console.ui.heatmap.HeatGrid} shows it as shards × time,
 * {@link io.lumadb.console.ui.heatmap.NowMap} as nodes, cores and shards right now, and
 * {@link io.lumadb.console.ui.heatmap.HeatMapViewModel} decides what both of them show.
 */
@NullMarked
package io.lumadb.console.ui.heatmap;

import org.jspecify.annotations.NullMarked;
