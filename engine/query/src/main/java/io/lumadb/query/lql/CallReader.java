package io.lumadb.query.lql;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expression.FrameBound;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads functions, aggregates and the windows behind them. */
final class CallReader {

    /** Functions that only a window gives a meaning. */
    private static final Set<String> RANKING =
            Set.of("ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE");

    private static final Set<AggregateFunction> WITH_ARGUMENT =
            EnumSet.of(AggregateFunction.STRING_AGG, AggregateFunction.PERCENTILE);

    private static final Set<AggregateFunction> ORDERED = EnumSet.of(
            AggregateFunction.FIRST, AggregateFunction.LAST, AggregateFunction.ARRAY_AGG, AggregateFunction.STRING_AGG);

    private final String text;
    private final ExpressionReader expressions;

    CallReader(String text, ExpressionReader expressions) {
        this.text = text;
        this.expressions = expressions;
    }

    /** {@code clause}: the clause, where it is one that looks at single documents. */
    Expression read(LqlParser.PrimaryContext context, Optional<String> clause) {
        LqlParser.@Nullable OverClauseContext over = context.overClause();
        if (clause.isPresent() && over != null) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "a window function cannot stand in " + clause.get(),
                    Positions.of(text, over),
                    "select it in a derived table, and put the condition on that");
        }
        if (clause.isPresent() && context.aggregate() != null) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "an aggregate cannot stand in " + clause.get() + ", which looks at one document",
                    Positions.of(text, context.aggregate()),
                    clause.get().equals("WHERE")
                            ? "conditions on groups stand in HAVING"
                            : "ask for it in a query of its own: (SELECT MAX(x) FROM c)");
        }
        Expression function =
                context.aggregate() != null ? aggregate(context.aggregate()) : call(context.call(), over != null);
        return over == null ? function : window(function, over);
    }

    private Expression call(LqlParser.CallContext context, boolean windowed) {
        String name = Identifiers.unquoted(context.functionName().getText()).toUpperCase(Locale.ROOT);
        if (RANKING.contains(name) != windowed) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    windowed ? name + " is not a window function" : name + " needs a window",
                    Positions.of(text, context.functionName()),
                    windowed
                            ? "aggregates and "
                                    + String.join(
                                            ", ", RANKING.stream().sorted().toList()) + " are"
                            : "write " + name + "(…) OVER (ORDER BY …)");
        }
        if (name.equals("ANY") || name.equals("SOME")) {
            throw QueryError.syntax(
                    name + " stands between a comparison and a query",
                    Positions.of(text, context.functionName()),
                    "write x IN (a, b) for values, and for patterns one condition each, or MATCHES 'one|other'");
        }
        return new Expression.Call(name, expressions.all(context.expression()));
    }

    private Expression aggregate(LqlParser.AggregateContext context) {
        AggregateFunction function =
                AggregateFunction.valueOf(context.aggregateName().getText().toUpperCase(Locale.ROOT));
        if (context.STAR() != null && function != AggregateFunction.COUNT) {
            throw QueryError.syntax(
                    function + "(*) has no meaning",
                    Positions.of(text, context.STAR().getSymbol()),
                    "name what to aggregate, as in " + function + "(price)");
        }
        check(context, function);
        Optional<Expression> operand = Optional.ofNullable(context.operand).map(expressions::read);
        Optional<Expression> argument = Optional.ofNullable(context.argument).map(expressions::read);
        List<SortKey> orderBy = QueryReader.orderBy(context.orderClause(), expressions);
        Optional<Expression> filter = Optional.ofNullable(context.filter).map(expressions::read);
        return new Expression.Aggregate(function, operand, argument, context.DISTINCT() != null, orderBy, filter);
    }

    private void check(LqlParser.AggregateContext context, AggregateFunction function) {
        if (WITH_ARGUMENT.contains(function) != (context.argument != null)) {
            throw QueryError.syntax(
                    function + (context.argument == null ? " takes two arguments" : " takes one argument"),
                    Positions.of(text, context),
                    switch (function) {
                        case STRING_AGG -> "name the separator, as in STRING_AGG(name, ', ')";
                        case PERCENTILE -> "name the fraction, as in PERCENTILE(price, 0.95)";
                        default -> "as in " + function + "(price)";
                    });
        }
        if (context.orderClause() != null && !ORDERED.contains(function)) {
            throw QueryError.syntax(
                    "the order of the rows does not matter to " + function,
                    Positions.of(text, context.orderClause()),
                    "leave ORDER BY out");
        }
    }

    private Expression window(Expression function, LqlParser.OverClauseContext context) {
        return new Expression.Window(
                function,
                expressions.all(context.expression()),
                QueryReader.orderBy(context.orderClause(), expressions),
                Optional.ofNullable(context.frameClause()).map(this::frame));
    }

    private Expression.Frame frame(LqlParser.FrameClauseContext context) {
        FrameBound end = context.end == null ? new FrameBound.CurrentRow() : null;
        FrameBound start = bound(context.start);
        return new Expression.Frame(
                context.ROWS() != null ? Expression.FrameUnit.ROWS : Expression.FrameUnit.RANGE,
                start,
                end == null ? bound(context.end) : end);
    }

    private FrameBound bound(LqlParser.FrameBoundContext context) {
        if (context.CURRENT() != null) {
            return new FrameBound.CurrentRow();
        }
        boolean preceding = context.PRECEDING() != null;
        if (context.UNBOUNDED() != null) {
            return preceding ? new FrameBound.UnboundedPreceding() : new FrameBound.UnboundedFollowing();
        }
        Expression distance = expressions.distance(context.sum());
        return preceding ? new FrameBound.Preceding(distance) : new FrameBound.Following(distance);
    }
}
