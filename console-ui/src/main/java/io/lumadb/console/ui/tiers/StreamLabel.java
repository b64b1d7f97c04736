package io.lumadb.console.ui.tiers;

import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.tiers.RiverState.Stream;
import io.lumadb.console.ui.widget.Widgets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** How much flows in a stream, above it: documents a second large, bytes a second below. */
final class StreamLabel extends VBox {

    private final Label documents = Widgets.label("", "stream-documents");
    private final Label bytes = Widgets.label("", "stream-bytes");

    StreamLabel(Stream stream) {
        getStyleClass().add("stream-label");
        setMouseTransparent(true);
        setAlignment(Pos.CENTER);
        if (stream.direct()) {
            HBox line = new HBox(8, documents, bytes);
            line.setAlignment(Pos.BASELINE_CENTER);
            getChildren().add(line);
        } else {
            getChildren().addAll(documents, bytes);
        }
    }

    void show(Stream stream) {
        Widgets.style(this, "idle", !stream.flows());
        if (stream.flows()) {
            documents.setText((stream.direct()
                            ? stream.from().wireName() + " → " + stream.to().wireName() + "  "
                            : "")
                    + Figures.rateFigure(stream.documents(), "docs"));
            bytes.setText(Figures.byteRate(stream.bytes()));
        } else {
            documents.setText(stream.down() ? "nothing cools" : "nothing comes back");
            bytes.setText("");
        }
        Widgets.showOnly(bytes, stream.flows());
    }
}
