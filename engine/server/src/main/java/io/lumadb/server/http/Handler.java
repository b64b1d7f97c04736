package io.lumadb.server.http;

import io.netty.channel.ChannelHandler;
import java.util.concurrent.CompletableFuture;

/** What answers a route, by how it needs to be run. All may throw; the failure becomes a problem body. */
public sealed interface Handler {

    /** Runs on the event loop with the whole body: never blocks, never takes more than a few microseconds. */
    record Inline(Work work) implements Handler {}

    /** Begins on the event loop with the whole body and never blocks there; the answer comes with the future. */
    record Async(AsyncWork work) implements Handler {}

    /** Runs on a virtual thread with the whole body. */
    record Blocking(Work work) implements Handler {}

    /** Runs on a virtual thread as soon as the head has arrived; reads the body of any size as a stream. */
    record Streaming(Work work) implements Handler {}

    /** Becomes a WebSocket: the handler made here takes over the channel behind the frame codec. */
    record Socket(SocketOpener opener) implements Handler {}

    @FunctionalInterface
    interface Work {
        Response answer(Request request) throws Exception;
    }

    @FunctionalInterface
    interface AsyncWork {
        CompletableFuture<Response> answer(Request request) throws Exception;
    }

    @FunctionalInterface
    interface SocketOpener {
        ChannelHandler open(Request request) throws Exception;
    }
}
