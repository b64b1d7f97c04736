package io.lumadb.client.wire;

import io.lumadb.client.ClientException;

/** Takes the answer to one request, on the connections' event loop. */
public interface WireAnswer {

    /** @param body empty unless the status is 400 or more: nobody looks at the others */
    void answered(int status, byte[] body);

    /** There is no answer: UNAVAILABLE or TIMEOUT. */
    void failed(ClientException reason);
}
