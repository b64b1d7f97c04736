package io.lumadb.query.lql;

import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads intervals, which have no value of their own: with a time they are DATE_ADD or DATE_SUB by another spelling. */
final class Intervals {

    private final String text;

    Intervals(String text) {
        this.text = text;
    }

    /** The interval that a term is nothing but. */
    static LqlParser.@Nullable IntervalContext of(LqlParser.ProductContext context) {
        return context.signed().size() == 1 && context.signed(0).getChildCount() == 1
                ? context.signed(0).primary().interval()
                : null;
    }

    /** The operator before a term. */
    static ArithmeticOperator operator(LqlParser.SumContext context, int term) {
        return switch (context.sumOperator(term - 1).getStart().getType()) {
            case LqlLexer.PLUS -> ArithmeticOperator.ADD;
            case LqlLexer.MINUS -> ArithmeticOperator.SUBTRACT;
            default -> ArithmeticOperator.CONCATENATE;
        };
    }

    /** How many intervals stand before the first term that is none; that must be there, and added to them. */
    int before(LqlParser.SumContext context) {
        int count = 0;
        while (count < context.product().size() && of(context.product(count)) != null) {
            count++;
        }
        boolean added =
                count < context.product().size() && (count == 0 || operator(context, count) == ArithmeticOperator.ADD);
        if (!added) {
            throw misplaced(Objects.requireNonNull(of(context.product(0))));
        }
        return count;
    }

    /** A time that stands behind so many intervals. */
    Expression addedTo(Expression time, LqlParser.SumContext context, int count) {
        Expression shifted = time;
        for (int i = 0; i < count; i++) {
            ArithmeticOperator operator = i == 0 ? ArithmeticOperator.ADD : operator(context, i);
            shifted = shifted(shifted, operator, Objects.requireNonNull(of(context.product(i))));
        }
        return shifted;
    }

    Expression shifted(Expression time, ArithmeticOperator operator, LqlParser.IntervalContext interval) {
        if (operator == ArithmeticOperator.CONCATENATE) {
            throw misplaced(interval);
        }
        return new Expression.Call(
                operator == ArithmeticOperator.ADD ? "DATE_ADD" : "DATE_SUB",
                List.of(time, amount(interval), unit(interval)));
    }

    Expression distance(LqlParser.IntervalContext interval) {
        return new Expression.Call(Expression.INTERVAL, List.of(amount(interval), unit(interval)));
    }

    QueryError misplaced(LqlParser.IntervalContext interval) {
        return QueryError.syntax(
                "an interval has no value of its own",
                Positions.of(text, interval),
                "add it to a time or take it from one: NOW() - INTERVAL '3' day");
    }

    private Expression amount(LqlParser.IntervalContext interval) {
        String amount = Literals.unquoted(interval.STRING().getText()).strip();
        if (!amount.matches("-?[0-9]{1,18}")) {
            throw QueryError.syntax(
                    "'" + amount + "' is not a whole number of units",
                    Positions.of(text, interval.STRING().getSymbol()),
                    "write it as INTERVAL '3' day");
        }
        return new Expression.Literal(Value.of(Long.parseLong(amount)));
    }

    private static Expression unit(LqlParser.IntervalContext interval) {
        String unit = Identifiers.unquoted(interval.identifier().getText());
        return new Expression.Literal(Value.of(unit.toLowerCase(Locale.ROOT)));
    }
}
