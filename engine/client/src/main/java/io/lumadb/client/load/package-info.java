/**
 * The load generator: YCSB's core workloads, and mixes like them, against one cluster. {@link io.lumadb.client.load.LoadRun}
 * is one run of a {@link io.lumadb.client.load.LoadPlan}: it fills the collection, then keeps its connections at work, tells
 * a {@link io.lumadb.client.load.LoadListener} each second how it goes, and ends with a {@link
 * io.lumadb.client.load.LoadReport}. With a target rate operations are due at fixed times and their response times count
 * from then, so that a server that stalls cannot hide what its clients would have waited (coordinated omission).
 *
 * <p>{@link io.lumadb.client.load.Driver} decides what happens when and measures it, on one thread and by a clock it is given; {@link
 * io.lumadb.client.load.LoadDoor} carries operations out, over HTTP by {@link io.lumadb.client.load.DocumentDoor}.
 */
@NullMarked
package io.lumadb.client.load;

import org.jspecify.annotations.NullMarked;
