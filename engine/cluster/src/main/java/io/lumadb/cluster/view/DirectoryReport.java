package io.lumadb.cluster.view;

import java.util.List;

/**
 * What {@code luma server --check} found in the data directory of a stopped node.
 *
 * @param sound whether there are no problems
 * @param notes what is in order, and worth knowing
 */
public record DirectoryReport(
        String directory,
        String node,
        int shards,
        boolean sound,
        List<Part> parts,
        List<String> notes,
        List<Problem> problems) {

    public DirectoryReport {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }

    /** Files that were read together: their place in the directory, and what they hold, in words. */
    public record Part(String name, String holds) {}

    /** {@code action}: what to do, in words. */
    public record Problem(String file, String what, String action) {}
}
