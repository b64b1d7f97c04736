package io.lumadb.console.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.action.ConsoleAction;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandPaletteViewModelTest {

    private final CommandPaletteViewModel palette = new CommandPaletteViewModel(List.of(
            action("Screen", "Overview"),
            action("Screen", "Heat map"),
            action("Collection", "orders"),
            action("Action", "Switch between dark and light")));

    @Test
    void showsEverythingBeforeAnythingIsTyped() {
        assertThat(palette.found())
                .extracting(ConsoleAction::title)
                .startsWith("Overview")
                .hasSize(4);
    }

    @Test
    void findsByLettersOfTheTitle() {
        palette.typedProperty().set("htm");

        assertThat(palette.found()).extracting(ConsoleAction::title).startsWith("Heat map");
    }

    @Test
    void findsByTheKindOfThing() {
        palette.typedProperty().set("coll ord");

        assertThat(palette.found()).extracting(ConsoleAction::title).containsExactly("orders");
    }

    @Test
    void findsNothingForLettersThatAreNotThere() {
        palette.typedProperty().set("zzz");

        assertThat(palette.found()).isEmpty();
    }

    @Test
    void searchesWhatWasAddedLater() {
        palette.typedProperty().set("top");

        palette.add(List.of(action("Saved query", "Top products")));

        assertThat(palette.found()).extracting(ConsoleAction::title).startsWith("Top products");
    }

    private static ConsoleAction action(String kind, String title) {
        return new ConsoleAction(kind, title, "", "fth-circle", () -> {});
    }
}
