package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.Quantifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The values of a subquery's column, and how an operand compares with them (SQL:2016 part 2, 8.9): ANY is true when one
 * comparison is, false when all are false, otherwise unknown; ALL is false when one comparison is, true when all are true,
 * otherwise unknown. Comparing with null or with a value of another kind is unknown.
 */
final class Members implements Answer {

    private static final int ENTRY_BYTES = 64;

    private final ComparisonOperator operator;
    private final Quantifier quantifier;
    private final Set<ValueKey> values = new HashSet<>();
    private final Map<Integer, Extremes> extremes = new HashMap<>();
    private boolean empty = true;
    private boolean hasNull;

    Members(ComparisonOperator operator, Quantifier quantifier) {
        this.operator = operator;
        this.quantifier = quantifier;
    }

    /** The least and the greatest value of one kind. */
    private static final class Extremes {
        private Value least;
        private Value greatest;

        Extremes(Value first) {
            least = first;
            greatest = first;
        }

        void add(Value value) {
            if (ValueOrder.INSTANCE.compare(value, least) < 0) {
                least = value;
            } else if (ValueOrder.INSTANCE.compare(value, greatest) > 0) {
                greatest = value;
            }
        }
    }

    /** Adds a value; gives how many bytes more are held. */
    long add(Value value) {
        empty = false;
        if (value.isNull()) {
            hasNull = true;
            return 0;
        }
        Extremes known = extremes.get(ValueOrder.rank(value));
        if (known == null) {
            extremes.put(ValueOrder.rank(value), new Extremes(value));
        } else {
            known.add(value);
        }
        return needsValues() && values.add(new ValueKey(value)) ? ENTRY_BYTES + ValueSize.of(value) : 0;
    }

    /** Order comparisons are decided by the extremes alone. */
    private boolean needsValues() {
        return switch (operator) {
            case EQUAL -> quantifier == Quantifier.ANY;
            case NOT_EQUAL -> quantifier == Quantifier.ALL;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
        };
    }

    @Override
    public Value to(Value operand) {
        boolean decided = quantifier == Quantifier.ANY;
        if (empty) {
            return Value.of(!decided);
        }
        if (operand.isNull()) {
            return Value.NULL;
        }
        Extremes alike = extremes.get(ValueOrder.rank(operand));
        if (alike != null && isDecided(operand, alike)) {
            return Value.of(decided);
        }
        boolean allAlike = !hasNull && extremes.size() == 1 && alike != null;
        return allAlike ? Value.of(!decided) : Value.NULL;
    }

    /** Whether one comparison says so: a true one for ANY, a false one for ALL. */
    private boolean isDecided(Value operand, Extremes alike) {
        int toLeast = ValueOrder.INSTANCE.compare(operand, alike.least);
        int toGreatest = ValueOrder.INSTANCE.compare(operand, alike.greatest);
        return switch (quantifier) {
            case ANY ->
                switch (operator) {
                    case EQUAL -> values.contains(new ValueKey(operand));
                    case NOT_EQUAL -> toLeast != 0 || toGreatest != 0;
                    case LESS -> toGreatest < 0;
                    case LESS_OR_EQUAL -> toGreatest <= 0;
                    case GREATER -> toLeast > 0;
                    case GREATER_OR_EQUAL -> toLeast >= 0;
                };
            case ALL ->
                switch (operator) {
                    case EQUAL -> toLeast != 0 || toGreatest != 0;
                    case NOT_EQUAL -> values.contains(new ValueKey(operand));
                    case LESS -> toLeast >= 0;
                    case LESS_OR_EQUAL -> toLeast > 0;
                    case GREATER -> toGreatest <= 0;
                    case GREATER_OR_EQUAL -> toGreatest < 0;
                };
        };
    }
}
