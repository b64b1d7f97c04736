/**
 * The start page: start a local engine with one click, or attach to a cluster. What is possible and what went wrong is decided in
 * {@link io.lumadb.console.ui.start.StartViewModel}; the application does it.
 */
@NullMarked
package io.lumadb.console.ui.start;

import org.jspecify.annotations.NullMarked;
