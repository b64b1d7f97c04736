package io.lumadb.console.ui.settings;

import atlantafx.base.theme.Styles;
import io.lumadb.console.ui.action.Command;
import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.ThemeChoice;
import io.lumadb.console.ui.widget.Widgets;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The settings, as a drawer at the right: what is changed is seen at once, and kept. */
public final class SettingsSheet extends VBox {

    private final SettingsViewModel viewModel;

    public SettingsSheet(SettingsViewModel viewModel, Runnable close) {
        this.viewModel = viewModel;
        getStyleClass().addAll("drawer", "settings");
        setId("settings");
        getStylesheets()
                .add(Objects.requireNonNull(SettingsSheet.class.getResource("settings.css"))
                        .toExternalForm());
        HBox head = new HBox(
                Widgets.label("Settings", "h2"),
                Widgets.spacer(),
                Widgets.iconButton("fth-x", "Close the settings", close));
        head.getStyleClass().add("settings-head");
        VBox body = new VBox(
                section("Theme", "How the console looks", themes()),
                section("Text size", "Also " + zoomKeys(), fontSize()),
                section("Refresh", "How often a new connection asks for live data", refresh()),
                section(
                        "Telemetry",
                        "None. The console talks to the clusters you connect to, and to nobody else.",
                        new Region()),
                section("Keys", "Shortcut is Ctrl, and Cmd on macOS", keys()));
        body.getStyleClass().add("settings-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
    }

    private static String zoomKeys() {
        KeyBindings keys = KeyBindings.current();
        return keys.text(Command.ZOOM_IN) + ", " + keys.text(Command.ZOOM_OUT) + " and "
                + keys.text(Command.ZOOM_RESET);
    }

    private static VBox section(String title, String meaning, Node control) {
        VBox section = new VBox(Widgets.label(title, "card-title"), Widgets.paragraph(meaning, "caption"), control);
        section.getStyleClass().add("settings-section");
        return section;
    }

    private HBox themes() {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox(
                choice("System", "fth-monitor", ThemeChoice.SYSTEM, group, Styles.LEFT_PILL),
                choice("Light", "fth-sun", ThemeChoice.LIGHT, group, Styles.CENTER_PILL),
                choice("Dark", "fth-moon", ThemeChoice.DARK, group, Styles.RIGHT_PILL));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private ToggleButton choice(String title, String icon, ThemeChoice theme, ToggleGroup group, String pill) {
        // What the console wears now; the tour chooses that without keeping it as a preference.
        boolean worn = Appearance.current().choiceProperty().get() == theme;
        ToggleButton button = pill(title, pill, group, worn);
        button.setGraphic(Widgets.icon(icon));
        button.setId("theme-" + theme.key());
        button.setOnAction(event -> {
            button.setSelected(true);
            viewModel.themeProperty().set(theme);
        });
        return button;
    }

    private static ToggleButton pill(String title, String pill, ToggleGroup group, boolean selected) {
        ToggleButton button = new ToggleButton(title);
        button.getStyleClass().add(pill);
        button.setToggleGroup(group);
        button.setSelected(selected);
        return button;
    }

    private HBox fontSize() {
        Slider slider = new Slider(
                Appearance.SMALLEST_FONT,
                Appearance.LARGEST_FONT,
                viewModel.fontSizeProperty().get());
        slider.setBlockIncrement(1);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setId("font-size");
        HBox.setHgrow(slider, Priority.ALWAYS);
        Label words = Widgets.label(viewModel.fontSizeProperty().asString("%d px"));
        words.setMinWidth(44);
        words.setAlignment(Pos.CENTER_RIGHT);
        // Text that grows under the pointer would move the slider: the size is taken when the slider is let go.
        slider.valueChangingProperty().subscribe(changing -> {
            if (!changing) {
                take(slider);
            }
        });
        slider.valueProperty().subscribe(value -> {
            if (!slider.isValueChanging()) {
                take(slider);
            }
        });
        HBox row = new HBox(12, slider, words);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void take(Slider slider) {
        viewModel.fontSizeProperty().set((int) Math.round(slider.getValue()));
    }

    private HBox refresh() {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        int last = Preferences.REFRESH_CHOICES.size() - 1;
        for (int i = 0; i <= last; i++) {
            int millis = Preferences.REFRESH_CHOICES.get(i);
            String shape = i == 0 ? Styles.LEFT_PILL : i == last ? Styles.RIGHT_PILL : Styles.CENTER_PILL;
            ToggleButton button = pill(
                    Figures.millis(millis),
                    shape,
                    group,
                    viewModel.refreshMillisProperty().get() == millis);
            button.setOnAction(event -> {
                button.setSelected(true);
                viewModel.refreshMillisProperty().set(millis);
            });
            row.getChildren().add(button);
        }
        return row;
    }

    private static GridPane keys() {
        GridPane grid = new GridPane(12, 5);
        int row = 0;
        for (Command command : Command.values()) {
            grid.add(Widgets.label(command.title()), 0, row);
            Label keys = Widgets.label(KeyBindings.current().text(command), "key-hint");
            keys.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(keys, 1, row++);
        }
        return grid;
    }
}
