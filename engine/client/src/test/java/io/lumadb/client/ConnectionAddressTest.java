package io.lumadb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionAddressTest {

    @Test
    void readsUserHostsPortsAndOptions() {
        ConnectionAddress address = ConnectionAddress.parse("lumadbs://ada@one:9000,two/?readOnly=true");

        assertThat(address)
                .isEqualTo(new ConnectionAddress(
                        true,
                        "ada",
                        List.of(new ConnectionAddress.Host("one", 9000), new ConnectionAddress.Host("two", 8080)),
                        Map.of("readOnly", "true")));
    }

    @Test
    void printsWhatItReads() {
        String url = "lumadb://ada%40home@[::1]:9000,two:8080/?readOnly=true";

        assertThat(ConnectionAddress.parse(url).toUrl()).isEqualTo(url);
    }

    @Test
    void takesABareHostAndPort() {
        assertThat(ConnectionAddress.parse("localhost:8081")).isEqualTo(ConnectionAddress.of("localhost", 8081));
    }

    @Test
    void saysWhatIsWrongWithAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionAddress.parse("ftp://host"))
                .withMessageContaining("lumadb://");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionAddress.parse("lumadb://host:99999"))
                .withMessageContaining("99999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionAddress.parse("lumadb://host:http"))
                .withMessageContaining("'http' is not a port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionAddress.parse("lumadb://ada:secret@host"))
                .withMessageContaining("password")
                .withMessageNotContaining("secret");
    }
}
