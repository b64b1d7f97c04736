/**
 * Core loops: one platform thread a core, each the only one that touches the state of its shards.
 *
 * <p>A {@link io.lumadb.storage.core.CoreLoop} serves {@link io.lumadb.storage.core.Seat seats}, one a shard replica. A
 * seat's tasks run in the order they came; it may move to another loop at any time. Tasks from outside wait for room when
 * too many wait; the storage's own follow-up tasks never wait, so that finished disk work always gets home. Answers leave
 * through a thread of their own, so that whoever waits for one cannot hold a core up. The
 * {@link io.lumadb.storage.core.Watchdog} catches tasks that hold one up.
 */
@NullMarked
package io.lumadb.storage.core;

import org.jspecify.annotations.NullMarked;
