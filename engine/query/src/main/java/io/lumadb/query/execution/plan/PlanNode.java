package io.lumadb.query.execution.plan;

import io.lumadb.document.FieldPath;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.ScanRequest.Within;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.JoinType;
import io.lumadb.query.statement.Statement.SetOperator;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A step of a plan. Expressions in it have their names resolved: a path starts in the rows' own fields, or with the name
 * of one of the sources that a join has put together. Subqueries stand in them as calls.
 */
public sealed interface PlanNode {

    /** One empty row: SELECT without FROM. */
    record OneRow() implements PlanNode {}

    /**
     * Documents of a collection.
     *
     * @param countsAsAccess the documents read become warmer
     * @param wanted what the condition above says of single fields: others need not be read
     * @param fields the paths that are read of the documents, beside {@code _id} and the revision; absent for whole
     *     documents
     */
    record Scan(
            String collection,
            Access access,
            boolean countsAsAccess,
            List<Within> wanted,
            Optional<Set<FieldPath>> fields)
            implements PlanNode {
        public Scan {
            wanted = List.copyOf(wanted);
            fields = fields.map(paths -> Collections.unmodifiableSet(new LinkedHashSet<>(paths)));
        }

        /** A scan of whole documents. */
        public Scan(String collection, Access access, boolean countsAsAccess, List<Within> wanted) {
            this(collection, access, countsAsAccess, wanted, Optional.empty());
        }

        /** A scan that leaves nothing out but what the access does. */
        public Scan(String collection, Access access, boolean countsAsAccess) {
            this(collection, access, countsAsAccess, List.of());
        }
    }

    record Filter(PlanNode input, Expression condition) implements PlanNode {}

    /** The rows as they are, as the source of that name. */
    record Named(PlanNode input, String name) implements PlanNode {}

    /**
     * Two inputs put together.
     *
     * @param keys expressions that have to be equal; the condition holds beside them
     * @param condition absent where the keys say all, or where any two rows are partners
     */
    record Join(JoinType type, PlanNode left, PlanNode right, List<KeyPair> keys, Optional<Expression> condition)
            implements PlanNode {
        public Join {
            keys = List.copyOf(keys);
        }

        /** The same partners with the sides exchanged. */
        public Join mirrored() {
            JoinType other = switch (type) {
                case LEFT -> JoinType.RIGHT;
                case RIGHT -> JoinType.LEFT;
                case INNER, CROSS, FULL -> type;
            };
            PlanNode first = right;
            PlanNode second = left;
            List<KeyPair> pairs = keys.stream()
                    .map(key -> {
                        Expression one = key.right();
                        return new KeyPair(one, key.left());
                    })
                    .toList();
            return new Join(other, first, second, pairs, condition);
        }
    }

    /**
     * A join of few left rows, for each of which its partners are looked up; with many of them an ordinary join.
     *
     * @param join inner or keeping the left rows, with keys
     * @param partners gives the right rows for which the first key's right side equals the parameter {@link #KEY}. What
     *     stands here has no access chosen yet: the key says which
     */
    record Lookup(Join join, PlanNode partners) implements PlanNode {

        /** What a left row's first key is called in the plan of its partners. */
        public static final Expression.Parameter KEY = new Expression.Parameter("key");
    }

    /**
     * A join whose sides come in the ascending order of the first key.
     *
     * @param join inner or keeping the left rows, its inputs sorted
     */
    record Merge(Join join) implements PlanNode {}

    /**
     * The left rows for which a subquery's rows say so, as they are: IN and EXISTS as conditions.
     *
     * @param right the subquery's rows, for all left rows
     * @param keys what has to be equal for a right row to count for a left one
     * @param member what IN compares; absent for EXISTS
     * @param negated NOT IN, which has to be certain, or NOT EXISTS
     */
    record Semi(PlanNode left, PlanNode right, List<KeyPair> keys, Optional<KeyPair> member, boolean negated)
            implements PlanNode {
        public Semi {
            keys = List.copyOf(keys);
        }
    }

    /** An expression over the left rows and one over the right rows that have to be equal. */
    record KeyPair(Expression left, Expression right) {}

    /**
     * Each row once for every element of an array, the element being the source of that name.
     *
     * @param position the source that the element's place is, from 0, where it is wanted
     * @param keepsEmpty a row whose array has no element for which the condition holds is given once, without element
     */
    record Unnest(
            PlanNode input,
            Expression array,
            String name,
            Optional<String> position,
            boolean keepsEmpty,
            Optional<Expression> condition)
            implements PlanNode {

        /** The same step over another input and another array. */
        public Unnest with(PlanNode otherInput, Expression otherArray, Optional<Expression> otherCondition) {
            return new Unnest(otherInput, otherArray, name, position, keepsEmpty, otherCondition);
        }
    }

    record Group(PlanNode input, List<Expression> keys, List<Expression.Aggregate> aggregates, GroupStage stage)
            implements PlanNode {
        public Group {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        /** Where each key and aggregate stands in the groups. */
        public Map<Expression, Integer> slots() {
            Map<Expression, Integer> slots = new LinkedHashMap<>();
            keys.forEach(key -> slots.putIfAbsent(key, keys.indexOf(key)));
            int slot = keys.size();
            for (Expression.Aggregate aggregate : aggregates) {
                slots.put(aggregate, slot);
                slot++;
            }
            return slots;
        }
    }

    /** What is done of a grouping at a place. */
    enum GroupStage {
        /** Beside a shard: rows in, partial groups out. */
        PARTIAL,
        /** At the coordinator: partial groups in, groups out. */
        FINAL,
        /** At the coordinator: rows in, groups out. */
        WHOLE
    }

    /** The rows with the values of window functions that look at the same rows in the same order. */
    record Window(
            PlanNode input, List<Expression> partitionBy, List<SortKey> orderBy, List<Expression.Window> functions)
            implements PlanNode {
        public Window {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
            functions = List.copyOf(functions);
        }
    }

    record Project(PlanNode input, List<Output> items) implements PlanNode {
        public Project {
            items = List.copyOf(items);
        }
    }

    /** {@code columns}: what tells rows apart, a missing field being null; without them the whole rows do. */
    record Distinct(PlanNode input, Optional<List<String>> columns) implements PlanNode {}

    /**
     * The rows of two inputs as SQL's set operators have it.
     *
     * @param all keep duplicates
     * @param columns what tells rows apart, as in {@link Distinct}
     */
    record SetOperation(
            SetOperator operator, boolean all, PlanNode left, PlanNode right, Optional<List<String>> columns)
            implements PlanNode {}

    /**
     * The rows in order.
     *
     * @param first only so many are wanted
     * @param presorted the rows come from an index that has them in the order of so many leading keys, but for arrays,
     *     which it has at one of their elements' places
     */
    record Sort(PlanNode input, List<SortKey> keys, OptionalLong first, int presorted) implements PlanNode {
        public Sort {
            keys = List.copyOf(keys);
        }

        /** Of rows that come in any order. */
        public Sort(PlanNode input, List<SortKey> keys, OptionalLong first) {
            this(input, keys, first, 0);
        }
    }

    record Limit(PlanNode input, long offset, OptionalLong count) implements PlanNode {}

    /** A common table, run once for all the places that read it. The same name means the same table. */
    record Shared(String name, PlanNode input) implements PlanNode {}

    /** Below it conditions follow other rules than above. */
    record Ruled(PlanNode input, MatchingRules rules) implements PlanNode {}

    /** Below it is done beside each shard; the rows come in any order. */
    record Gather(PlanNode input) implements PlanNode {}

    /** Below it is done beside each shard, which sorts; the rows come in that order. */
    record MergeSorted(PlanNode input, List<SortKey> keys) implements PlanNode {}

    /** The nodes that this one draws from. */
    default List<PlanNode> inputs() {
        return switch (this) {
            case OneRow _, Scan _ -> List.of();
            case Filter filter -> List.of(filter.input());
            case Named named -> List.of(named.input());
            case Join join -> List.of(join.left(), join.right());
            case Lookup lookup -> lookup.join().inputs();
            case Merge merge -> merge.join().inputs();
            case Semi semi -> List.of(semi.left(), semi.right());
            case Unnest unnest -> List.of(unnest.input());
            case Group group -> List.of(group.input());
            case Window window -> List.of(window.input());
            case Project project -> List.of(project.input());
            case Distinct distinct -> List.of(distinct.input());
            case SetOperation operation -> List.of(operation.left(), operation.right());
            case Sort sort -> List.of(sort.input());
            case Limit limit -> List.of(limit.input());
            case Shared shared -> List.of(shared.input());
            case Ruled ruled -> List.of(ruled.input());
            case Gather gather -> List.of(gather.input());
            case MergeSorted merge -> List.of(merge.input());
        };
    }

    /** Whether documents of a collection are read here or below. */
    default boolean reads(String collection) {
        return this instanceof Scan scan && scan.collection().equals(collection)
                || inputs().stream().anyMatch(input -> input.reads(collection));
    }
}
