package io.lumadb.console.ui.frame;

import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.screen.ScreenCatalog;
import io.lumadb.console.ui.screen.ScreenRequest;
import io.lumadb.console.ui.settings.SavedQuery;
import io.lumadb.console.ui.theme.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The things of a cluster that the palette finds, and where each of them leads: a collection and a saved query to the
 * query screen, a node to the heat map. Where the build has no such screen, they are not offered.
 */
final class PaletteSources {

    private PaletteSources() {}

    /** Collections and nodes, from what the stream said last. */
    static List<ConsoleAction> ofCluster(LiveCluster live, ScreenCatalog catalog, Consumer<ScreenRequest> open) {
        List<ConsoleAction> actions = new ArrayList<>();
        LiveCluster.Timed<TiersStatus> tiers = live.tiersProperty().get();
        if (tiers != null && catalog.find("query").isPresent()) {
            for (TiersStatus.CollectionTiers collection : tiers.value().collections()) {
                long documents = collection.tiers().hot().documents()
                        + collection.tiers().warm().documents()
                        + collection.tiers().cold().documents();
                actions.add(new ConsoleAction(
                        "Collection",
                        collection.name(),
                        Figures.count(documents) + " documents",
                        "fth-database",
                        () -> open.accept(new ScreenRequest("query", "collection/" + collection.name()))));
            }
        }
        ClusterStatus topology = live.topologyProperty().get();
        if (topology != null && catalog.find("heat-map").isPresent()) {
            for (ClusterStatus.NodeStatus node : topology.nodes()) {
                actions.add(new ConsoleAction(
                        "Node",
                        node.id(),
                        node.state(),
                        "fth-server",
                        () -> open.accept(new ScreenRequest("heat-map", "node/" + node.id()))));
            }
        }
        return actions;
    }

    static List<ConsoleAction> ofQueries(
            List<SavedQuery> queries, ScreenCatalog catalog, Consumer<ScreenRequest> open) {
        if (catalog.find("query").isEmpty()) {
            return List.of();
        }
        return queries.stream()
                .map(query -> new ConsoleAction(
                        "Saved query",
                        query.name(),
                        query.language().toUpperCase(java.util.Locale.ROOT),
                        "fth-bookmark",
                        () -> open.accept(new ScreenRequest("query", "saved-query/" + query.id()))))
                .toList();
    }
}
