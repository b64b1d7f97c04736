package io.lumadb.console.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.model.ClusterStatus.Trouble;
import io.lumadb.client.model.TiersStatus.CollectionTiers;
import io.lumadb.console.ui.fixture.ExampleCluster;
import io.lumadb.console.ui.fixture.FxThread;
import io.lumadb.console.ui.fixture.ScriptedClient;
import io.lumadb.console.ui.live.LiveCluster;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverviewViewModelTest {

    private final ScriptedClient client = ScriptedClient.local();
    private LiveCluster live;
    private OverviewViewModel viewModel;

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxThread.start();
    }

    @BeforeEach
    void open() {
        FxThread.run(() -> {
            live = new LiveCluster();
            live.start(client, 500);
            viewModel = new OverviewViewModel(live);
        });
    }

    @AfterEach
    void close() {
        FxThread.run(viewModel::close);
    }

    @Test
    void writesADashBeforeTheFirstFrame() {
        FxThread.run(() -> {
            assertThat(viewModel.operations().figureProperty().get()).hasToString("–");
            assertThat(viewModel.calmProperty().get()).isEmpty();
        });
    }

    @Test
    void givesEveryFigureItsUnit() {
        tell(List.of());

        FxThread.run(() -> {
            assertThat(viewModel.operations().figureProperty().get().unit()).isEqualTo("k ops/s");
            assertThat(viewModel.latency().figureProperty().get().unit()).isEqualTo("ms");
            assertThat(viewModel.latency().wordsProperty().get()).startsWith("median ");
            assertThat(viewModel.hotHits().figureProperty().get().unit()).isEqualTo("%");
            assertThat(viewModel.moving().figureProperty().get().unit()).isEqualTo("docs/s");
            assertThat(viewModel.amplification().figureProperty().get()).hasToString("3.2 ×");
            assertThat(viewModel.members().figureProperty().get()).hasToString("1/1 node");
            assertThat(viewModel.members().wordsProperty().get()).isEqualTo("8 of 8 shards led");
        });
    }

    @Test
    void keepsFifteenMinutesForTheLines() {
        tell(List.of());

        FxThread.run(() -> {
            MetricSeries series = viewModel.seriesProperty().get();
            assertThat(series.times()).hasSize(900).isSorted();
            assertThat(series.p99Micros()).hasSize(900);
        });
    }

    @Test
    void saysInWordsThatNothingIsWrong() {
        tell(List.of());

        FxThread.run(() -> {
            assertThat(viewModel.troubles()).isEmpty();
            assertThat(viewModel.calmProperty().get()).isEqualTo("1 node serves, every one of 8 shards has a leader.");
        });
    }

    @Test
    void putsTheWorstTroubleFirst() {
        tell(List.of(
                new Trouble("warning", "hot tier is full", "raise"), new Trouble("critical", "no leader", "start")));

        FxThread.run(() -> {
            assertThat(viewModel.troubles()).extracting(Trouble::text).containsExactly("no leader", "hot tier is full");
            assertThat(viewModel.calmProperty().get()).isEmpty();
        });
    }

    @Test
    void listsCollectionsByNameAndKeepsTheirRows() {
        tell(List.of());

        FxThread.run(() -> {
            assertThat(viewModel.collections())
                    .extracting(CollectionTiers::name)
                    .containsExactly("customers", "events_archive", "orders", "products");
            int[] whole = {0};
            viewModel.collections().addListener((javafx.collections.ListChangeListener<CollectionTiers>)
                    change -> whole[0]++);
            assertThat(whole[0]).isZero();
        });
        client.stream().onTiers(Instant.now(), ExampleCluster.tiers());
        FxThread.until("tiers", () -> live.tiersProperty().get() != null);
        FxThread.run(() -> assertThat(viewModel.collections()).hasSize(4));
    }

    @Test
    void listensToNothingOnceClosed() {
        FxThread.run(viewModel::close);

        tell(List.of());

        FxThread.run(
                () -> assertThat(viewModel.operations().figureProperty().get()).hasToString("–"));
    }

    private void tell(List<Trouble> troubles) {
        ExampleCluster.tell(client.stream(), Instant.now(), troubles);
        FxThread.until(
                "all metrics",
                () -> live.metricHistory().size() == 900
                        && live.tiersProperty().get() != null
                        && live.topologyProperty().get() != null
                        && live.shardsProperty().get() != null);
    }
}
