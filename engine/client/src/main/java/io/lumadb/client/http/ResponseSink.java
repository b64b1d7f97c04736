package io.lumadb.client.http;

import io.lumadb.client.ClientException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;

/** Receives one response, on the channel's event loop. Exactly one of {@link #end} and {@link #fail} comes last. */
interface ResponseSink {

    void head(Channel channel, int status, HttpHeaders headers);

    /** The buffer is released by the caller afterwards. */
    void content(ByteBuf bytes);

    void end();

    void fail(ClientException reason);
}
