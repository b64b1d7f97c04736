package io.lumadb.console.ui.tiers;

import java.util.Objects;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * A box to choose one of the collections, kept in step with a property. The list follows the cluster; the choice stays
 * while its collection is there.
 */
final class CollectionChoice extends ComboBox<String> {

    /** @param all the title of the empty choice, or null where one collection has to be chosen */
    CollectionChoice(String name, ObservableList<String> collections, StringProperty chosen, @Nullable String all) {
        setAccessibleText(name);
        setVisibleRowCount(14);
        setMinWidth(USE_PREF_SIZE);
        setPrefWidth(170);
        setPromptText("collection");
        setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String collection) {
                return collection == null ? "" : collection.isEmpty() && all != null ? all : collection;
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        collections.addListener((ListChangeListener<String>) change -> fill(collections, chosen, all));
        fill(collections, chosen, all);
        chosen.addListener((observable, before, after) -> {
            if (getItems().contains(after)) {
                setValue(after);
            }
        });
        valueProperty().addListener((observable, before, after) -> {
            if (after != null && !Objects.equals(after, chosen.get())) {
                chosen.set(after);
            }
        });
    }

    private void fill(ObservableList<String> collections, StringProperty chosen, @Nullable String all) {
        ObservableList<String> items = FXCollections.observableArrayList(collections);
        if (all != null) {
            items.addFirst("");
        }
        String before = chosen.get();
        setItems(items);
        if (items.contains(before)) {
            setValue(before);
        } else if (!items.isEmpty()) {
            setValue(items.getFirst());
        }
    }
}
