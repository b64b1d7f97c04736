package io.lumadb.client.wire;

import io.lumadb.client.ClientException;
import io.lumadb.document.error.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 answers (RFC 9112) with a content length or in chunks, one for each request that was announced. State
 * belongs to the channel's event loop.
 */
final class AnswerReader extends ByteToMessageDecoder {

    private static final byte[] NOTHING = {};
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int WORTH_KEEPING = 400;
    private static final int MOST_KEPT = 64 * 1024;

    private enum Part {
        HEAD,
        WHOLE_BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private final String peer;
    private Part part = Part.HEAD;
    private int status;
    private long rest;
    private boolean last;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private @Nullable ChannelHandlerContext channel;
    private @Nullable WireAnswer waiting;
    private long sinceNanos;

    AnswerReader(String peer) {
        this.peer = peer;
    }

    /** Call before the request is written. */
    void expect(WireAnswer answer, long nowNanos) {
        waiting = answer;
        sinceNanos = nowNanos;
    }

    /** Whether an answer has been waited for since before that moment. */
    boolean waitingSinceBefore(long nanos) {
        return waiting != null && sinceNanos - nanos < 0;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        boolean more = true;
        while (more) {
            more = switch (part) {
                case HEAD -> head(in);
                case WHOLE_BODY, CHUNK -> body(in);
                case CHUNK_SIZE -> chunkSize(in);
                case CHUNK_END -> chunkEnd(in);
                case TRAILER -> trailer(in);
            };
        }
    }

    private boolean head(ByteBuf in) {
        int from = in.readerIndex();
        int end = endOfHead(in, from);
        if (end < 0) {
            return false;
        }
        status = (in.getByte(from + STATUS_AT) - '0') * 100
                + (in.getByte(from + STATUS_AT + 1) - '0') * 10
                + (in.getByte(from + STATUS_AT + 2) - '0');
        rest = 0;
        last = false;
        Part next = Part.WHOLE_BODY;
        int line = in.indexOf(from, end, (byte) '\n') + 1;
        while (line < end) {
            int lineEnd = in.indexOf(line, end, (byte) '\n');
            // Only three headers matter, and they begin with c or t.
            int first = in.getByte(line) | 0x20;
            if (first == 'c' || first == 't') {
                String header = in.toString(line, lineEnd - line, StandardCharsets.US_ASCII)
                        .strip()
                        .toLowerCase(Locale.ROOT);
                if (header.startsWith("content-length:")) {
                    rest = Long.parseLong(
                            header.substring("content-length:".length()).strip());
                } else if (header.startsWith("transfer-encoding:") && header.endsWith("chunked")) {
                    next = Part.CHUNK_SIZE;
                } else if (header.startsWith("connection:") && header.endsWith("close")) {
                    last = true;
                }
            }
            line = lineEnd + 1;
        }
        in.readerIndex(end);
        part = next;
        if (part == Part.WHOLE_BODY && rest == 0) {
            finish();
        }
        return true;
    }

    /** The index behind the empty line; -1 when it has not come yet. */
    private static int endOfHead(ByteBuf in, int from) {
        int end = in.writerIndex();
        int at = in.indexOf(from, end, (byte) '\n');
        while (at >= 0 && at + 1 < end) {
            if (in.getByte(at + 1) == '\r' && at + 2 < end) {
                return at + 3;
            }
            at = in.indexOf(at + 1, end, (byte) '\n');
        }
        return -1;
    }

    private boolean body(ByteBuf in) {
        int count = (int) Math.min(rest, in.readableBytes());
        if (count == 0) {
            return false;
        }
        if (status >= WORTH_KEEPING && kept.size() < MOST_KEPT) {
            byte[] bytes = new byte[count];
            in.readBytes(bytes);
            kept.writeBytes(bytes);
        } else {
            in.skipBytes(count);
        }
        rest -= count;
        if (rest == 0) {
            if (part == Part.CHUNK) {
                part = Part.CHUNK_END;
            } else {
                finish();
            }
        }
        return true;
    }

    private boolean chunkSize(ByteBuf in) {
        String line = line(in);
        if (line == null) {
            return false;
        }
        int extension = line.indexOf(';');
        rest = Long.parseLong((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
        part = rest == 0 ? Part.TRAILER : Part.CHUNK;
        return true;
    }

    private boolean chunkEnd(ByteBuf in) {
        if (line(in) == null) {
            return false;
        }
        part = Part.CHUNK_SIZE;
        return true;
    }

    private boolean trailer(ByteBuf in) {
        String line = line(in);
        if (line == null) {
            return false;
        }
        if (line.isEmpty()) {
            finish();
        }
        return true;
    }

    private static @Nullable String line(ByteBuf in) {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        if (end < 0) {
            return null;
        }
        String line = in.toString(in.readerIndex(), end - in.readerIndex(), StandardCharsets.US_ASCII);
        in.readerIndex(end + 1);
        return line.strip();
    }

    private void finish() {
        part = Part.HEAD;
        byte[] body = kept.size() == 0 ? NOTHING : kept.toByteArray();
        kept.reset();
        WireAnswer answer = waiting;
        waiting = null;
        if (last && channel != null) {
            // Before the answer is given: what its taker sends next must go elsewhere.
            channel.close();
        }
        if (answer != null) {
            answer.answered(status, body);
        }
    }

    void fail(ErrorCode code, String detail) {
        WireAnswer answer = waiting;
        waiting = null;
        if (answer != null) {
            answer.failed(new ClientException(code, detail, null, null));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        fail(ErrorCode.UNAVAILABLE, peer + " closed the connection");
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(ErrorCode.UNAVAILABLE, "the connection to " + peer + " failed: " + cause.getMessage());
        context.close();
    }
}
