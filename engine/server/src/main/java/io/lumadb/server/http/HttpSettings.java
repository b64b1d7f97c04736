package io.lumadb.server.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and within which limits to serve.
 *
 * @param address port 0: any free one
 * @param maxBody bytes of a body that is not streamed, packed and unpacked
 * @param tls certificate chain and key, PEM files
 */
public record HttpSettings(InetSocketAddress address, long maxBody, int maxConnections, Optional<Tls> tls) {

    /** The longest head of a request: request line and headers. */
    public static final int MAX_HEAD_BYTES = 16 * 1024;

    public record Tls(Path certificate, Path key) {}
}
