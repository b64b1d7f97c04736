package io.lumadb.console.ui.widget;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** One of a few, side by side: always exactly one is chosen. Keeps in step with a property of the same screen. */
public final class SegmentedChoice<T> extends HBox {

    private final ToggleGroup group = new ToggleGroup();

    /** @param name what is chosen, for screen readers */
    public SegmentedChoice(String name, List<T> choices, Function<T, String> title, Property<T> chosen) {
        getStyleClass().add("segmented-choice");
        setAccessibleText(name);
        for (int i = 0; i < choices.size(); i++) {
            T choice = choices.get(i);
            ToggleButton button = new ToggleButton(title.apply(choice));
            button.setToggleGroup(group);
            button.setUserData(choice);
            button.setAccessibleText(name + ": " + title.apply(choice));
            button.setMinWidth(USE_PREF_SIZE);
            button.getStyleClass().add(i == 0 ? "left-pill" : i == choices.size() - 1 ? "right-pill" : "center-pill");
            button.setOnAction(event -> {
                button.setSelected(true);
                chosen.setValue(choice);
            });
            getChildren().add(button);
        }
        setMinWidth(USE_PREF_SIZE);
        show(chosen.getValue());
        chosen.addListener((observable, before, after) -> show(after));
    }

    private void show(T choice) {
        group.getToggles().forEach(toggle -> toggle.setSelected(Objects.equals(toggle.getUserData(), choice)));
    }
}
