package io.lumadb.cluster.view;

import io.lumadb.document.Value;
import java.util.List;

/**
 * {@code POST /api/v1/collections/{c}/indexes/{i}/verify}: an index held against the documents, in all shards.
 *
 * @param sound nothing is missing, nothing too many
 * @param documents of the collection
 * @param entries that the index has; those of a unique index count once more for the keys they reserve
 * @param missing entries that documents should have and the index has not
 * @param extra entries that the index has and no document should have
 */
public record IndexVerification(
        String collection,
        String index,
        boolean sound,
        long documents,
        long entries,
        long missing,
        long extra,
        List<Difference> examples) {

    public IndexVerification {
        examples = List.copyOf(examples);
    }

    /** {@code problem}: {@code missing} or {@code extra}; {@code id}: of the document that the entry is of. */
    public record Difference(String problem, Value id, String detail) {}
}
