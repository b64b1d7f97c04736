package io.lumadb.console.ui.frame;

/** What the bars of the frame can ask the window to do. */
interface FrameActions {

    void palette();

    void settings();

    void toggleTheme();

    /** Ends the session and goes back to the start page. */
    void disconnect();

    /** Where what is wrong is told. */
    void showFirstScreen();
}
