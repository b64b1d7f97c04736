package io.lumadb.console.ui.screen;

import io.lumadb.console.ui.action.ConsoleAction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javafx.scene.Parent;

/** One entry of the navigation rail. Made once a session, on the FX thread; all methods are called there. */
public interface Screen extends AutoCloseable {

    /** As the rail and the command palette show it. */
    String title();

    /** An Ikonli Feather literal, such as {@code fth-activity}. */
    String icon();

    /** The screen's root, always the same node. */
    Parent view();

    /** It is being shown: start what moves. */
    void shown();

    /** It is hidden: stop what moves; the view model goes on collecting. */
    void hidden();

    /** What the command palette offers while this screen's session is open. */
    default List<ConsoleAction> actions() {
        return List.of();
    }

    /**
     * Somebody asked for this screen with something particular in mind, such as a collection's name or
     * {@code collection/id}; {@link #shown} has been called.
     */
    default void open(String detail) {}

    /**
     * Brings up what shows the screen best, with the data that is there: the tour takes its picture when the stage
     * completes, on whatever thread.
     */
    default CompletionStage<?> demonstrate() {
        return CompletableFuture.completedFuture(null);
    }

    /** The session ends: every listener, timer and task of this screen ends with it. */
    @Override
    void close();
}
