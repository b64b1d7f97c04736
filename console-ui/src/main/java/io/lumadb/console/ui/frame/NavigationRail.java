package io.lumadb.console.ui.frame;

import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.screen.ScreenCatalog;
import io.lumadb.console.ui.widget.Widgets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The list of screens at the left; collapsed, it shows icons only. Arrow keys walk it, Enter and Space open. */
final class NavigationRail extends VBox {

    private final Map<String, ToggleButton> items = new LinkedHashMap<>();
    private final ToggleGroup group = new ToggleGroup();
    private final BooleanProperty collapsed = new SimpleBooleanProperty(false);
    private final Button collapse;

    NavigationRail(ScreenCatalog catalog, Consumer<String> onOpen) {
        getStyleClass().add("rail");
        int number = 1;
        for (ScreenCatalog.Entry entry : catalog.entries()) {
            ToggleButton item = item(entry, number++);
            item.setOnAction(event -> {
                item.setSelected(true);
                onOpen.accept(entry.id());
            });
            items.put(entry.id(), item);
            getChildren().add(item);
        }
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        collapse = Widgets.iconButton("fth-chevrons-left", "Narrow or widen the navigation", this::toggle);
        getChildren().addAll(gap, collapse);
        addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
    }

    private ToggleButton item(ScreenCatalog.Entry entry, int number) {
        ToggleButton item = new ToggleButton(entry.title(), Widgets.icon(entry.icon()));
        item.getStyleClass().setAll("rail-item");
        item.setToggleGroup(group);
        item.setId("rail-" + entry.id());
        item.setTooltip(new Tooltip(entry.title() + "  " + KeyBindings.current().screenKeysText(number)));
        item.setAccessibleText(entry.title());
        return item;
    }

    void select(String id) {
        ToggleButton item = items.get(id);
        if (item != null) {
            item.setSelected(true);
        }
    }

    void toggle() {
        collapse(!collapsed.get());
    }

    private void collapse(boolean narrow) {
        collapsed.set(narrow);
        Widgets.style(this, "collapsed", narrow);
        items.values()
                .forEach(item -> item.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT));
        collapse.setGraphic(Widgets.icon(narrow ? "fth-chevrons-right" : "fth-chevrons-left"));
    }

    private void walk(KeyEvent event) {
        int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        if (step == 0) {
            return;
        }
        ToggleButton[] all = items.values().toArray(ToggleButton[]::new);
        for (int i = 0; i < all.length; i++) {
            if (all[i].isFocused()) {
                all[Math.floorMod(i + step, all.length)].requestFocus();
                event.consume();
                return;
            }
        }
    }
}
