package io.lumadb.console.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.StreamListener;
import io.lumadb.client.model.ClusterStatus.Trouble;
import io.lumadb.console.ui.fixture.ExampleCluster;
import io.lumadb.console.ui.fixture.FxThread;
import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.fixture.ScriptedClient;
import io.lumadb.console.ui.frame.FrameViewModel.Health;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.SavedConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameViewModelTest {

    private final ScriptedClient client = ScriptedClient.local();
    private Duration later = Duration.ZERO;
    private FrameViewModel viewModel;

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxThread.start();
    }

    @BeforeEach
    void open() {
        FxThread.run(() -> {
            LiveCluster live = new LiveCluster();
            live.start(client, 500);
            SavedConnection connection = new SavedConnection(
                    "c", "Shop", "lumadb://admin@127.0.0.1:8080/", "#e5484d", true, true, Optional.empty());
            viewModel = new FrameViewModel(
                    new ConsoleSession(connection, client, live, new MemorySettings()),
                    () -> Instant.now().plus(later));
        });
    }

    @AfterEach
    void close() {
        FxThread.run(viewModel::close);
    }

    @Test
    void saysThatItWaitsBeforeTheFirstFrame() {
        FxThread.run(() -> {
            assertThat(viewModel.healthProperty().get()).isEqualTo(Health.UNKNOWN);
            assertThat(viewModel.streamTextProperty().get()).isEqualTo("connecting");
            assertThat(viewModel.bannerProperty().get()).isEmpty();
        });
    }

    @Test
    void isHealthyWhenNothingIsWrong() {
        ExampleCluster.tell(client.stream(), Instant.now(), List.of());

        FxThread.until("health", () -> viewModel.healthProperty().get() == Health.GOOD);
        FxThread.run(() -> {
            assertThat(viewModel.healthTextProperty().get()).isEqualTo("Healthy");
            assertThat(viewModel.queriesProperty().get()).isEqualTo("3 queries running");
            assertThat(viewModel.movesProperty().get()).endsWith(" moves/s");
        });
    }

    @Test
    void isAsBadAsTheWorstTrouble() {
        ExampleCluster.tell(
                client.stream(),
                Instant.now(),
                List.of(new Trouble("warning", "w", "do"), new Trouble("critical", "c", "do")));

        FxThread.until("health", () -> viewModel.healthProperty().get() == Health.CRITICAL);
        FxThread.run(() -> assertThat(viewModel.healthTextProperty().get()).isEqualTo("1 critical"));
    }

    @Test
    void callsDataOldThatNobodyRenews() {
        ExampleCluster.tell(client.stream(), Instant.now(), List.of());
        FxThread.until("frames", () -> viewModel.healthProperty().get() == Health.GOOD);

        FxThread.run(() -> {
            assertThat(viewModel.staleProperty().get()).isFalse();
            later = Duration.ofSeconds(42);
            viewModel.tick();
            assertThat(viewModel.staleProperty().get()).isTrue();
            assertThat(viewModel.streamTextProperty().get()).isEqualTo("silent · 42 s");
            assertThat(viewModel.bannerProperty().get()).contains("No frame for 42 s");
        });
    }

    @Test
    void saysWhyItReconnects() {
        ExampleCluster.tell(client.stream(), Instant.now(), List.of());
        client.stream().onState(StreamListener.State.RECONNECTING, "127.0.0.1:8080 refused the connection");

        FxThread.until("the banner", () -> !viewModel.bannerProperty().get().isEmpty());
        FxThread.run(() -> {
            assertThat(viewModel.staleProperty().get()).isTrue();
            assertThat(viewModel.bannerProperty().get())
                    .startsWith("Connection lost: 127.0.0.1:8080 refused the connection. Trying again by itself");
        });
    }
}
