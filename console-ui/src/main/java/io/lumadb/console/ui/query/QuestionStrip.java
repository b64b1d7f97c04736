package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.editor.CodePane;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.widget.Widgets;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Below the editor: offers to ask the translator what NQL did not understand, and shows the LQL it writes before that runs. */
final class QuestionStrip extends VBox {

    private static final double CODE_HEIGHT = 92;

    private final QuestionViewModel viewModel;
    private final Threads threads;

    QuestionStrip(QuestionViewModel viewModel, Threads threads) {
        this.viewModel = viewModel;
        this.threads = threads;
        getStyleClass().add("translator-strip");
        setMinHeight(USE_PREF_SIZE);
        viewModel.stateProperty().subscribe(this::show);
    }

    private void show(QuestionViewModel.State state) {
        Widgets.showOnly(this, !(state instanceof QuestionViewModel.State.Nothing));
        getChildren().clear();
        switch (state) {
            case QuestionViewModel.State.Nothing _ -> {}
            case QuestionViewModel.State.Offered _ ->
                line(
                        "A language model may turn this into LQL. It is told the sentence and the names of collections and fields.",
                        "",
                        button("Ask the translator", "accent", viewModel::ask));
            case QuestionViewModel.State.Asking _ ->
                line("The translator is asked\u2026", "", button("Give up", "flat", viewModel::dismiss));
            case QuestionViewModel.State.Failed(var _, String why, String hint) ->
                line(
                        why,
                        hint,
                        button("Leave it", "flat", viewModel::dismiss),
                        button("Ask again", "", viewModel::ask));
            case QuestionViewModel.State.Answered(var _, String lql, List<String> notes) -> answer(lql, notes);
        }
    }

    private void answer(String lql, List<String> notes) {
        CodePane code = CodePane.reader(threads);
        code.show(QueryLanguage.LQL, lql);
        code.area().setAccessibleText("The translator's LQL");
        code.setPrefHeight(CODE_HEIGHT);
        code.setMinHeight(CODE_HEIGHT);
        Button run = button("Run this LQL", "accent", viewModel::accept);
        line(String.join(" ", notes), "", button("Leave it", "flat", viewModel::dismiss), run);
        getChildren().addFirst(code);
    }

    private void line(String words, String hint, Button... buttons) {
        VBox said = new VBox(2, Widgets.paragraph(words, "translator-words"));
        if (!hint.isEmpty()) {
            said.getChildren().add(Widgets.paragraph(hint, "muted"));
        }
        said.setMinWidth(0);
        HBox.setHgrow(said, Priority.ALWAYS);
        Node icon = Widgets.icon("fth-message-circle");
        HBox line = new HBox(8, icon, said);
        line.getChildren().addAll(buttons);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(line);
    }

    private static Button button(String text, String style, Runnable onPress) {
        Button button = new Button(text);
        if (!style.isEmpty()) {
            button.getStyleClass().add(style);
        }
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> onPress.run());
        return button;
    }
}
