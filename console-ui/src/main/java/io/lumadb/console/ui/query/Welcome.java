package io.lumadb.console.ui.query;

import io.lumadb.console.ui.action.Command;
import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.query.editor.CodePane;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.widget.Widgets;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Where results will be: an example in each language, ready to be opened. */
final class Welcome extends VBox {

    Welcome(QueryViewModel viewModel) {
        getStyleClass().add("query-welcome");
        setMinSize(0, 0);
        HBox examples = new HBox(14);
        VBox.setVgrow(examples, Priority.ALWAYS);
        for (QueryLanguage language : QueryLanguage.values()) {
            VBox example = example(viewModel, language);
            HBox.setHgrow(example, Priority.ALWAYS);
            examples.getChildren().add(example);
        }
        examples.setMaxHeight(230);
        getChildren()
                .addAll(
                        Widgets.label("Results appear here", "empty-title"),
                        Widgets.label(
                                "Run with " + KeyBindings.current().text(Command.RUN)
                                        + ". These examples ask the sample collections products and orders:",
                                "muted"),
                        examples);
    }

    private static VBox example(QueryViewModel viewModel, QueryLanguage language) {
        CodePane code = CodePane.reader(viewModel.threads());
        code.show(language, language.example());
        code.area().setFocusTraversable(false);
        code.setMouseTransparent(true);
        Button open = new Button("Open");
        open.getStyleClass().add("small");
        open.setAccessibleText("Open the " + language.name() + " example");
        open.setOnAction(event -> viewModel.newTab(language, language.example()));
        open.setMinWidth(USE_PREF_SIZE);
        HBox header = new HBox(
                8,
                Widgets.badge(language.name(), "accent"),
                Widgets.label(language.description(), "muted", "small"),
                Widgets.spacer(),
                open);
        header.getStyleClass().add("translation-header");
        VBox example = new VBox(header, code);
        VBox.setVgrow(code, Priority.ALWAYS);
        example.getStyleClass().addAll("card-box", "query-example");
        example.setPrefWidth(100);
        example.setMinWidth(0);
        return example;
    }
}
