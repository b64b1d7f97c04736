/**
 * The live stream. {@link io.lumadb.server.stream.LiveStream} has the route and the one thread that makes frames; each WebSocket
 * is a {@code Subscriber}, which gets the newest frame of its topics at its own pace and never a queue of old ones.
 */
@NullMarked
package io.lumadb.server.stream;

import org.jspecify.annotations.NullMarked;
