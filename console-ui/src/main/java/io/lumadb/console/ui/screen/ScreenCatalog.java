package io.lumadb.console.ui.screen;

import io.lumadb.console.ui.session.ConsoleSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The screens of this build, in the order of the navigation rail. What is not here is not offered anywhere. */
public record ScreenCatalog(List<Entry> entries) {

    /**
     * @param id a stable word, such as {@code heat-map}: names pictures, and is what {@link ScreenRequest} asks for
     * @param title as the rail shows it
     * @param icon an Ikonli Feather literal
     * @param factory called once a session, on the FX thread
     */
    public record Entry(String id, String title, String icon, Function<ConsoleSession, Screen> factory) {}

    public ScreenCatalog {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a console needs at least one screen");
        }
    }

    public Optional<Entry> find(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }
}
