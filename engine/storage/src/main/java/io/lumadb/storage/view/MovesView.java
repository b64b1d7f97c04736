package io.lumadb.storage.view;

import java.time.Instant;
import java.util.Optional;

/**
 * How a node's moves are held back.
 *
 * @param pause empty while documents move
 * @param bytesPerSecond the most bytes a second that may move, as it is set
 * @param share the part of that which the busiest core, or all processors together, leave, 0.05 to 1
 */
public record MovesView(Optional<Pause> pause, long bytesPerSecond, double share) {

    public record Pause(Instant since, String by) {}
}
