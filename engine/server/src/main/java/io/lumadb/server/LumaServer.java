package io.lumadb.server;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.server.http.HttpServer;
import io.lumadb.server.http.HttpSettings;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Router;
import io.lumadb.server.metrics.PrometheusPage;
import io.lumadb.server.metrics.RequestMetrics;
import io.lumadb.server.metrics.Sampler;
import io.lumadb.server.route.ApiContext;
import io.lumadb.server.route.ApiRoutes;
import io.lumadb.server.security.Gate;
import io.lumadb.server.security.Logins;
import io.lumadb.server.security.Passwords;
import io.lumadb.server.security.Tokens;
import io.lumadb.server.stream.LiveStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A node and its API, running. Made by {@link #start}, or by {@link #serve} around a node; close it to stop both. */
public final class LumaServer implements AutoCloseable {

    private final LumaNode node;
    private final HttpServer http;
    private final LiveStream stream;
    private final Sampler sampler;
    private final Optional<String> firstPassword;
    private final List<Route> routes;

    private LumaServer(LumaNode node, Optional<String> adminPassword) {
        NodeConfig config = node.config();
        InstantSource clock = InstantSource.system();
        Tokens tokens = new Tokens(node.accounts().tokenKey(), config.security().tokenTtl(), clock);
        Passwords passwords = new Passwords();
        Logins logins = new Logins(node.accounts(), tokens, passwords, clock);
        Gate gate = new Gate(tokens, node.accounts());
        PrometheusPage prometheus = new PrometheusPage();
        RequestMetrics requests = new RequestMetrics(prometheus.registry());
        prometheus.bind(node, requests);
        this.node = node;
        this.firstPassword = logins.ensureFirstAdmin(adminPassword);
        this.sampler = new Sampler(node, requests);
        this.stream = new LiveStream(node, sampler, gate);
        this.routes = ApiRoutes.all(
                new ApiContext(node, gate, logins, passwords, sampler, prometheus, ServerVersion.CURRENT),
                List.of(stream.route()));
        try {
            this.http = HttpServer.start(settings(config), new Router(routes), gate, requests);
        } catch (RuntimeException e) {
            stream.close();
            sampler.close();
            throw e;
        }
    }

    /**
     * Starts a node and serves it; comes back when it is ready.
     *
     * @param adminPassword for the first account, when there is none yet; without it a random one is made
     * @throws io.lumadb.document.error.LumaException naming what is in the way: a port in use, a data directory that is in
     *     use, of another format or not usable, a password that is too short
     */
    public static LumaServer start(ServerSettings settings, Optional<String> adminPassword) {
        return start(settings.config(), adminPassword);
    }

    static LumaServer start(NodeConfig config, Optional<String> adminPassword) {
        adminPassword.ifPresent(Passwords::requireUsable);
        // Before the node starts: a port that is taken shall not cost a start and a stop of the storage.
        InetSocketAddress address = HttpServer.freeAddress(config.node().http());
        NodeConfig.Node node = config.node();
        LumaNode started = LumaNodes.start(new NodeConfig(
                new NodeConfig.Node(node.id(), node.dataDirectory(), address, node.raft(), node.zone()),
                config.cluster(),
                config.storage(),
                config.tiering(),
                config.security(),
                config.limits(),
                config.translator(),
                config.durability()));
        try {
            return new LumaServer(started, adminPassword);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /**
     * Serves a node that runs already. Closing the server closes the node.
     *
     * @param adminPassword for the first account, when there is none yet
     * @throws io.lumadb.document.error.LumaException UNAVAILABLE naming the port when it is in use; the node runs on
     */
    public static LumaServer serve(LumaNode node, Optional<String> adminPassword) {
        return new LumaServer(node, adminPassword);
    }

    private static HttpSettings settings(NodeConfig config) {
        return new HttpSettings(
                config.node().http(),
                config.limits().maxBody(),
                config.limits().maxConnections(),
                config.security()
                        .tlsCertificate()
                        .flatMap(certificate ->
                                config.security().tlsKey().map(key -> new HttpSettings.Tls(certificate, key))));
    }

    /** Where it answers: {@code http://127.0.0.1:8080}. */
    public URI url() {
        InetSocketAddress address = http.address();
        boolean tls = node.config().security().tlsCertificate().isPresent();
        String host = address.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : address.getAddress().getHostAddress();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((tls ? "https://" : "http://") + literal + ":" + address.getPort());
    }

    /** The random password of the account {@code admin}, when one was made: show it once, it is kept nowhere. */
    public Optional<String> firstPassword() {
        return firstPassword;
    }

    /** The account that the first password is for. */
    public String firstUsername() {
        return Logins.FIRST_ACCOUNT;
    }

    /** Every route that is served. */
    public List<Route> routes() {
        return routes;
    }

    /** Lets requests under way end, then stops the node cleanly. */
    @Override
    public void close() {
        http.close();
        stream.close();
        sampler.close();
        node.close();
    }
}
