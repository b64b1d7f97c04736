/**
 * HTTP/1.1 for load generators: a fixed number of kept-alive connections on one event loop, one request at a time on each,
 * requests as bytes and answers read no further than their caller wants. {@link
 * io.lumadb.client.wire.WireConnections} is the door. It does for a request about a tenth of what {@link
 * io.lumadb.client.LumaClient} does, so that a server that shares the machine with its load keeps most of it.
 */
@NullMarked
package io.lumadb.client.wire;

import org.jspecify.annotations.NullMarked;
