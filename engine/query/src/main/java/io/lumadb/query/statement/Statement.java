package io.lumadb.query.statement;

import io.lumadb.document.FieldPath;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import java.util.List;
import java.util.Optional;

/** One thing a user can ask for. Immutable; two statements that say the same are equal. */
public sealed interface Statement {

    /** A statement that gives rows, and may stand where a table or a subquery does. */
    sealed interface Query extends Statement {}

    /**
     * Reads documents, optionally grouped. Without {@code from} it computes one row.
     *
     * @param items what a result document holds, in order; never empty
     * @param groupBy with aggregates in the items and no keys here, the whole input is one group
     * @param limit a literal or a parameter
     */
    record Select(
            MatchingRules rules,
            boolean distinct,
            List<SelectItem> items,
            Optional<Source> from,
            Optional<Expression> where,
            List<Expression> groupBy,
            Optional<Expression> having,
            List<SortKey> orderBy,
            Optional<Expression> limit,
            Optional<Expression> offset)
            implements Query {

        public Select {
            items = List.copyOf(items);
            groupBy = List.copyOf(groupBy);
            orderBy = List.copyOf(orderBy);
        }

        /** Every whole document of a collection. */
        public static Select all(MatchingRules rules, String collection) {
            return new Select(
                    rules,
                    false,
                    List.of(new SelectItem.AllFields(List.of())),
                    Optional.of(new Source.Collection(collection, Optional.empty())),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * The rows of two queries put together. Columns are matched by position where both have a list of them, otherwise
     * whole documents are compared. {@code orderBy}, {@code limit} and {@code offset} belong to the whole.
     *
     * @param all keep duplicates, as often as SQL's ALL does
     */
    record SetOperation(
            SetOperator operator,
            boolean all,
            Query left,
            Query right,
            List<SortKey> orderBy,
            Optional<Expression> limit,
            Optional<Expression> offset)
            implements Query {
        public SetOperation {
            orderBy = List.copyOf(orderBy);
        }
    }

    enum SetOperator {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** Names queries for {@code body} and for those behind them in the list. */
    record With(List<CommonTable> tables, Query body) implements Query {
        public With {
            tables = List.copyOf(tables);
        }
    }

    /** {@code columns}: new names for the query's columns, by position; empty keeps them. */
    record CommonTable(String name, List<String> columns, Query query) {
        public CommonTable {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Stores new documents.
     *
     * @param documents each gives an object
     * @param upsert a document whose {@code _id} exists replaces it; otherwise it is DUPLICATE_KEY
     * @param ordered stop at the first failure; otherwise go on past it
     */
    record Insert(
            String collection,
            List<Expression> documents,
            boolean upsert,
            boolean ordered,
            Optional<Returning> returning)
            implements Statement {
        public Insert {
            documents = List.copyOf(documents);
        }

        /** An insert that gives no rows back. */
        public Insert(String collection, List<Expression> documents, boolean upsert, boolean ordered) {
            this(collection, documents, upsert, ordered, Optional.empty());
        }
    }

    /**
     * Stores a query's rows as new documents.
     *
     * @param fields the fields that the query's columns go to, by position; empty stores each row as it is
     */
    record InsertQuery(
            String collection, List<String> fields, Query query, boolean upsert, Optional<Returning> returning)
            implements Statement {
        public InsertQuery {
            fields = List.copyOf(fields);
        }
    }

    /** What a write gives back of each document it touched. */
    record Returning(List<SelectItem> items, Image image) {
        public Returning {
            items = List.copyOf(items);
        }
    }

    /** Which state of a changed document is meant. */
    enum Image {
        BEFORE,
        AFTER
    }

    /**
     * Changes the documents that match.
     *
     * @param upsert with no match, insert one made from the condition's equalities and the changes
     * @param limit at most so many documents, the first in {@code orderBy}
     * @param arrayFilters what the positional steps in the changes' paths mean; JQL's only
     */
    record Update(
            MatchingRules rules,
            String collection,
            List<Change> changes,
            Optional<Expression> where,
            boolean upsert,
            List<SortKey> orderBy,
            Optional<Expression> limit,
            List<ArrayFilter> arrayFilters,
            Optional<Returning> returning)
            implements Statement {
        public Update {
            changes = List.copyOf(changes);
            orderBy = List.copyOf(orderBy);
            arrayFilters = List.copyOf(arrayFilters);
        }

        /** An update of which no path has a positional step. */
        public Update(
                MatchingRules rules,
                String collection,
                List<Change> changes,
                Optional<Expression> where,
                boolean upsert,
                List<SortKey> orderBy,
                Optional<Expression> limit,
                Optional<Returning> returning) {
            this(rules, collection, changes, where, upsert, orderBy, limit, List.of(), returning);
        }

        /** An update that gives no rows back. */
        public Update(
                MatchingRules rules,
                String collection,
                List<Change> changes,
                Optional<Expression> where,
                boolean upsert,
                List<SortKey> orderBy,
                Optional<Expression> limit) {
            this(rules, collection, changes, where, upsert, orderBy, limit, Optional.empty());
        }
    }

    /** The elements that the positional step {@code $[name]} of a path means. The condition's paths start at the element. */
    record ArrayFilter(String name, Expression condition) {}

    /** Deletes the documents that match; all of them without a condition. */
    record Delete(
            MatchingRules rules,
            String collection,
            Optional<Expression> where,
            List<SortKey> orderBy,
            Optional<Expression> limit,
            Optional<Returning> returning)
            implements Statement {
        public Delete {
            orderBy = List.copyOf(orderBy);
        }

        /** A delete that gives no rows back. */
        public Delete(
                MatchingRules rules,
                String collection,
                Optional<Expression> where,
                List<SortKey> orderBy,
                Optional<Expression> limit) {
            this(rules, collection, where, orderBy, limit, Optional.empty());
        }
    }

    record CreateCollection(String name, boolean ifNotExists, Optional<CollectionSchema> schema) implements Statement {}

    record DropCollection(String name, boolean ifExists) implements Statement {}

    /** Replaces the declared schema; empty removes it. */
    record SetSchema(String collection, Optional<CollectionSchema> schema) implements Statement {}

    record SetTiering(String collection, TieringPolicy policy) implements Statement {}

    /** The index's id is 0 here; the catalog gives it one. */
    record CreateIndex(String collection, IndexDefinition index) implements Statement {}

    record DropIndex(String name, String collection) implements Statement {}

    record ShowCollections() implements Statement {}

    record ShowIndexes(String collection) implements Statement {}

    record Describe(String collection) implements Statement {}

    record Explain(boolean analyze, Statement statement) implements Statement {}

    /** Where rows come from. */
    sealed interface Source {

        /** A collection, or a common table of that name where one is in sight. */
        record Collection(String name, Optional<String> alias) implements Source {}

        /** {@code columns}: new names for the query's columns, by position; empty keeps them. */
        record Derived(Query query, String alias, List<String> columns) implements Source {
            public Derived {
                columns = List.copyOf(columns);
            }
        }

        /**
         * One row an element of an array, which may depend on the sources to its left. {@code alias} is the element itself;
         * {@code position}, JQL's only, is its place from 0.
         */
        record Unnest(Expression array, String alias, Optional<String> position) implements Source {
            public Unnest(Expression array, String alias) {
                this(array, alias, Optional.empty());
            }
        }

        /** {@code condition} is absent for a cross join only. */
        record Join(JoinType type, Source left, Source right, Optional<Expression> condition) implements Source {}
    }

    enum JoinType {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        CROSS
    }

    /** One part of a result document. */
    sealed interface SelectItem {

        /** Every field but these. */
        record AllFields(List<FieldPath> except) implements SelectItem {
            public AllFields {
                except = List.copyOf(except);
            }
        }

        /** Every field of one source: {@code t.*}. */
        record SourceFields(String source) implements SelectItem {}

        /**
         * A computed field. Without an alias it is named after the path's last step, or after the expression's
         * canonical text. A missing value leaves the field out.
         */
        record Computed(Expression expression, Optional<String> alias) implements SelectItem {}

        /** A field kept at its place, enclosing objects included (JQL's inclusion of a dotted path). */
        record Kept(FieldPath path) implements SelectItem {}

        /**
         * A computed field put at its place in what the items before it have made: enclosing objects are made, and where
         * an array stands in the way each of its elements gets the field. A missing value removes what stands there.
         */
        record Placed(FieldPath path, Expression value) implements SelectItem {}

        /** The object that an expression gives is the whole result. Stands alone. */
        record Root(Expression document) implements SelectItem {}
    }

    /** {@code nullsFirst} unset: nulls are the smallest value. */
    record SortKey(Expression expression, boolean descending, Optional<Boolean> nullsFirst) {}

    /**
     * One step of an update, in written order. Values are computed from the document as it was before the first step. By
     * document rules a step {@code $}, {@code $[]} or {@code $[name]} in a path means elements of an array.
     */
    sealed interface Change {
        record SetField(FieldPath path, Expression value) implements Change {}

        record UnsetField(FieldPath path) implements Change {}

        /** Adds to a number; a missing field counts as 0. */
        record Increment(FieldPath path, Expression by) implements Change {}

        /** What JQL alone has words for. */
        sealed interface DocumentChange extends Change {

            /** JQL's word for it. */
            default String operator() {
                return switch (this) {
                    case SetOnInsert _ -> "$setOnInsert";
                    case Multiply _ -> "$mul";
                    case Bound bound -> bound.upper() ? "$min" : "$max";
                    case Rename _ -> "$rename";
                    case Push _ -> "$push";
                    case AddToSet _ -> "$addToSet";
                    case Pull _ -> "$pull";
                    case Pop _ -> "$pop";
                    case Replace _ -> "replace";
                    case Reshape _ -> "pipeline";
                };
            }
        }

        /** Sets a field of a document that the update inserts. */
        record SetOnInsert(FieldPath path, Expression value) implements DocumentChange {}

        /** Multiplies a number; a missing field becomes 0. */
        record Multiply(FieldPath path, Expression by) implements DocumentChange {}

        /** Sets a field where it is missing, above an upper bound or below a lower one, in the order across kinds. */
        record Bound(FieldPath path, Expression value, boolean upper) implements DocumentChange {}

        record Rename(FieldPath path, FieldPath to) implements DocumentChange {}

        /**
         * Adds elements to an array.
         *
         * @param position where: from the start, or with a negative number from the end; at the end without one
         * @param slice how many elements are left at last: the first ones, or with a negative number the last ones
         * @param sort the order that the elements are put in before; their paths start at the element
         */
        record Push(
                FieldPath path,
                List<Expression> values,
                Optional<Expression> position,
                Optional<Expression> slice,
                List<SortKey> sort)
                implements DocumentChange {
            public Push {
                values = List.copyOf(values);
                sort = List.copyOf(sort);
            }
        }

        /** Adds the elements that an array does not have yet. */
        record AddToSet(FieldPath path, List<Expression> values) implements DocumentChange {
            public AddToSet {
                values = List.copyOf(values);
            }
        }

        /** Removes the elements that fit; the condition's paths start at the element. */
        record Pull(FieldPath path, Expression condition) implements DocumentChange {}

        /** Removes an array's first or last element. */
        record Pop(FieldPath path, boolean first) implements DocumentChange {}

        /** Replaces everything but the key. Stands alone. */
        record Replace(Expression document) implements DocumentChange {}

        /** Makes the document anew out of what the steps before have made of it. Stands among its own kind only. */
        record Reshape(List<SelectItem> items) implements DocumentChange {
            public Reshape {
                items = List.copyOf(items);
            }
        }
    }
}
