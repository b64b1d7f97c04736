package io.lumadb.server.stream;

import io.lumadb.cluster.view.ClusterEvent;
import io.lumadb.cluster.view.TierMove;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.Problems;
import io.lumadb.server.security.Caller;
import io.lumadb.server.security.Gate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket. Frames are made only when the channel can take them: a slow client misses frames and gets the newest
 * state when it reads again. The stream's thread owns the state.
 */
final class Subscriber {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ScheduledExecutorService thread;
    private final FrameSource source;
    private final Gate gate;
    private final Caller caller;
    private @Nullable Channel channel;
    private @Nullable Subscription subscription;
    private @Nullable ScheduledFuture<?> ticking;
    private long seq;
    private long lastMove = -1;
    private long lastEvent = -1;
    private long lastWritable = System.nanoTime();
    private boolean missed;

    Subscriber(ScheduledExecutorService thread, FrameSource source, Gate gate, Caller caller) {
        this.thread = thread;
        this.source = source;
        this.gate = gate;
        this.caller = caller;
    }

    void attach(Channel connected) {
        onThread(() -> channel = connected);
    }

    /** Replaces what was subscribed to before. */
    void subscribe(Subscription wanted) {
        onThread(() -> {
            subscription = wanted;
            stop();
            ticking = thread.scheduleAtFixedRate(this::tick, 0, wanted.intervalMs(), TimeUnit.MILLISECONDS);
        });
    }

    /** The channel can take frames again. */
    void catchUp() {
        onThread(() -> {
            if (missed) {
                tick();
            }
        });
    }

    void tellFailure(LumaException failure) {
        onThread(() -> {
            String problem = new String(Problems.body(failure), StandardCharsets.UTF_8);
            send("{\"topic\":\"error\",\"seq\":" + ++seq + ",\"at\":\"" + Instant.now() + "\"," + problem.substring(1));
        });
    }

    void detach() {
        onThread(this::stop);
    }

    private void onThread(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The stream is closed already", e);
        }
    }

    private void stop() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    private void tick() {
        try {
            Channel open = channel;
            Subscription wanted = subscription;
            if (open == null || wanted == null || !stillServed(open)) {
                return;
            }
            missed = false;
            for (Topic topic : wanted.topics()) {
                if (!open.isWritable()) {
                    missed = true;
                    return;
                }
                tell(topic);
            }
            lastWritable = System.nanoTime();
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again; the stream shall outlive one bad frame.
            LOG.warn("A frame could not be made", e);
        }
    }

    private boolean stillServed(Channel open) {
        if (!open.isActive()) {
            stop();
            return false;
        }
        if (!gate.stillGood(caller)) {
            stop();
            open.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.POLICY_VIOLATION, "the token has ended"))
                    .addListener(ChannelFutureListener.CLOSE);
            return false;
        }
        if (!open.isWritable() && System.nanoTime() - lastWritable > STUCK_NANOS) {
            stop();
            open.close();
            return false;
        }
        return true;
    }

    private void tell(Topic topic) {
        switch (topic) {
            case TOPOLOGY, SHARDS, TIERS, METRICS, QUERIES -> sendFrame(topic, "full", source.full(topic));
            case MOVES -> {
                boolean first = lastMove < 0;
                List<TierMove> moves = source.moves(lastMove);
                lastMove = moves.isEmpty() ? Math.max(lastMove, 0) : moves.getLast().seq();
                deltaJson(first, moves.isEmpty(), () -> FrameSource.json(moves))
                        .ifPresent(json -> sendFrame(topic, "delta", json));
            }
            case EVENTS -> {
                boolean first = lastEvent < 0;
                List<ClusterEvent> events = source.events(lastEvent);
                lastEvent = events.isEmpty() ? Math.max(lastEvent, 0) : events.getLast().seq();
                deltaJson(first, events.isEmpty(), () -> FrameSource.eventsJson(events))
                        .ifPresent(json -> sendFrame(topic, "delta", json));
            }
        }
    }

    /** Nothing new is nothing to tell, but for the first time: then the client knows that the topic is there. */
    private static Optional<byte[]> deltaJson(
            boolean first, boolean empty, java.util.function.Supplier<byte[]> json) {
        return empty && !first ? Optional.empty() : Optional.of(json.get());
    }

    private void sendFrame(Topic topic, String kind, byte[] json) {
        Channel open = channel;
        if (open == null) {
            return;
        }
        String head = "{\"topic\":\"" + topic.wireName() + "\",\"seq\":" + ++seq + ",\"at\":\"" + Instant.now() + "\",\""
                + kind + "\":";
        ByteBuf frame = open.alloc().buffer(head.length() + json.length + 1);
        frame.writeCharSequence(head, StandardCharsets.US_ASCII);
        frame.writeBytes(json);
        frame.writeByte('}');
        open.writeAndFlush(new TextWebSocketFrame(frame));
    }

    private void send(String text) {
        if (channel != null) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
        }
    }
}
