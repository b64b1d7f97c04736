/**
 * How the console looks: {@link io.lumadb.console.ui.theme.Appearance} puts AtlantaFX and our own stylesheets on a scene
 * and keeps them in step with the chosen theme and font size; {@link io.lumadb.console.ui.theme.TierColors} and
 * {@link io.lumadb.console.ui.theme.ThemeColors} repeat in Java the tokens that canvases and gauges cannot read from
 * CSS; {@link io.lumadb.console.ui.theme.Figures} writes every number with its unit.
 */
@NullMarked
package io.lumadb.console.ui.theme;

import org.jspecify.annotations.NullMarked;
