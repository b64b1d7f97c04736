/**
 * What a shard holds in RAM above its RocksDB.
 *
 * <p>The {@link io.lumadb.storage.hot.CowTree} orders {@link io.lumadb.storage.hot.Entry entries} by key and can be
 * frozen in constant time. An entry says what is true of its key now: a document, that it is gone, or that it lies in a
 * cold segment. Where the tree has no entry, RocksDB is right. Changes that RocksDB does not have yet are collected in a
 * {@link io.lumadb.storage.hot.Generation}, one a checkpoint.
 */
@NullMarked
package io.lumadb.storage.hot;

import org.jspecify.annotations.NullMarked;
