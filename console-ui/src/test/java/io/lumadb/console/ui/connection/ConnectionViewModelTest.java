package io.lumadb.console.ui.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.settings.SavedConnection;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ConnectionViewModelTest {

    private final ConnectionViewModel viewModel = new ConnectionViewModel("id");

    @Test
    void writesTheUrlOfWhatIsInTheForm() {
        viewModel.hostsProperty().set("db1, db2:9090");
        viewModel.userProperty().set("ops");
        viewModel.tlsProperty().set(true);
        viewModel.readOnlyProperty().set(true);

        assertThat(viewModel.urlProperty().get()).isEqualTo("lumadbs://ops@db1:8080,db2:9090/?readOnly=true");
        assertThat(viewModel.problemProperty().get()).isEmpty();
    }

    @Test
    void fillsTheFormFromTheUrl() {
        viewModel.urlProperty().set("lumadbs://ops@db1,db2:9090/?readOnly=true&requestTimeoutMs=500");

        assertThat(viewModel.hostsProperty().get()).isEqualTo("db1:8080, db2:9090");
        assertThat(viewModel.userProperty().get()).isEqualTo("ops");
        assertThat(viewModel.tlsProperty().get()).isTrue();
        assertThat(viewModel.readOnlyProperty().get()).isTrue();
    }

    @Test
    void keepsOptionsThatTheFormDoesNotShow() {
        viewModel.urlProperty().set("lumadb://ops@db1/?requestTimeoutMs=500");

        viewModel.userProperty().set("dba");

        assertThat(viewModel.urlProperty().get()).isEqualTo("lumadb://dba@db1:8080/?requestTimeoutMs=500");
    }

    @Test
    void keepsTheLastGoodUrlWhileAFieldCannotBeRead() {
        viewModel.hostsProperty().set("db1:x");

        assertThat(viewModel.urlProperty().get()).isEqualTo("lumadb://admin@127.0.0.1:8080/");
        assertThat(viewModel.problemProperty().get()).isEqualTo("'x' is not a port");
    }

    @Test
    void leavesHalfAUrlAlone() {
        viewModel.urlProperty().set("ftp://db1");

        assertThat(viewModel.urlProperty().get()).isEqualTo("ftp://db1");
        assertThat(viewModel.hostsProperty().get()).isEqualTo("127.0.0.1:8080");
        assertThat(viewModel.problemProperty().get()).contains("unknown scheme 'ftp'");
        assertThat(viewModel.toSave()).isEmpty();
    }

    @Test
    void refusesAPasswordInTheUrl() {
        viewModel.urlProperty().set("lumadb://ops:secret@db1/");

        assertThat(viewModel.problemProperty().get()).contains("a password does not belong in the address");
    }

    @Test
    void namesAConnectionByItsHostWhenNobodyDoes() {
        viewModel.hostsProperty().set("db1:9000");

        assertThat(viewModel.toSave()).get().extracting(SavedConnection::name).isEqualTo("db1:9000");
    }

    @Test
    void opensWhatWasSaved() {
        SavedConnection saved = new SavedConnection(
                "a", "Shop", "lumadb://ops@db1:8080/?readOnly=true", "#30a46c", true, true, Optional.empty());

        ConnectionViewModel opened = ConnectionViewModel.of(saved, Optional.of("secret"));

        assertThat(opened.toSave()).contains(saved);
        assertThat(opened.keepPasswordProperty().get()).isTrue();
    }

    @Property
    void theFormAndTheUrlSayTheSame(
            @ForAll @AlphaChars @StringLength(min = 1, max = 12) String host,
            @ForAll @IntRange(min = 1, max = 65_535) int port,
            @ForAll @AlphaChars @StringLength(max = 12) String user,
            @ForAll boolean tls,
            @ForAll boolean readOnly) {
        ConnectionViewModel written = new ConnectionViewModel("a");
        written.hostsProperty().set(host + ":" + port);
        written.userProperty().set(user);
        written.tlsProperty().set(tls);
        written.readOnlyProperty().set(readOnly);

        ConnectionViewModel read = new ConnectionViewModel("b");
        read.urlProperty().set(written.urlProperty().get());

        assertThat(read.hostsProperty().get()).isEqualTo(host + ":" + port);
        assertThat(read.userProperty().get()).isEqualTo(user);
        assertThat(read.tlsProperty().get()).isEqualTo(tls);
        assertThat(read.readOnlyProperty().get()).isEqualTo(readOnly);
    }
}
