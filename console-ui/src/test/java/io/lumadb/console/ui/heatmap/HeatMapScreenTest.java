package io.lumadb.console.ui.heatmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.model.RunningQuery;
import io.lumadb.console.ui.fixture.ExampleCluster;
import io.lumadb.console.ui.fixture.ExampleSession;
import io.lumadb.console.ui.fixture.FxThread;
import io.lumadb.console.ui.fixture.ScreenStage;
import io.lumadb.console.ui.fixture.ScriptedClient;
import io.lumadb.console.ui.heatmap.HeatMapViewModel.View;
import io.lumadb.console.ui.heatmap.Viewport.Cell;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.theme.Theme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeatMapScreenTest {

    private static final long START = 1_800_000_000L;

    private final ScriptedClient client = ScriptedClient.local();
    private LiveCluster live;
    private HeatMapScreen screen;
    private ScreenStage stage;

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxThread.start();
    }

    @BeforeEach
    void open() {
        FxThread.run(() -> {
            live = new LiveCluster();
            live.start(client, 500);
            screen = new HeatMapScreen(ExampleSession.of(client, live));
            stage = new ScreenStage(screen);
        });
    }

    @AfterEach
    void close() {
        FxThread.run(stage::close);
    }

    /** The seconds before the last go into the history at once; the last comes as a frame does. */
    private void tell(int shards, int nodes, int seconds) {
        ExampleTraffic traffic = new ExampleTraffic(shards, nodes);
        client.stream().onTopology(Instant.ofEpochSecond(START), traffic.topology());
        FxThread.run(() -> {
            for (int second = 0; second < seconds - 1; second++) {
                screen.viewModel().history().add(Instant.ofEpochSecond(START + second), traffic.second(second));
            }
        });
        client.stream().onShards(Instant.ofEpochSecond(START + seconds - 1), traffic.second(seconds - 1));
        // Work for the FX thread is done in its order: after this the frame has been read.
        FxThread.run(() -> {});
    }

    private void press(String id, KeyCode... keys) {
        Node node = stage.scene().lookup("#" + id);
        for (KeyCode key : keys) {
            node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
        }
    }

    @Test
    void saysInWordsThatThereWasNoTraffic() {
        FxThread.run(() -> {
            assertThat(screen.viewModel().nothingToShow()).isTrue();
            assertThat(stage.scene().lookup("#heat-grid").isVisible()).isFalse();
        });

        tell(8, 1, 1);

        FxThread.run(
                () -> assertThat(stage.scene().lookup("#heat-grid").isVisible()).isTrue());
    }

    @Test
    void walksFromCellToCellAndReadsThemOut() {
        tell(8, 1, 5);

        FxThread.run(() -> {
            press("heat-grid", KeyCode.RIGHT);
            assertThat(screen.viewModel().cursorProperty().get()).isEqualTo(new Cell(START + 4, 0));
            press("heat-grid", KeyCode.LEFT, KeyCode.LEFT, KeyCode.DOWN);
            assertThat(screen.viewModel().cursorProperty().get()).isEqualTo(new Cell(START + 2, 1));
            assertThat(screen.viewModel().readOutProperty().get())
                    .startsWith("Shard 1 at ")
                    .contains("reads ", "p99 ", "% hot", "lag 0 entries");
            assertThat(stage.scene().lookup("#heat-grid").getAccessibleText()).startsWith("Shard 1 at ");
        });
    }

    @Test
    void opensTheShardUnderTheCursorAndEscapeClosesItAgain() {
        tell(8, 1, 5);
        client.stream().onMoves(Instant.now(), ExampleCluster.moves(Instant.now(), 24));
        FxThread.until("moves", () -> !live.moves().isEmpty());

        FxThread.run(() -> {
            press("heat-grid", KeyCode.UP, KeyCode.DOWN, KeyCode.DOWN, KeyCode.ENTER);
            assertThat(screen.viewModel().selectedProperty().get()).isEqualTo(2);
            assertThat(stage.scene().lookup("#shard-panel").isVisible()).isTrue();
            assertThat(screen.viewModel().shardMoves())
                    .isNotEmpty()
                    .allSatisfy(move -> assertThat(move.shard()).isEqualTo(2));
            press("heat-grid", KeyCode.ESCAPE, KeyCode.ESCAPE);
            assertThat(screen.viewModel().selectedProperty().get()).isNull();
            assertThat(stage.scene().lookup("#shard-panel").isVisible()).isFalse();
        });
    }

    @Test
    void zoomsIntoWhatWasBrushedAndBackOut() {
        tell(8, 1, 20);

        FxThread.run(() -> {
            screen.viewModel().zoomTo(new Cell(START + 15, 6), new Cell(START + 10, 2));
            assertThat(screen.viewModel().viewport()).contains(new Viewport(Span.SIX_MINUTES, START + 10, 6, 2, 5));
            press("heat-grid", KeyCode.ESCAPE);
            assertThat(screen.viewModel().viewport().orElseThrow().shards()).isEqualTo(8);
        });
    }

    @Test
    void namesTheBusiestShardsByTheChosenMeasure() {
        tell(24, 3, 2);

        FxThread.run(() -> {
            screen.viewModel().measureProperty().set(Measure.LAG);
            assertThat(screen.viewModel().hottest())
                    .extracting(shard -> shard.shard() % 5)
                    .containsOnly(0);
            screen.viewModel().measureProperty().set(Measure.READS);
            assertThat(screen.viewModel().hottest())
                    .hasSize(HeatMapViewModel.HOTTEST)
                    .isSortedAccordingTo((a, b) -> Double.compare(b.reads(), a.reads()));
        });
    }

    @Test
    void walksTheMapOfNowByKeyboard() {
        tell(24, 3, 2);

        FxThread.run(() -> screen.viewModel().viewProperty().set(View.NOW));
        FxThread.run(() -> stage.picture("heat-map-walk"));
        FxThread.run(() -> {
            press("now-map", KeyCode.RIGHT, KeyCode.ENTER);
            assertThat(screen.viewModel().selectedProperty().get()).isNotNull();
            assertThat(stage.scene().lookup("#now-map").getAccessibleText()).startsWith("Shard ");
        });
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void looksGood(Theme theme) {
        FxThread.run(() -> ScreenStage.wear(theme));
        String name = theme.name().toLowerCase(java.util.Locale.ROOT);
        tell(16, 2, 330);
        client.stream().onMoves(Instant.now(), ExampleCluster.moves(Instant.now(), 40));
        client.stream()
                .onQueries(
                        Instant.now(),
                        List.of(new RunningQuery(
                                "q1",
                                "lql",
                                "find orders where status = 'open' sort total desc",
                                "admin",
                                Instant.now(),
                                412,
                                81_000)));
        FxThread.until("queries", () -> !live.queries().isEmpty());

        FxThread.run(() -> screen.demonstrate());
        FxThread.run(() -> screen.viewModel().point(new Cell(START + 240, 9)));
        Path picture = FxThread.call(() -> stage.picture("heat-map-" + name));
        FxThread.run(() -> {
            screen.viewModel().select(null);
            screen.viewModel().point(null);
            screen.viewModel().measureProperty().set(Measure.TIERS);
        });
        FxThread.run(() -> stage.picture("heat-map-tiers-" + name));
        FxThread.run(() -> {
            screen.viewModel().measureProperty().set(Measure.WRITES);
            screen.viewModel().viewProperty().set(View.NOW);
        });
        FxThread.run(() -> stage.picture("heat-map-now-" + name));

        assertThat(picture).isRegularFile();
    }

    @Test
    void showsTenThousandShards() {
        tell(10_000, 3, 3);

        Path picture = FxThread.call(() -> stage.picture("heat-map-many"));

        assertThat(picture).isRegularFile();
    }
}
