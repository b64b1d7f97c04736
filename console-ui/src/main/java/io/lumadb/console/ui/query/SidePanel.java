package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.text.QueryLanguage;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;

/** Beside the editor: the other two languages, the history, and saved queries. */
final class SidePanel extends StackPane {

    private final TabPane pages = new TabPane();
    private final SavedPanel saved;

    SidePanel(QueryViewModel viewModel) {
        getStyleClass().add("side-panel");
        setMinWidth(220);
        BiConsumer<QueryLanguage, String> open = viewModel::newTab;
        saved = new SavedPanel(
                viewModel.library(),
                viewModel.activeProperty()::get,
                query -> viewModel.openTab(query.name(), QueryLanguage.ofWireName(query.language()), query.text()));
        pages.getStyleClass().addAll("dense", "result-pages");
        pages.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        pages.getTabs()
                .addAll(
                        page(
                                "Other languages",
                                new TranslationPanel(viewModel.translation(), viewModel.threads(), open)),
                        page("History", new HistoryPanel(viewModel.library(), open)),
                        page("Saved", saved));
        getChildren().add(pages);
    }

    private static Tab page(String title, Node content) {
        Tab tab = new Tab(title, content);
        tab.setClosable(false);
        return tab;
    }

    void showTranslations() {
        pages.getSelectionModel().select(0);
    }

    void showHistory() {
        pages.getSelectionModel().select(1);
    }

    /** Shows saved queries, ready to type a name. */
    void showSaved() {
        pages.getSelectionModel().select(2);
        saved.focusName();
    }
}
