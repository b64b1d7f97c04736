/**
 * The shapes of the HTTP and WebSocket API as records: what the server answers, field by field. Times are ISO 8601 UTC
 * in JSON and {@link java.time.Instant} here; sizes are bytes, rates are per second, latencies are microseconds unless a
 * name says otherwise. Unknown JSON fields are ignored, so that an older client reads a newer server.
 */
@NullMarked
package io.lumadb.client.model;

import org.jspecify.annotations.NullMarked;
