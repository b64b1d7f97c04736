/**
 * The client over HTTP/1.1 and WebSocket with Netty. {@link io.lumadb.client.http.HttpTransport} owns the event loop and
 * the kept-alive connections, one request at a time each; {@link io.lumadb.client.http.HttpLumaClient} turns calls into
 * requests and bodies into records.
 */
@NullMarked
package io.lumadb.client.http;

import org.jspecify.annotations.NullMarked;
