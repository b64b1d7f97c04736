package io.lumadb.console.ui.connection;

import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.ConnectionAddress.Host;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.ServerVersion;
import io.lumadb.client.model.Session;
import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.task.Failures;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.document.error.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Tries a connection step by step (name, port, TLS, server, login), and stops at the step that fails. Blocks: run it in
 * a background task. Tells every step as it ends.
 */
public final class ConnectionTest {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Function<ConnectionAddress, LumaClient> clients;
    private final Consumer<Step> tell;

    /** What is tried, in this order. */
    public enum Stage {
        NAME("Name"),
        PORT("Port"),
        TLS("TLS"),
        SERVER("Server"),
        LOGIN("Login");

        private final String title;

        Stage(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /**
     * How a stage went.
     *
     * @param words what was found, or what failed and what to do
     */
    public record Step(Stage stage, boolean passed, String words) {}

    /** A stage that failed, with words for the user. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String words, Throwable cause) {
            super(words, cause);
        }
    }

    private interface Trial {
        String run() throws Failed, InterruptedException;
    }

    /** @param tell called on the thread that tests, once for each stage that was tried */
    public ConnectionTest(Function<ConnectionAddress, LumaClient> clients, Consumer<Step> tell) {
        this.clients = clients;
        this.tell = tell;
    }

    /** Whether every stage passed. The first host is tried; the others stand in for it when it fails later. */
    public boolean run(ConnectionAddress address, String password) throws InterruptedException {
        Host host = address.hosts().getFirst();
        if (!passes(Stage.NAME, () -> resolve(host)) || !passes(Stage.PORT, () -> connect(host))) {
            return false;
        }
        if (address.tls() && !passes(Stage.TLS, () -> shakeHands(host))) {
            return false;
        }
        try (LumaClient client = clients.apply(address)) {
            return passes(Stage.SERVER, () -> askVersion(client, host))
                    && passes(Stage.LOGIN, () -> login(client, address, password));
        }
    }

    private boolean passes(Stage stage, Trial trial) throws InterruptedException {
        try {
            tell.accept(new Step(stage, true, trial.run()));
            return true;
        } catch (Failed e) {
            String words = e.getMessage();
            tell.accept(new Step(stage, false, words == null ? "failed" : words));
            return false;
        }
    }

    private static String resolve(Host host) throws Failed {
        try {
            return host.name() + " is " + InetAddress.getByName(host.name()).getHostAddress();
        } catch (UnknownHostException e) {
            throw new Failed("No address is known for '" + host.name() + "': check its spelling and your DNS.", e);
        }
    }

    private static String connect(Host host) throws Failed {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.name(), host.port()), TIMEOUT_MILLIS);
            return "Port " + host.port() + " answered in " + Figures.micros((System.nanoTime() - start) / 1e3);
        } catch (SocketTimeoutException e) {
            throw new Failed("Port " + host.port() + " did not answer within 5 s: a firewall may be in between.", e);
        } catch (ConnectException e) {
            throw new Failed(
                    "Nothing listens on port " + host.port() + " of " + host.name()
                            + ": is the server running, and is this its HTTP port?",
                    e);
        } catch (IOException e) {
            throw new Failed("Port " + host.port() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static String shakeHands(Host host) throws Failed {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host.name(), host.port()), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            try (SSLSocket socket = (SSLSocket) factory.createSocket(plain, host.name(), host.port(), true)) {
                socket.startHandshake();
                return socket.getSession().getProtocol() + ", "
                        + socket.getSession().getCipherSuite();
            }
        } catch (SSLException e) {
            throw new Failed(
                    "The TLS handshake failed: " + e.getMessage()
                            + ". If the server speaks plain HTTP, use lumadb:// instead of lumadbs://.",
                    e);
        } catch (IOException e) {
            throw new Failed("The connection broke during the TLS handshake: " + e.getMessage(), e);
        }
    }

    private static String askVersion(LumaClient client, Host host) throws Failed, InterruptedException {
        try {
            ServerVersion version = client.version().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            return "LumaDB " + version.version() + " on " + version.node();
        } catch (TimeoutException e) {
            throw new Failed("The server took the connection but gave no answer within 5 s.", e);
        } catch (ExecutionException e) {
            throw new Failed("What listens on " + host + " does not answer as LumaDB does: " + Failures.words(e), e);
        }
    }

    private static String login(LumaClient client, ConnectionAddress address, String password)
            throws Failed, InterruptedException {
        String user = address.user() == null ? "admin" : address.user();
        try {
            Session session = client.login(user, password).get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            return session.username() + ", " + String.join(", ", session.roles());
        } catch (TimeoutException e) {
            throw new Failed("The login was not answered within 5 s.", e);
        } catch (ExecutionException e) {
            Throwable cause = BackgroundTasks.unwrap(e);
            throw new Failed(
                    cause instanceof ClientException refusal && refusal.code() == ErrorCode.UNAUTHENTICATED
                            ? "The user '" + user + "' or the password is wrong."
                            : "The login failed: " + Failures.words(cause),
                    e);
        }
    }
}
