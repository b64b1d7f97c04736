package io.lumadb.console.ui.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.TiersStatus.Flow;
import io.lumadb.console.ui.fixture.ExampleCluster;
import io.lumadb.console.ui.fixture.ExampleSession;
import io.lumadb.console.ui.fixture.FxThread;
import io.lumadb.console.ui.fixture.ScreenStage;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.tiers.RiverGeometry.Lane;
import io.lumadb.console.ui.tiers.RiverState.Stream;
import io.lumadb.console.ui.tiers.TiersViewModel.Panel;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TiersScreenTest {

    private final TieringClient client = new TieringClient(Instant.now());
    private LiveCluster live;
    private TiersScreen screen;
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
            screen = new TiersScreen(ExampleSession.of(client, live));
            stage = new ScreenStage(screen);
        });
    }

    @AfterEach
    void close() {
        FxThread.run(stage::close);
    }

    private static TiersStatus flowing(Flow... flows) {
        TiersStatus example = ExampleCluster.tiers();
        return new TiersStatus(
                example.total(),
                example.hotBudget(),
                List.of(flows),
                example.collections(),
                example.shards(),
                example.writeAmplification());
    }

    private void tell(TiersStatus status) {
        Instant now = Instant.now();
        client.stream().onTiers(now, status);
        FxThread.until("tiers", () -> {
            LiveCluster.Timed<TiersStatus> shown = live.tiersProperty().get();
            return shown != null && shown.value().equals(status);
        });
    }

    @Test
    void animatesOnlyWhileSomethingMovesAndTheScreenIsShown() {
        tell(flowing());
        FxThread.run(() -> assertThat(screen.river().isRunning()).isFalse());

        tell(flowing(new Flow("hot", "warm", 120, 140_000)));
        FxThread.run(() -> {
            assertThat(screen.river().isRunning()).isTrue();
            screen.hidden();
            assertThat(screen.river().isRunning()).isFalse();
            screen.shown();
            assertThat(screen.river().isRunning()).isTrue();
        });

        tell(flowing(new Flow("hot", "warm", 0.01, 9)));
        FxThread.run(() -> assertThat(screen.river().isRunning()).isFalse());
    }

    @Test
    void tellsTheRiverInWords() {
        tell(flowing(new Flow("hot", "warm", 120, 140_000), new Flow("cold", "hot", 3, 3_000)));

        FxThread.run(() -> assertThat(stage.scene().lookup("#tier-river").getAccessibleText())
                .contains("hot → warm 120 docs/s, 137 KiB/s")
                .contains("cold → hot 3.0 docs/s")
                .contains("warm → cold idle")
                .contains("Hot: 81,230 documents"));
    }

    @Test
    void eachTenfoldFlowWidensAStreamByTheSame() {
        double ten = RiverGeometry.thickness(9);
        double hundred = RiverGeometry.thickness(99);
        double thousand = RiverGeometry.thickness(999);

        assertThat(hundred - ten).isCloseTo(thousand - hundred, within(1e-9));
        assertThat(RiverGeometry.thickness(0)).isZero();
        assertThat(RiverGeometry.thickness(1e12)).isEqualTo(RiverGeometry.WIDEST);
    }

    @Test
    void streamsBeginAndEndAtTheirBasins() {
        RiverGeometry geometry = new RiverGeometry(1_200, 320);
        for (Stream stream : RiverState.of(ExampleCluster.tiers()).streams()) {
            Lane lane = geometry.lane(stream);
            RiverGeometry.Basin from = geometry.basin(stream.from());
            RiverGeometry.Basin to = geometry.basin(stream.to());
            assertThat(lane.x(0)).isBetween(from.x(), from.x() + from.width());
            assertThat(lane.x(1)).isBetween(to.x(), to.x() + to.width());
            assertThat(lane.y(0.5)).isBetween(0.0, 320.0);
        }
        assertThat(geometry.basin(Tier.COLD).x() + geometry.basin(Tier.COLD).width())
                .isEqualTo(1_200);
    }

    @Test
    void filtersMovesByCollection() {
        tell(ExampleCluster.tiers());
        client.stream().onMoves(Instant.now(), ExampleCluster.moves(Instant.now(), 12));
        FxThread.until("moves", () -> live.moves().size() == 12);

        FxThread.run(() -> {
            assertThat(screen.viewModel().moves()).hasSize(12);
            screen.viewModel().filterProperty().set("products");
            assertThat(screen.viewModel().moves())
                    .hasSize(4)
                    .allSatisfy(move -> assertThat(move.collection()).isEqualTo("products"));
            assertThat(screen.viewModel().moves()).extracting(TierTables::why).contains("idle for 20 s (warm_policy)");
        });
    }

    @Test
    void opensTheDocumentThatAnotherScreenNames() {
        tell(ExampleCluster.tiers());

        FxThread.run(() -> screen.open("products/p-1001"));

        FxThread.until("the placement", () -> screen.xray().placementProperty().get() != null);
        FxThread.run(() -> {
            assertThat(screen.viewModel().panelProperty().get()).isEqualTo(Panel.XRAY);
            assertThat(screen.xray().collectionProperty().get()).isEqualTo("products");
            assertThat(screen.xray().placementProperty().get().id()).isEqualTo(Value.of("p-1001"));
        });
    }

    private static final TiersStatus.Moving MOVING = new TiersStatus.Moving(false, null, null, 256L << 20, 0.5);

    @Test
    void pausesTheMovesAndSaysWhoDid() {
        tell(ExampleCluster.tiers(ExampleCluster.cold("idle", 0, 0), MOVING));
        FxThread.run(() -> {
            assertThat(screen.moveControl().wordsProperty().get()).isEqualTo("at most 128 MiB/s");
            button("#moves-pause").fire();
        });

        FxThread.until("the pause", () -> screen.moveControl().pausedProperty().get());
        FxThread.run(() -> {
            assertThat(button("#moves-pause").getText()).isEqualTo("Resume moves");
            assertThat(screen.moveControl().wordsProperty().get()).startsWith("Moves paused by admin since ");
            button("#moves-pause").fire();
        });
        FxThread.until(
                "the resumption", () -> !screen.moveControl().pausedProperty().get());
    }

    private Button button(String id) {
        return (Button) stage.scene().lookup(id);
    }

    @Test
    void scrubsAndSaysHowFarItIsAndWhatIsLost() {
        tell(ExampleCluster.tiers(ExampleCluster.cold("idle", 5, 1), MOVING));
        FxThread.run(() -> {
            screen.viewModel().panelProperty().set(Panel.COLD);
            assertThat(screen.cold().healthProperty().get()).startsWith("5 missing, 1 damaged, 0 being rebuilt, of 72");
            assertThat(screen.cold().wholeProperty().get()).isFalse();
            assertThat(screen.cold().scrubProperty().get())
                    .startsWith("Last scrub ")
                    .contains("72 fragments");
            button("#cold-scrub").fire();
        });

        FxThread.until(
                "the scrub", () -> screen.cold().scrubProperty().get().startsWith("Scrub: 31 of 72 fragments read"));
        FxThread.run(() -> {
            assertThat(client.scrubs).isOne();
            assertThat(button("#cold-scrub").isDisabled()).as("one at a time").isTrue();
        });
        FxThread.until("the segments", () -> screen.cold().segments().size() == 3);
    }

    @Test
    void showsTheLevelsOfTheWarmTierWhileThatPanelIsShown() {
        tell(ExampleCluster.tiers());
        FxThread.run(() -> screen.viewModel().panelProperty().set(Panel.WARM));

        FxThread.until(
                "the levels",
                () -> ((TableView<?>) stage.scene().lookup("#warm-levels"))
                                .getItems()
                                .size()
                        == 5);
        FxThread.run(() -> assertThat(((Label) stage.scene().lookup("#warm-work")).getText())
                .isEqualTo("1 flush and 1 compaction under way, 31.0 MiB to compact; no write waits"));
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void looksGood(Theme theme) {
        FxThread.run(() -> ScreenStage.wear(theme));
        String name = theme.name().toLowerCase(java.util.Locale.ROOT);
        tell(flowing(
                new Flow("hot", "warm", 1_240, 1_430_000),
                new Flow("warm", "cold", 86, 99_000),
                new Flow("warm", "hot", 9.2, 10_400),
                new Flow("cold", "hot", 31, 36_000)));
        client.stream().onMoves(Instant.now(), ExampleCluster.moves(Instant.now(), 40));
        FxThread.until("moves", () -> !live.moves().isEmpty());

        FxThread.run(() -> screen.demonstrate());
        FxThread.until("the placement", () -> screen.xray().placementProperty().get() != null);
        Path picture = FxThread.call(() -> stage.picture("tiers-" + name));
        tell(ExampleCluster.tiers(ExampleCluster.cold("idle", 5, 1), MOVING));
        FxThread.run(() -> {
            screen.moveControl().toggle();
            screen.policy().collectionProperty().set("orders");
        });
        FxThread.until("the policy", () -> screen.policy().loadedProperty().get());
        FxThread.run(() -> {
            screen.policy().demonstration();
            screen.policy().askForPreview();
        });
        FxThread.until("the preview", () -> screen.policy().previewProperty().get() != null);
        for (Panel panel : Panel.values()) {
            FxThread.run(() -> screen.viewModel().panelProperty().set(panel));
            FxThread.until(
                    "the segments",
                    () -> panel != Panel.COLD || screen.cold().segments().size() == 3);
            FxThread.run(() -> stage.picture("tiers-" + panel.name().toLowerCase(java.util.Locale.ROOT) + "-" + name));
        }

        assertThat(picture).isRegularFile();
    }
}
