package io.lumadb.console.ui.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.console.ui.connection.ConnectionTest.Stage;
import io.lumadb.console.ui.connection.ConnectionTest.Step;
import io.lumadb.console.ui.fixture.ScriptedClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTestTest {

    private final List<Step> steps = new ArrayList<>();
    private final ConnectionTest test = new ConnectionTest(ConnectionTestTest::client, steps::add);

    private static LumaClient client(ConnectionAddress address) {
        return new ScriptedClient(address);
    }

    @Test
    void passesEveryStageOfAServerThatAnswers() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            boolean passed =
                    test.run(ConnectionAddress.of("127.0.0.1", listening.getLocalPort()), ScriptedClient.PASSWORD);

            assertThat(passed).isTrue();
            assertThat(steps)
                    .extracting(Step::stage)
                    .containsExactly(Stage.NAME, Stage.PORT, Stage.SERVER, Stage.LOGIN);
        }
    }

    @Test
    void namesAPortThatIsClosed() throws Exception {
        int port;
        try (ServerSocket once = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }

        assertThat(test.run(ConnectionAddress.of("127.0.0.1", port), "")).isFalse();

        assertThat(steps.getLast()).satisfies(step -> {
            assertThat(step.stage()).isEqualTo(Stage.PORT);
            assertThat(step.words()).startsWith("Nothing listens on port " + port);
        });
    }

    @Test
    void namesAHostThatNobodyKnows() throws Exception {
        assertThat(test.run(ConnectionAddress.of("no-such-host.invalid", 8080), ""))
                .isFalse();

        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.stage()).isEqualTo(Stage.NAME);
            assertThat(step.words()).contains("'no-such-host.invalid'");
        });
    }

    @Test
    void namesTheLoginWhenThePasswordIsWrong() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(test.run(ConnectionAddress.of("127.0.0.1", listening.getLocalPort()), "wrong"))
                    .isFalse();
        }

        assertThat(steps.getLast())
                .isEqualTo(new Step(Stage.LOGIN, false, "The user 'admin' or the password is wrong."));
    }
}
