package io.lumadb.client.http;

import io.lumadb.client.ClientException;
import io.lumadb.document.error.ErrorCode;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/** TLS as a client: the JDK's trusted authorities, and the host name must match. */
public final class ClientTls {

    private ClientTls() {}

    public static SslContext context() {
        try {
            return SslContextBuilder.forClient()
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException e) {
            throw new ClientException(ErrorCode.UNAVAILABLE, "TLS is not available: " + e.getMessage(), null, e);
        }
    }
}
