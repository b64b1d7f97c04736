/**
 * Work that the FX thread does not do. {@link io.lumadb.console.ui.task.BackgroundTasks} runs it on virtual threads and lists
 * what runs, each a {@link io.lumadb.console.ui.task.BackgroundTask} with progress and cancel for the status bar;
 * {@link io.lumadb.console.ui.task.FxWatchdog} says who kept the FX thread longer than a frame allows.
 */
@NullMarked
package io.lumadb.console.ui.task;

import org.jspecify.annotations.NullMarked;
