package io.lumadb.console.ui.frame;

import io.lumadb.console.ui.widget.Widgets;
import javafx.scene.layout.HBox;

/** One line over the screens while the data are old: why, and what is being done about it. */
final class StreamBanner extends HBox {

    StreamBanner(FrameViewModel viewModel) {
        getStyleClass().add("stream-banner");
        setId("stream-banner");
        getChildren().addAll(Widgets.icon("fth-wifi-off"), Widgets.label(viewModel.bannerProperty()));
        visibleProperty().bind(viewModel.bannerProperty().map(text -> !text.isEmpty()));
        managedProperty().bind(visibleProperty());
    }
}
