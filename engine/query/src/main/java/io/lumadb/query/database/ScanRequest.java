package io.lumadb.query.database;

import io.lumadb.document.Value;
import java.util.List;
import java.util.Optional;

/**
 * Which documents of one shard to read, and how.
 *
 * @param countsAsAccess whether the documents read become warmer; background work and administration do not count
 * @param wanted documents for which some of this does not hold may be left out; the reader still applies its whole
 *     condition
 */
public record ScanRequest(
        String collection,
        int shard,
        Consistency consistency,
        Access access,
        boolean countsAsAccess,
        List<Within> wanted) {

    public ScanRequest {
        wanted = List.copyOf(wanted);
    }

    /** A read that leaves nothing out. */
    public ScanRequest(String collection, int shard, Consistency consistency, Access access, boolean countsAsAccess) {
        this(collection, shard, consistency, access, countsAsAccess, List.of());
    }

    public enum Consistency {
        LINEARIZABLE,
        EVENTUAL
    }

    /** A way to the documents. */
    public sealed interface Access {

        /** Every document, in no particular order. */
        record Everything() implements Access {}

        /** The documents with these keys, those that exist. */
        record ByIds(List<Value> ids) implements Access {
            public ByIds {
                ids = List.copyOf(ids);
            }
        }

        /**
         * The documents an index has in a range, in index order, each at most once. A document that the index names is
         * returned as it is now: the reader still applies its whole condition.
         *
         * @param equal values of the index's leading fields
         * @param low lower bound of the field behind those, if any
         * @param high upper bound of the field behind those, if any
         * @param indexOnly no more is wanted of each document than its {@code _id} and what stands at the indexed paths or
         *     below: documents of which the index knows that need not be read, and come as
         *     {@link io.lumadb.document.StoredDocument#isFromIndex}
         */
        record ByIndex(
                String index,
                List<Value> equal,
                Optional<Bound> low,
                Optional<Bound> high,
                boolean descending,
                boolean indexOnly)
                implements Access {
            public ByIndex {
                equal = List.copyOf(equal);
            }

            /** A way to whole documents. */
            public ByIndex(
                    String index, List<Value> equal, Optional<Bound> low, Optional<Bound> high, boolean descending) {
                this(index, equal, low, high, descending, false);
            }

            /** The same entries, without the documents that they lead to. */
            public ByIndex alone() {
                return new ByIndex(index, equal, low, high, descending, true);
            }

            /** Whether documents are left out: otherwise only the order is different from reading everything. */
            public boolean isNarrowed() {
                return !equal.isEmpty() || low.isPresent() || high.isPresent();
            }
        }
    }

    public record Bound(Value value, boolean inclusive) {}

    /** A condition: the value of a top-level field, or an element of it, is of the bounds' kind and within them. */
    public record Within(String field, Optional<Bound> low, Optional<Bound> high) {}
}
