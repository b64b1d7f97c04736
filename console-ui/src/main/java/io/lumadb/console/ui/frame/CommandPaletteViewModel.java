package io.lumadb.console.ui.frame;

import io.lumadb.console.ui.action.ConsoleAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the palette finds for what is typed. Belongs to the FX thread. */
public final class CommandPaletteViewModel {

    /** More than this nobody reads. */
    static final int SHOWN = 60;

    private final StringProperty typed = new SimpleStringProperty("");
    private final ObservableList<ConsoleAction> found = FXCollections.observableArrayList();
    private final List<ConsoleAction> all = new ArrayList<>();

    public CommandPaletteViewModel(List<ConsoleAction> actions) {
        all.addAll(actions);
        typed.subscribe(this::search);
    }

    /** Adds what took a moment to look up. */
    public void add(List<ConsoleAction> more) {
        all.addAll(more);
        search(typed.get());
    }

    public StringProperty typedProperty() {
        return typed;
    }

    /** Best first. */
    public ObservableList<ConsoleAction> found() {
        return found;
    }

    private void search(String letters) {
        record Scored(ConsoleAction action, int score) {}
        found.setAll(all.stream()
                .map(action -> new Scored(action, scoreOf(action, letters)))
                .filter(scored -> scored.score() != FuzzyMatch.NONE)
                .sorted(Comparator.comparingInt(Scored::score).reversed())
                .limit(SHOWN)
                .map(Scored::action)
                .toList());
    }

    private static int scoreOf(ConsoleAction action, String letters) {
        int title = FuzzyMatch.score(letters, action.title());
        return title != FuzzyMatch.NONE ? title : FuzzyMatch.score(letters, action.kind() + " " + action.title());
    }
}
