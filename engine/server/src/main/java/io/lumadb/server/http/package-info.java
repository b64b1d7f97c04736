/**
 * HTTP/1.1 over Netty. {@link io.lumadb.server.http.HttpServer} accepts connections; each has a {@code Connection} whose
 * event loop only moves bytes: it finds the {@link io.lumadb.server.http.Route}, lets the gate decide who may, and hands
 * the {@link io.lumadb.server.http.Request} to the route's {@link io.lumadb.server.http.Handler}, on a virtual thread when
 * that may block. Requests of one connection are answered one after another, in order. Bodies stream both ways with
 * back-pressure; every failure becomes a problem body (RFC 9457).
 */
@NullMarked
package io.lumadb.server.http;

import org.jspecify.annotations.NullMarked;
