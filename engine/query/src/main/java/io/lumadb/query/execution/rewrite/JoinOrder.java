package io.lumadb.query.execution.rewrite;

import io.lumadb.query.execution.plan.PlanLayout;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.JoinType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses in which order inner joins are carried out: of all orders the one with the fewest rows on the way (dynamic
 * programming over the sets of inputs, Moerkotte and Neumann, VLDB 2006), from some number of inputs on the one that joins
 * what gives the fewest rows next. The smaller input of a join stands on its right, where a hash table is made of it. Outer
 * joins stay where they are.
 */
final class JoinOrder {

    private static final int MOST_SEARCHED = 8;

    private final Estimates estimates;

    JoinOrder(Estimates estimates) {
        this.estimates = estimates;
    }

    PlanNode apply(PlanNode node) {
        if (!(node instanceof PlanNode.Join join)) {
            return PlanMapping.inputs(node, this::apply);
        }
        return isInner(join) ? ordered(join) : smallerRight(outer(join));
    }

    private static boolean isInner(PlanNode.Join join) {
        return join.type() == JoinType.INNER || join.type() == JoinType.CROSS;
    }

    private PlanNode.Join outer(PlanNode.Join join) {
        return new PlanNode.Join(join.type(), apply(join.left()), apply(join.right()), join.keys(), join.condition());
    }

    /** An outer join keeps the rows of the same inputs when its sides are exchanged. */
    private PlanNode smallerRight(PlanNode.Join join) {
        return estimates.rows(join.right()) <= estimates.rows(join.left()) ? join : join.mirrored();
    }

    /** Inputs of inner joins that follow each other, and all of their conditions. */
    private PlanNode ordered(PlanNode.Join join) {
        List<PlanNode> inputs = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        collect(join, inputs, conditions);
        Search search = new Search(inputs, conditions);
        PlanNode joined = (inputs.size() <= MOST_SEARCHED ? search.best() : search.greedy()).plan();
        return Conditions.filter(joined, search.ofNoJoin());
    }

    private void collect(PlanNode node, List<PlanNode> inputs, List<Expression> conditions) {
        if (node instanceof PlanNode.Join join && isInner(join)) {
            collect(join.left(), inputs, conditions);
            collect(join.right(), inputs, conditions);
            conditions.addAll(Conditions.conjuncts(join.condition()));
        } else {
            inputs.add(apply(node));
        }
    }

    /** A plan for some of the inputs. {@code cost}: the rows that all of its joins give and keep. */
    private record Candidate(BitSet inputs, PlanNode plan, double rows, double cost) {}

    private final class Search {
        private final List<PlanNode> inputs;
        private final List<Expression> conditions;
        private final List<BitSet> reads = new ArrayList<>();

        Search(List<PlanNode> inputs, List<Expression> conditions) {
            this.inputs = inputs;
            this.conditions = conditions;
            List<Set<String>> sources = inputs.stream().map(PlanLayout::sources).toList();
            for (Expression condition : conditions) {
                BitSet read = new BitSet();
                Set<String> roots = Conditions.roots(condition);
                for (int i = 0; i < inputs.size(); i++) {
                    if (roots.stream().anyMatch(sources.get(i)::contains)) {
                        read.set(i);
                    }
                }
                reads.add(read);
            }
        }

        /** Conditions that no two inputs share: they are asked of the rows of all. */
        List<Expression> ofNoJoin() {
            List<Expression> apart = new ArrayList<>();
            for (int i = 0; i < conditions.size(); i++) {
                if (reads.get(i).cardinality() < 2) {
                    apart.add(conditions.get(i));
                }
            }
            return apart;
        }

        private Candidate single(int input) {
            BitSet only = new BitSet();
            only.set(input);
            return new Candidate(only, inputs.get(input), estimates.rows(inputs.get(input)), 0);
        }

        Candidate best() {
            int all = (1 << inputs.size()) - 1;
            Map<Integer, Candidate> best = new HashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                best.put(1 << i, single(i));
            }
            for (int set = 1; set <= all; set++) {
                if (Integer.bitCount(set) > 1) {
                    best.put(set, best(set, best));
                }
            }
            Candidate found = best.get(all);
            if (found == null) {
                throw new IllegalStateException("no order of " + inputs.size() + " inputs");
            }
            return found;
        }

        private Candidate best(int set, Map<Integer, Candidate> known) {
            Candidate best = null;
            // Every pair of parts once: the lowest input stands in the first one.
            for (int part = (set - 1) & set; part > 0; part = (part - 1) & set) {
                Candidate one = known.get(part);
                Candidate other = known.get(set & ~part);
                if ((part & Integer.lowestOneBit(set)) != 0 && one != null && other != null) {
                    best = better(best, join(one, other));
                }
            }
            if (best == null) {
                throw new IllegalStateException("no way to join " + set);
            }
            return best;
        }

        private static Candidate better(@Nullable Candidate known, Candidate other) {
            return known == null || other.cost() < known.cost() ? other : known;
        }

        Candidate greedy() {
            List<Candidate> parts = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                parts.add(single(i));
            }
            while (parts.size() > 1) {
                Candidate next = null;
                Candidate left = parts.getFirst();
                Candidate right = parts.getLast();
                for (int i = 0; i < parts.size(); i++) {
                    for (int j = i + 1; j < parts.size(); j++) {
                        Candidate joined = join(parts.get(i), parts.get(j));
                        if (next == null || joined.rows() < next.rows()) {
                            next = joined;
                            left = parts.get(i);
                            right = parts.get(j);
                        }
                    }
                }
                parts.remove(left);
                parts.remove(right);
                parts.add(next == null ? join(left, right) : next);
            }
            return parts.getFirst();
        }

        private Candidate join(Candidate one, Candidate other) {
            boolean asGiven = one.rows() >= other.rows();
            Candidate left = asGiven ? one : other;
            Candidate right = asGiven ? other : one;
            BitSet both = new BitSet();
            both.or(left.inputs());
            both.or(right.inputs());
            List<Expression> on = between(left.inputs(), right.inputs(), both);
            Optional<Expression> condition = Conditions.all(on);
            JoinType type = on.isEmpty() ? JoinType.CROSS : JoinType.INNER;
            PlanNode plan = new PlanNode.Join(type, left.plan(), right.plan(), List.of(), condition);
            double rows = left.rows()
                    * right.rows()
                    * condition.map(it -> estimates.selectivity(it, plan)).orElse(1.0);
            return new Candidate(both, plan, rows, left.cost() + right.cost() + rows + right.rows());
        }

        /** The conditions that can be asked as soon as both are joined, and not before. */
        private List<Expression> between(BitSet left, BitSet right, BitSet both) {
            List<Expression> on = new ArrayList<>();
            for (int i = 0; i < conditions.size(); i++) {
                BitSet read = reads.get(i);
                if (isWithin(read, both) && !isWithin(read, left) && !isWithin(read, right)) {
                    on.add(conditions.get(i));
                }
            }
            return on;
        }

        private static boolean isWithin(BitSet some, BitSet all) {
            BitSet outside = (BitSet) some.clone();
            outside.andNot(all);
            return outside.isEmpty();
        }
    }
}
