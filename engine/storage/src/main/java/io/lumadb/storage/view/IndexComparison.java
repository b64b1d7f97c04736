package io.lumadb.storage.view;

import io.lumadb.document.Value;
import java.util.List;

/**
 * An index held against the documents it is of, on one shard at one moment.
 *
 * @param entries that the index has
 * @param missing entries that documents should have and the index has not
 * @param extra entries that the index has and no document should have
 * @param examples of both, of each as many as were asked for
 */
public record IndexComparison(long documents, long entries, long missing, long extra, List<Difference> examples) {

    public IndexComparison {
        examples = List.copyOf(examples);
    }

    /** Whether an entry is {@link #MISSING} or {@link #EXTRA}. */
    public enum Problem {
        MISSING,
        EXTRA
    }

    /** {@code id}: of the document that the entry should lead to, or does. */
    public record Difference(Problem problem, Value id, String detail) {}
}
