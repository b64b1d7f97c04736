package io.lumadb.query.execution.write;

import io.lumadb.document.Value;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import java.util.ArrayList;
import java.util.List;

/** Counts what a writing statement has done. Owned by the statement's thread. */
final class WriteTally {

    private long affected;
    private long matched;
    private long modified;
    private final List<Value> insertedIds = new ArrayList<>();
    private final List<Value> upsertedIds = new ArrayList<>();

    void matched(long count) {
        matched += count;
    }

    void modified() {
        modified++;
        affected++;
    }

    void deleted() {
        affected++;
    }

    void inserted(Value id) {
        insertedIds.add(id);
        affected++;
    }

    void upserted(Value id) {
        upsertedIds.add(id);
        affected++;
    }

    long affected() {
        return affected;
    }

    long matched() {
        return matched;
    }

    WriteCounts counts() {
        return new WriteCounts(affected, matched, modified, insertedIds, upsertedIds);
    }
}
