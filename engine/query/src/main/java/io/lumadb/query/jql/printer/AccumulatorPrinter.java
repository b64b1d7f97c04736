package io.lumadb.query.jql.printer;

import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the aggregates of one {@code $group}. Where all that care for the order of documents want the same one, a
 * {@code $sort} before the group says it.
 */
final class AccumulatorPrinter {

    private final List<SortKey> order;

    AccumulatorPrinter(List<Expression.Aggregate> aggregates) {
        List<List<SortKey>> orders = aggregates.stream()
                .filter(AccumulatorPrinter::caresForOrder)
                .map(Expression.Aggregate::orderBy)
                .distinct()
                .toList();
        boolean sortable = orders.size() == 1
                && orders.getFirst().stream()
                        .allMatch(key -> key.expression() instanceof Expression.Field
                                && key.nullsFirst().isEmpty());
        this.order = sortable ? orders.getFirst() : List.of();
    }

    private static boolean caresForOrder(Expression.Aggregate aggregate) {
        return switch (aggregate.function()) {
            case FIRST, LAST -> true;
            case ARRAY_AGG -> !aggregate.distinct();
            case COUNT, SUM, AVG, MIN, MAX, STDDEV, VARIANCE, STRING_AGG, MEDIAN, PERCENTILE -> false;
        };
    }

    /** The order of the documents before they are grouped. */
    Optional<Value> order() {
        return order.isEmpty() ? Optional.empty() : Optional.of(CommandPrinter.sort(order));
    }

    Value print(Expression.Aggregate aggregate) {
        if (aggregate.filter().isPresent()) {
            throw no(aggregate.function() + " with FILTER", "an accumulator takes every document of its group");
        }
        boolean ownOrder =
                !aggregate.orderBy().isEmpty() && !aggregate.orderBy().equals(order);
        String operator = switch (aggregate.function()) {
            case COUNT -> "$count";
            case SUM -> "$sum";
            case AVG -> "$avg";
            case MIN -> "$min";
            case MAX -> "$max";
            case STDDEV -> "$stdDevSamp";
            case FIRST -> ownOrder ? "$top" : "$first";
            case LAST -> ownOrder ? "$bottom" : "$last";
            case ARRAY_AGG -> aggregate.distinct() ? "$addToSet" : "$push";
            case VARIANCE -> throw no("VARIANCE", "there is $stdDevSamp only");
            case STRING_AGG -> throw no("STRING_AGG", "$push gathers values in an array");
            case MEDIAN, PERCENTILE ->
                throw no(aggregate.function().name(), "$percentile gives one of the values, not one between them");
        };
        if (aggregate.operand().isEmpty()) {
            return Fields.object("$sum", Value.of(1L));
        }
        Value operand = OperatorPrinter.print(aggregate.operand().get());
        return switch (aggregate.function()) {
            case FIRST, LAST ->
                Fields.object(
                        operator,
                        ownOrder
                                ? Fields.of("sortBy", CommandPrinter.sort(aggregate.orderBy()), "output", operand)
                                : operand);
            case ARRAY_AGG -> array(aggregate, operator, operand, ownOrder);
            case COUNT, SUM, AVG, MIN, MAX, STDDEV, VARIANCE, STRING_AGG, MEDIAN, PERCENTILE ->
                Fields.object(operator, value(aggregate, operand));
        };
    }

    private static Value array(Expression.Aggregate aggregate, String operator, Value operand, boolean ownOrder) {
        if (ownOrder) {
            throw no(
                    "ARRAY_AGG with an order of its own",
                    aggregate.distinct() ? "$addToSet has no order" : "one $sort before $group orders all of them");
        }
        return Fields.object(operator, operand);
    }

    /** Some operands would be read as something else. */
    private static Value value(Expression.Aggregate aggregate, Value operand) {
        if (aggregate.distinct()) {
            return Fields.object("$distinct", operand);
        }
        boolean reserved = aggregate.function() == AggregateFunction.SUM && operand.equals(Value.of(1L))
                || operand.equals(new Value.Obj(Map.of()));
        return reserved ? Fields.object("$literal", operand) : operand;
    }

    private static QueryError no(String construct, String reason) {
        return QueryError.untranslatable(Language.JQL, construct, reason);
    }
}
