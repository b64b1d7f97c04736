package io.lumadb.console.ui.application;

import io.lumadb.console.ui.heatmap.HeatMapScreen;
import io.lumadb.console.ui.overview.OverviewScreen;
import io.lumadb.console.ui.query.QueryScreen;
import io.lumadb.console.ui.screen.ScreenCatalog;
import io.lumadb.console.ui.screen.ScreenCatalog.Entry;
import io.lumadb.console.ui.tiers.TiersScreen;
import io.lumadb.console.ui.topology.TopologyScreen;
import java.util.List;

/** The screens of this build, in the order of the navigation rail: adding a screen is adding its line here. */
public final class ConsoleScreens {

    private ConsoleScreens() {}

    public static ScreenCatalog catalog() {
        return new ScreenCatalog(List.of(
                new Entry("overview", OverviewScreen.TITLE, OverviewScreen.ICON, OverviewScreen::new),
                new Entry("topology", TopologyScreen.TITLE, TopologyScreen.ICON, TopologyScreen::new),
                new Entry("heat-map", HeatMapScreen.TITLE, HeatMapScreen.ICON, HeatMapScreen::new),
                new Entry("tiers", TiersScreen.TITLE, TiersScreen.ICON, TiersScreen::new),
                new Entry("query", QueryScreen.TITLE, QueryScreen.ICON, QueryScreen::new)));
    }
}
