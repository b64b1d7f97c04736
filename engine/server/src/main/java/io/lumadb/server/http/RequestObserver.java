package io.lumadb.server.http;

import java.util.Optional;

/** Told of every connection and request. Methods run on event loops and handler threads: count and come back. */
public interface RequestObserver {

    void connectionOpened();

    void connectionClosed();

    /**
     * A request was answered.
     *
     * @param route empty when no route was found
     * @param nanos from the last byte in to the first byte out; from the head in where the body streams
     */
    void answered(Optional<Route> route, int status, long nanos);
}
