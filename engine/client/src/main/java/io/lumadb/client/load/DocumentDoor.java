package io.lumadb.client.load;

import io.lumadb.client.ClientException;
import io.lumadb.client.load.key.KeyOrder;
import io.lumadb.client.wire.WireAnswer;
import io.lumadb.client.wire.WireConnections;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.netty.buffer.ByteBuf;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Operations over the API, by the routes that an application would take: documents by their keys, updates as merge patches (or
 * PUT of the whole document), and scans as queries. Used by the connections' event loop.
 */
final class DocumentDoor implements LoadDoor {

    private static final byte[] NO_BODY = {};

    private final WireConnections connections;
    private final Supplier<String> token;
    private final RecordBodies bodies;
    private final KeyOrder keys;
    private final boolean wholeUpdates;
    private final String documents;
    private final String scan;
    private String lastToken = "";
    private String lastHost = "";
    private byte[] afterPath = {};

    /** @param token the bearer token of now */
    DocumentDoor(WireConnections connections, Supplier<String> token, LoadPlan plan) {
        this.connections = connections;
        this.token = token;
        this.bodies = new RecordBodies(plan);
        this.keys = plan.keys();
        this.wholeUpdates = plan.wholeUpdates();
        this.documents = "/api/v1/collections/"
                + URLEncoder.encode(plan.collection(), StandardCharsets.UTF_8).replace("+", "%20") + "/documents";
        String name = "\\\"" + plan.collection().replace("\"", "\\\"\\\"") + "\\\"";
        this.scan = "{\"language\":\"lql\",\"query\":\"SELECT * FROM " + name
                + " WHERE _id >= :start ORDER BY _id LIMIT :count\",\"parameters\":{\"start\":\"";
    }

    @Override
    public void carryOut(int connection, Operation operation, Consumer<Optional<ErrorCode>> ended) {
        String key = keys.key(operation.record());
        ByteBuf request = switch (operation.kind()) {
            case READ -> request("GET ", documents, key, NO_BODY);
            case UPDATE ->
                wholeUpdates
                        ? request("PUT ", documents, key, bodies.replacement())
                        : request("PATCH ", documents, key, bodies.change());
            case INSERT -> request("POST ", documents, "", bodies.insert(operation.record()));
            case SCAN -> request("POST ", "/api/v1/query", "", scanBody(key, operation.length()));
            case READ_MODIFY_WRITE -> throw new IllegalArgumentException("comes as a read and an update");
        };
        connections.send(connection, request, new Taker(ended));
    }

    private byte[] scanBody(String key, int length) {
        return (scan + key + "\",\"count\":" + length + "}}").getBytes(StandardCharsets.UTF_8);
    }

    private ByteBuf request(String method, String path, String key, byte[] body) {
        byte[] rest = afterPath();
        ByteBuf request =
                connections.allocator().buffer(method.length() + path.length() + rest.length + body.length + 160);
        ascii(request, method);
        ascii(request, path);
        if (!key.isEmpty()) {
            request.writeByte('/');
            ascii(request, key);
        }
        request.writeBytes(rest);
        if (body.length > 0) {
            ascii(request, "Content-Type: application/json\r\nContent-Length: ");
            ascii(request, Integer.toString(body.length));
            ascii(request, "\r\n\r\n");
            request.writeBytes(body);
        } else {
            ascii(request, "\r\n");
        }
        return request;
    }

    private static void ascii(ByteBuf request, String text) {
        request.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    /** From behind the path to the headers that every request has; made anew when the token was renewed. */
    private byte[] afterPath() {
        String present = token.get();
        String host = connections.host().toString();
        if (!present.equals(lastToken) || !host.equals(lastHost)) {
            lastToken = present;
            lastHost = host;
            afterPath = (" HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + present + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        return afterPath;
    }

    /** What an answer says of its operation. */
    private record Taker(Consumer<Optional<ErrorCode>> ended) implements WireAnswer {

        @Override
        public void answered(int status, byte[] body) {
            ended.accept(status < 400 ? Optional.empty() : Optional.of(code(status, body)));
        }

        @Override
        public void failed(ClientException reason) {
            ended.accept(Optional.of(reason.code()));
        }

        /** The problem's code; where the answer is no problem, one of its status. */
        private static ErrorCode code(int status, byte[] body) {
            String name = "";
            try {
                if (Json.parse(new String(body, StandardCharsets.UTF_8)) instanceof Value.Obj problem
                        && problem.get("code") instanceof Value.Text(String text)) {
                    name = text;
                }
            } catch (LumaException notJson) {
                name = "";
            }
            for (ErrorCode code : ErrorCode.values()) {
                if (code.name().equals(name)) {
                    return code;
                }
            }
            for (ErrorCode code : ErrorCode.values()) {
                if (code.httpStatus() == status) {
                    return code;
                }
            }
            return ErrorCode.INTERNAL;
        }
    }
}
