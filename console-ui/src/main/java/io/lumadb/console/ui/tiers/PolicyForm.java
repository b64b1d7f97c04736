package io.lumadb.console.ui.tiers;

import io.lumadb.console.ui.tiers.PolicyViewModel.Horizon;
import io.lumadb.console.ui.widget.SegmentedChoice;
import io.lumadb.console.ui.widget.TierLabel;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The policy of a collection, to read and to change. */
final class PolicyForm extends VBox {

    PolicyForm(PolicyViewModel viewModel, ObservableList<String> collections) {
        getStyleClass().add("policy-form");
        setId("policy-form");
        HBox head = new HBox(
                9,
                Widgets.label("Policy of", "muted"),
                new CollectionChoice("Collection of the policy", collections, viewModel.collectionProperty(), null),
                Widgets.spacer(),
                demonstration(viewModel));
        head.setAlignment(Pos.CENTER_LEFT);
        VBox rules = new VBox(
                rule(
                        Tier.HOT,
                        "keep in RAM what is used, at most",
                        viewModel.hotEnabledProperty(),
                        field("policy-hot-bytes", "no limit", viewModel.hotMaxBytesProperty()),
                        null),
                rule(
                        Tier.WARM,
                        "move to SSD after idle for",
                        viewModel.warmEnabledProperty(),
                        field("policy-warm-after", "1 h", viewModel.warmAfterProperty()),
                        null),
                rule(
                        Tier.COLD,
                        "move to segments after idle for",
                        viewModel.coldEnabledProperty(),
                        field("policy-cold-after", "7 d", viewModel.coldAfterProperty()),
                        viewModel.strategyProperty().map(words -> "kept as " + words)));
        rules.getStyleClass().add("policy-rules");
        rules.disableProperty().bind(viewModel.loadedProperty().not());
        Label problem = Widgets.paragraph("", "error-text");
        problem.setId("policy-problem");
        follow(problem, viewModel.problemProperty());
        Label outcome = Widgets.paragraph("", "muted");
        outcome.setId("policy-outcome");
        follow(outcome, viewModel.outcomeProperty());
        Label previewWords = Widgets.paragraph("", "muted");
        previewWords.setId("policy-preview-words");
        follow(previewWords, viewModel.previewWordsProperty());
        PreviewPane preview = new PreviewPane();
        viewModel.previewProperty().addListener((observable, before, after) -> preview.show(after));
        preview.show(viewModel.previewProperty().get());
        VBox body = new VBox(
                rules,
                problem,
                confirm(viewModel),
                save(viewModel),
                outcome,
                previewWords,
                horizon(viewModel),
                preview);
        body.getStyleClass().add("policy-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
    }

    /** In what time; there once the question was asked. */
    private static Node horizon(PolicyViewModel viewModel) {
        HBox row = new HBox(
                9,
                Widgets.label("would move", "muted"),
                new SegmentedChoice<>(
                        "Time in which documents come due",
                        List.of(Horizon.values()),
                        Horizon::title,
                        viewModel.horizonProperty()));
        row.setAlignment(Pos.CENTER_LEFT);
        row.visibleProperty().bind(viewModel.previewProperty().isNotNull());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private static Button demonstration(PolicyViewModel viewModel) {
        Button button = Widgets.button("Demonstration", "fth-fast-forward", viewModel::demonstration);
        button.setTooltip(new Tooltip("Fills in 20 s to warm and 60 s to cold"));
        button.disableProperty().bind(viewModel.loadedProperty().not());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static Node rule(
            Tier tier, String words, BooleanProperty enabled, TextField field, @Nullable ObservableValue<String> more) {
        TierLabel name = new TierLabel(tier);
        name.setMinWidth(66);
        CheckBox on = new CheckBox();
        on.selectedProperty().bindBidirectional(enabled);
        on.setAccessibleText(tier.wireName() + " policy enabled");
        field.disableProperty().bind(enabled.not());
        Label text = Widgets.label(words);
        text.setMinWidth(0);
        HBox row = new HBox(9, on, name, text, field);
        row.setAlignment(Pos.CENTER_LEFT);
        if (more == null) {
            return row;
        }
        Label note = Widgets.label(more, "caption");
        note.getStyleClass().add("policy-note");
        return new VBox(3, row, note);
    }

    private static TextField field(String id, String prompt, StringProperty text) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setPrefColumnCount(8);
        field.setMinWidth(96);
        field.textProperty().bindBidirectional(text);
        return field;
    }

    private static Node confirm(PolicyViewModel viewModel) {
        TextField field = field("policy-confirmation", "the collection's name", viewModel.confirmationProperty());
        Label words = Widgets.label(
                viewModel.collectionProperty().map(name -> "This is PRODUCTION. Type " + name + " to confirm:"),
                "warning-text");
        words.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(9, words, field);
        row.setAlignment(Pos.CENTER_LEFT);
        Widgets.showOnly(row, viewModel.needsConfirmation() && !viewModel.readOnly());
        return row;
    }

    private static Node save(PolicyViewModel viewModel) {
        Button save = Widgets.button("Save policy", "fth-check", viewModel::save);
        save.setId("policy-save");
        save.getStyleClass().add("accent");
        save.disableProperty().bind(viewModel.savableProperty().not());
        Button reload = Widgets.button("Discard changes", "fth-rotate-ccw", viewModel::load);
        Button ask = Widgets.button("What if", "fth-eye", viewModel::askForPreview);
        ask.setId("policy-what-if");
        ask.setTooltip(new Tooltip("What this policy would move, before it is saved"));
        ask.disableProperty().bind(viewModel.previewableProperty().not());
        for (Button button : List.of(save, reload, ask)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox row = new HBox(9, save, reload, ask);
        row.setAlignment(Pos.CENTER_LEFT);
        if (viewModel.readOnly()) {
            row.getChildren().add(Widgets.label("This connection is read-only.", "warning-text"));
        }
        return row;
    }

    private static void follow(Label label, ObservableValue<String> words) {
        label.textProperty().bind(words);
        label.visibleProperty().bind(words.map(text -> !text.isEmpty()));
        label.managedProperty().bind(label.visibleProperty());
    }
}
