package io.lumadb.client.model;

import io.lumadb.document.Value;
import java.util.List;

/**
 * {@code POST /api/v1/collections/{c}/indexes/{i}/verify}: an index held against the documents.
 *
 * @param sound nothing is missing, nothing too many
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

    /** {@code problem}: {@code missing} or {@code extra}; {@code id}: of the document that the entry is of. */
    public record Difference(String problem, Value id, String detail) {}
}
