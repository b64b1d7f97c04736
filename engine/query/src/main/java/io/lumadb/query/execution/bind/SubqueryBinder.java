package io.lumadb.query.execution.bind;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.plan.Columns;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan.Use;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.Quantifier;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Binds the subqueries of expressions, and gives the calls that stand for them. */
final class SubqueryBinder {

    private final QueryBinder queries;
    private final CommonTables tables;
    private final Map<String, SubqueryPlan> bound;

    /** {@code bound} takes the plans of the statement's subqueries, by name. */
    SubqueryBinder(QueryBinder queries, CommonTables tables, Map<String, SubqueryPlan> bound) {
        this.queries = queries;
        this.tables = tables;
        this.bound = bound;
    }

    Expression scalar(Query query, Scope around) {
        return call("SCALAR", List.of(), query, around, columns -> new Use.Scalar(only(columns)));
    }

    Expression rows(Query query, Scope around) {
        return call("ROWS", List.of(), query, around, _ -> new Use.Rows());
    }

    Expression exists(Query query, Scope around) {
        return call("EXISTS", List.of(), query, around, _ -> new Use.Existence());
    }

    Expression membership(
            Expression operand, ComparisonOperator operator, Quantifier quantifier, Query query, Scope around) {
        boolean in = operator == ComparisonOperator.EQUAL && quantifier == Quantifier.ANY;
        return call(
                in ? "IN" : quantifier.name(),
                List.of(operand),
                query,
                around,
                columns -> new Use.Membership(only(columns), operator, quantifier));
    }

    /** The blank in a call's name keeps it apart from every function's. */
    private Expression call(
            String word, List<Expression> operands, Query query, Scope around, Function<Columns, Use> use) {
        Correlation correlation = new Correlation(around);
        BoundQuery subquery = queries.bind(query, new Surroundings(Optional.of(correlation), tables));
        String name = word + " subquery " + (bound.size() + 1);
        bound.put(
                name,
                new SubqueryPlan(
                        name,
                        use.apply(subquery.columns()),
                        subquery.plan(),
                        Optional.empty(),
                        correlation.parameters(),
                        rules(query),
                        query));
        List<Expression> arguments = new ArrayList<>(operands);
        arguments.addAll(correlation.outerExpressions());
        return new Expression.Call(name, arguments);
    }

    private static String only(Columns columns) {
        if (columns.names().size() == 1 && !columns.open()) {
            return columns.names().getFirst();
        }
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                columns.open()
                        ? "a subquery that is used as a value has to name its one column"
                        : "a subquery that is used as a value has one column, this one has "
                                + columns.names().size() + ": " + String.join(", ", columns.names()),
                null,
                "select only the column that is meant");
    }

    /** The rules that a query's own conditions follow. */
    static MatchingRules rules(Query query) {
        return switch (query) {
            case Statement.Select select -> select.rules();
            case Statement.SetOperation operation -> rules(operation.left());
            case Statement.With with -> rules(with.body());
        };
    }

    /** A place for the plans of a statement's subqueries. */
    static Map<String, SubqueryPlan> registry() {
        return new LinkedHashMap<>();
    }
}
