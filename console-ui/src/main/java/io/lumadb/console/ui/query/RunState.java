package io.lumadb.console.ui.query;

/** Where a tab's run stands. */
public enum RunState {
    IDLE,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
}
