/**
 * How LumaDB writes files of its own, those that neither RocksDB nor the Raft log's writer keeps.
 *
 * <p>A {@link io.lumadb.storage.file.Disk} is the few calls that writing takes, each with what a power failure leaves of it;
 * tests have one that loses power, and one whose calls fail. {@link io.lumadb.storage.file.WholeFile} makes of them the one
 * thing that is ever done: replace a file as a whole, so that whatever happens either the old content is there or the new.
 */
@NullMarked
package io.lumadb.storage.file;

import org.jspecify.annotations.NullMarked;
