package io.lumadb.console.ui.session;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SettingsStore;
import io.lumadb.console.ui.task.BackgroundTasks;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Logs in to a cluster and remembers that it did. Blocks: call it from a background task. The live stream is started by
 * whoever shows the session.
 */
public final class SessionOpener {

    private final SettingsStore settings;
    private final Function<ConnectionAddress, LumaClient> clients;

    public SessionOpener(SettingsStore settings, Function<ConnectionAddress, LumaClient> clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /**
     * Opens a client and logs in.
     *
     * @param remember whether the connection is kept among the recent ones
     * @return a client that is logged in; the caller closes it
     * @throws Exception a {@code ClientException} that says what failed
     */
    public LumaClient open(SavedConnection connection, String password, boolean remember) throws Exception {
        ConnectionAddress address = ConnectionAddress.parse(connection.url());
        LumaClient client = clients.apply(address);
        try {
            String user = address.user();
            client.login(user == null ? "admin" : user, password).get();
        } catch (ExecutionException | InterruptedException e) {
            client.close();
            throw BackgroundTasks.unwrap(e) instanceof Exception cause ? cause : e;
        }
        if (remember) {
            settings.save(new SavedConnection(
                    connection.id(),
                    connection.name(),
                    connection.url(),
                    connection.color(),
                    connection.production(),
                    connection.readOnly(),
                    Optional.of(Instant.now())));
        }
        return client;
    }

    /** A client without a login, for finding out whether anybody answers. */
    public LumaClient connect(ConnectionAddress address) {
        return clients.apply(address);
    }
}
