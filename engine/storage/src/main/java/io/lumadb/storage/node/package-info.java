/**
 * One node's storage put together: its directory, its core loops and helper threads, its shards.
 */
@NullMarked
package io.lumadb.storage.node;

import org.jspecify.annotations.NullMarked;
