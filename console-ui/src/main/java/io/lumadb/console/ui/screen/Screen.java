package io.lumadb.console.ui.screen;

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

    /** The session ends: every listener, timer and task of this screen ends with it. */
    @Override
    void close();
}
