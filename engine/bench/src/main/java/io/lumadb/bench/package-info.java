/**
 * Measurements of whole nodes, each one command: {@code engine/bench/run.sh NodeFigures}. A figure is the median of five
 * runs, with the smallest and the largest beside it.
 */
@NullMarked
package io.lumadb.bench;

import org.jspecify.annotations.NullMarked;
