/**
 * The Java client of the API. {@link io.lumadb.client.LumaClient} is the door: asynchronous, cancellable, one object a
 * cluster. {@link io.lumadb.client.StreamListener} receives the live stream, which reconnects by itself.
 */
@NullMarked
package io.lumadb.client;

import org.jspecify.annotations.NullMarked;
