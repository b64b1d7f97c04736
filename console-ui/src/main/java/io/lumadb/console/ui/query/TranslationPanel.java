package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.editor.CodePane;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.widget.Widgets;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The statement at the caret in the two other languages, for reading. */
final class TranslationPanel extends VBox {

    /** @param open opens a text of a language in a tab */
    TranslationPanel(TranslationViewModel viewModel, Threads threads, BiConsumer<QueryLanguage, String> open) {
        getStyleClass().add("translation-panel");
        setMinHeight(0);
        for (TranslationViewModel.Pane pane : viewModel.panes()) {
            VBox view = new Pane(pane, threads, open);
            VBox.setVgrow(view, Priority.ALWAYS);
            getChildren().add(view);
        }
    }

    private static final class Pane extends VBox {

        private final TranslationViewModel.Pane viewModel;
        private final CodePane code;
        private final Label language = Widgets.badge("", "accent");
        private final Label about = Widgets.label("", "muted", "small");
        private final Label words = Widgets.paragraph("", "muted", "translation-words");
        private final TranslationNotes notes = new TranslationNotes();
        private final Button copy;
        private final Button open;

        Pane(TranslationViewModel.Pane viewModel, Threads threads, BiConsumer<QueryLanguage, String> onOpen) {
            this.viewModel = viewModel;
            getStyleClass().add("translation");
            code = CodePane.reader(threads);
            copy = Widgets.iconButton("fth-copy", "Copy", this::copy);
            open = Widgets.iconButton(
                    "fth-external-link", "Open in a tab", () -> onOpen.accept(code.language(), code.text()));
            about.setMinWidth(0);
            HBox header = new HBox(8, language, about, Widgets.spacer(), copy, open);
            header.getStyleClass().add("translation-header");
            StackPane body = new StackPane(code, words);
            StackPane.setAlignment(words, javafx.geometry.Pos.TOP_LEFT);
            body.setMinHeight(0);
            VBox.setVgrow(body, Priority.ALWAYS);
            getChildren().addAll(header, body, notes);
            setMinHeight(0);
            setPrefHeight(100);
            viewModel.languageProperty().subscribe(name -> {
                language.setText(name.name());
                about.setText(name.description());
                code.area().setAccessibleText("The same query in " + name.name());
                show(viewModel.stateProperty().get());
            });
            viewModel.stateProperty().subscribe(this::show);
        }

        private void show(TranslationViewModel.State state) {
            QueryLanguage name = viewModel.languageProperty().get();
            boolean said = state instanceof TranslationViewModel.State.Words;
            Widgets.showOnly(words, !said);
            Widgets.showOnly(code, said);
            copy.setDisable(!said);
            open.setDisable(!said);
            notes.show(List.of());
            switch (state) {
                case TranslationViewModel.State.Nothing _ ->
                    words.setText("The statement at the caret appears here in " + name.name() + ", as you type.");
                case TranslationViewModel.State.Words(String text, List<String> remarks) -> {
                    code.show(name, text);
                    notes.show(remarks);
                }
                case TranslationViewModel.State.NoWords(String why, String hint) ->
                    words.setText(hint.isEmpty() ? why : why + "\n" + hint);
            }
        }

        private void copy() {
            ClipboardContent content = new ClipboardContent();
            content.putString(code.text());
            Clipboard.getSystemClipboard().setContent(content);
        }
    }
}
