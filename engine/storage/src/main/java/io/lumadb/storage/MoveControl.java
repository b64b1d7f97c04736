package io.lumadb.storage;

import io.lumadb.storage.view.MovesView;

/** Whether the documents of a node move between tiers, and how fast at most. Thread-safe. */
public interface MoveControl {

    /**
     * Stops all moves after the batches under way, moves by hand included; only pressure goes on, because a node without
     * RAM would stop. Lasts until {@link #resume}, or until the process ends.
     *
     * @param by who asks, for the view
     * @return false when moves were paused already
     */
    boolean pause(String by);

    /** @return false when moves were not paused */
    boolean resume();

    /** Sets the most bytes a second that this node moves; they are fewer while its cores are busy. */
    void limit(long bytesPerSecond);

    MovesView view();
}
