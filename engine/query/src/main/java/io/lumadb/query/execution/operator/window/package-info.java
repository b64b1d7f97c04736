/**
 * Window functions. {@link io.lumadb.query.execution.operator.window.Window} sorts its input by partition and order, and
 * gives every row the values of its {@link io.lumadb.query.execution.operator.window.WindowCall}s: a {@link
 * io.lumadb.query.execution.operator.window.WindowFunction} and, for those that look at one, a {@link
 * io.lumadb.query.execution.operator.window.Frame}. Calls with different partitions or orders stand in windows of their own,
 * one on top of the other.
 */
@NullMarked
package io.lumadb.query.execution.operator.window;

import org.jspecify.annotations.NullMarked;
