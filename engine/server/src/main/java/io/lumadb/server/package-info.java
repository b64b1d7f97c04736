/**
 * A node's face to the outside: HTTP and WebSocket over the cluster's {@link io.lumadb.cluster.LumaNode}.
 * {@link io.lumadb.server.LumaServer} starts a node and serves it. The rooms below: {@code http} moves bytes and finds routes, {@code security} says who may, {@code route}
 * holds every path of the API, {@code wire} the JSON shapes, {@code transfer} import and export, {@code metrics} what is
 * counted, {@code stream} the live WebSocket.
 */
@NullMarked
package io.lumadb.server;

import org.jspecify.annotations.NullMarked;
