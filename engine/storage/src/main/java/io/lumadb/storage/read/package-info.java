/**
 * How a shard is read: a {@link io.lumadb.storage.read.Moment} is what one log entry left, hot, warm and cold together;
 * a {@link io.lumadb.storage.read.LocalSnapshot} is a reader's hold on it, with gets, scans and index lookups.
 */
@NullMarked
package io.lumadb.storage.read;

import org.jspecify.annotations.NullMarked;
