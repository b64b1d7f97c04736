package io.lumadb.storage.view;

import java.util.List;

/** A core loop. {@code busy}: share of the last second it worked, 0 to 1. {@code queue}: messages waiting. */
public record CoreView(int core, double busy, int queue, List<Integer> shards) {
    public CoreView {
        shards = List.copyOf(shards);
    }
}
