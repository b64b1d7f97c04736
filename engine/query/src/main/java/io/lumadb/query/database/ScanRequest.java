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
         * @param among values of the field behind those, any of which it may have; empty where that is not said. Different
         *     ones, and no bounds beside them
         * @param low lower bound of the field behind those, if any
         * @param high upper bound of the field behind those, if any
         * @param indexOnly no more is wanted of each document than its {@code _id} and what stands at the indexed paths or
         *     below: documents of which the index knows that need not be read, and come as
         *     {@link io.lumadb.document.StoredDocument#isFromIndex}
         */
        record ByIndex(
                String index,
                List<Value> equal,
                List<Value> among,
                Optional<Bound> low,
                Optional<Bound> high,
                boolean descending,
                boolean indexOnly)
                implements Access {
            public ByIndex {
                equal = List.copyOf(equal);
                among = List.copyOf(among);
            }

            /** A way to whole documents by one range. */
            public ByIndex(
                    String index, List<Value> equal, Optional<Bound> low, Optional<Bound> high, boolean descending) {
                this(index, equal, List.of(), low, high, descending, false);
            }

            /** A way to whole documents by a range for each of several values. */
            public static ByIndex among(String index, List<Value> equal, List<Value> among) {
                return new ByIndex(index, equal, among, Optional.empty(), Optional.empty(), false, false);
            }

            /** The same entries, without the documents that they lead to. */
            public ByIndex alone() {
                return new ByIndex(index, equal, among, low, high, descending, true);
            }

            /** The same documents in the other order. */
            public ByIndex backwards() {
                return new ByIndex(index, equal, among, low, high, !descending, indexOnly);
            }

            /** How many parts of the index are read. */
            public int ranges() {
                return Math.max(1, among.size());
            }

            /** How many leading fields of the index are narrowed. */
            public int fieldsUsed() {
                return equal.size() + (!among.isEmpty() || low.isPresent() || high.isPresent() ? 1 : 0);
            }

            /** Whether documents are left out: otherwise only the order is different from reading everything. */
            public boolean isNarrowed() {
                return fieldsUsed() > 0;
            }
        }
    }

    public record Bound(Value value, boolean inclusive) {}

    /** A condition: the value of a top-level field, or an element of it, is of the bounds' kind and within them. */
    public record Within(String field, Optional<Bound> low, Optional<Bound> high) {}
}
