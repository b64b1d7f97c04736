package io.lumadb.console.ui.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.model.CoreReport;
import io.lumadb.console.ui.fixture.ExampleCluster;
import io.lumadb.console.ui.fixture.ExampleSession;
import io.lumadb.console.ui.fixture.FxThread;
import io.lumadb.console.ui.fixture.ScreenStage;
import io.lumadb.console.ui.fixture.ScriptedClient;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.screen.ScreenRequest;
import io.lumadb.console.ui.theme.Theme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Button;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyScreenTest {

    private static final Instant NOW = Instant.parse("2026-03-14T12:00:00Z");

    private final CoresClient client = new CoresClient();
    private LiveCluster live;
    private TopologyScreen screen;
    private ScreenStage stage;

    /** A server that tells of two cores. */
    private static final class CoresClient extends ScriptedClient {
        CoresClient() {
            super(ConnectionAddress.parse("lumadb://admin@127.0.0.1:8080/"));
        }

        @Override
        public CompletableFuture<List<CoreReport>> cores() {
            return CompletableFuture.completedFuture(ExampleCluster.cores(NOW));
        }
    }

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxThread.start();
    }

    @BeforeEach
    void open() {
        FxThread.run(() -> {
            live = new LiveCluster();
            live.start(client, 500);
            screen = new TopologyScreen(ExampleSession.of(client, live));
            stage = new ScreenStage(screen);
        });
        client.stream().onTopology(NOW, ExampleCluster.topology(List.of()));
        FxThread.until(
                "the node and its tasks",
                () -> screen.viewModel().nodes().size() == 1
                        && screen.viewModel().held().size() == 2);
    }

    @AfterEach
    void close() {
        FxThread.run(stage::close);
    }

    @Test
    void tellsATaskThatWorkedFromOneThatWaited() {
        FxThread.run(() -> {
            assertThat(screen.viewModel().held())
                    .extracting(TopologyViewModel.Held::why)
                    .containsExactly("ApplyStage.piece:261", "waited: CPU, GC or disk");
            assertThat(screen.viewModel().heldSummaryProperty().get())
                    .isEqualTo("6 since the start, 1 by their own doing");
            assertThat(screen.viewModel().summaryProperty().get())
                    .isEqualTo("1 node, 2 cores, 8 shards · ★ leads its shard");
        });
    }

    @Test
    void opensTheHeatOfTheShardThatIsPressed() {
        List<ScreenRequest> requests = new ArrayList<>();
        FxThread.run(() -> {
            screen.view().addEventHandler(ScreenRequest.SCREEN_REQUEST, requests::add);
            stage.picture("topology-pressed");
            Button chip = stage.scene().getRoot().lookupAll(".shard-chip").stream()
                    .map(Button.class::cast)
                    .filter(button -> button.getText().equals("★ 5"))
                    .findFirst()
                    .orElseThrow();
            assertThat(chip.isFocusTraversable()).isTrue();
            chip.fire();
        });

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.screen()).isEqualTo("heat-map");
            assertThat(request.detail()).isEqualTo("5");
        });
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void looksGood(Theme theme) {
        FxThread.run(() -> ScreenStage.wear(theme));

        Path picture =
                FxThread.call(() -> stage.picture("topology-" + theme.name().toLowerCase(Locale.ROOT)));

        assertThat(picture).isRegularFile();
    }
}
