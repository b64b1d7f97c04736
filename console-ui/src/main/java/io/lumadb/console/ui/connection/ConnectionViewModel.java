package io.lumadb.console.ui.connection;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.ConnectionAddress.Host;
import io.lumadb.console.ui.settings.SavedConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * A connection being written. The fields and the URL follow each other: what is typed in one appears in the other as
 * soon as it can be read; while it cannot, the other keeps its last value and {@link #problemProperty} says why. Belongs to the FX
 * thread.
 */
public final class ConnectionViewModel {

    /** What stripes can be; the first is for a connection that nobody coloured. */
    public static final List<String> COLORS =
            List.of("#6e56cf", "#30a46c", "#e5484d", "#f5a524", "#0091ff", "#d6409f", "#8d8d8d");

    private final String id;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty hosts = new SimpleStringProperty("127.0.0.1:8080");
    private final StringProperty user = new SimpleStringProperty("admin");
    private final BooleanProperty tls = new SimpleBooleanProperty(false);
    private final StringProperty url = new SimpleStringProperty("");
    private final StringProperty password = new SimpleStringProperty("");
    private final BooleanProperty keepPassword = new SimpleBooleanProperty(false);
    private final StringProperty color = new SimpleStringProperty(COLORS.getFirst());
    private final BooleanProperty production = new SimpleBooleanProperty(false);
    private final BooleanProperty readOnly = new SimpleBooleanProperty(false);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Map<String, String> options = Map.of();
    private boolean following;

    /** @param id of the connection; a new one for a new connection */
    public ConnectionViewModel(String id) {
        this.id = id;
        formToUrl();
        hosts.subscribe(text -> formToUrl());
        user.subscribe(text -> formToUrl());
        tls.subscribe(on -> formToUrl());
        url.subscribe(text -> urlToForm());
        readOnly.subscribe(on -> readOnlyToUrl());
    }

    /** Edits one that was saved before. */
    public static ConnectionViewModel of(SavedConnection saved, Optional<String> password) {
        ConnectionViewModel viewModel = new ConnectionViewModel(saved.id());
        viewModel.url.set(saved.url());
        viewModel.name.set(saved.name());
        viewModel.color.set(saved.color());
        viewModel.production.set(saved.production());
        viewModel.readOnly.set(saved.readOnly());
        viewModel.password.set(password.orElse(""));
        viewModel.keepPassword.set(password.isPresent());
        return viewModel;
    }

    public StringProperty nameProperty() {
        return name;
    }

    /** {@code host:port}, several with commas; the port may be left out. */
    public StringProperty hostsProperty() {
        return hosts;
    }

    public StringProperty userProperty() {
        return user;
    }

    public BooleanProperty tlsProperty() {
        return tls;
    }

    public StringProperty urlProperty() {
        return url;
    }

    public StringProperty passwordProperty() {
        return password;
    }

    public BooleanProperty keepPasswordProperty() {
        return keepPassword;
    }

    /** {@code #rrggbb}. */
    public StringProperty colorProperty() {
        return color;
    }

    public BooleanProperty productionProperty() {
        return production;
    }

    public BooleanProperty readOnlyProperty() {
        return readOnly;
    }

    /** What is wrong with what is typed; empty when it can be used. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What is typed, once it can be read. */
    public Optional<ConnectionAddress> address() {
        try {
            return Optional.of(ConnectionAddress.parse(url.get()));
        } catch (IllegalArgumentException e) {
            problem.set(e.getMessage());
            return Optional.empty();
        }
    }

    /** What settings keep of it; empty while the address cannot be read. */
    public Optional<SavedConnection> toSave() {
        return address()
                .map(address -> new SavedConnection(
                        id,
                        name.get().isBlank()
                                ? address.hosts().getFirst().toString()
                                : name.get().strip(),
                        address.toUrl(),
                        color.get(),
                        production.get(),
                        readOnly.get(),
                        Optional.empty()));
    }

    private void formToUrl() {
        if (following) {
            return;
        }
        following = true;
        try {
            String typedUser = user.get().strip();
            ConnectionAddress address =
                    new ConnectionAddress(tls.get(), typedUser.isEmpty() ? null : typedUser, readHosts(), optionsNow());
            url.set(address.toUrl());
            problem.set("");
        } catch (IllegalArgumentException e) {
            problem.set(e.getMessage());
        } finally {
            following = false;
        }
    }

    private void readOnlyToUrl() {
        formToUrl();
    }

    private Map<String, String> optionsNow() {
        Map<String, String> now = new HashMap<>(options);
        if (readOnly.get()) {
            now.put("readOnly", "true");
        } else {
            now.remove("readOnly");
        }
        return now;
    }

    private List<Host> readHosts() {
        List<Host> all = new ArrayList<>();
        for (String host : hosts.get().split(",", -1)) {
            all.addAll(ConnectionAddress.parse("lumadb://" + host.strip()).hosts());
        }
        return all;
    }

    private void urlToForm() {
        if (following) {
            return;
        }
        following = true;
        try {
            ConnectionAddress address = ConnectionAddress.parse(url.get());
            hosts.set(address.hosts().stream().map(Host::toString).collect(Collectors.joining(", ")));
            user.set(address.user() == null ? "" : address.user());
            tls.set(address.tls());
            options = address.options();
            readOnly.set(Boolean.parseBoolean(options.getOrDefault("readOnly", "false")));
            problem.set("");
        } catch (IllegalArgumentException e) {
            problem.set(e.getMessage());
        } finally {
            following = false;
        }
    }
}
