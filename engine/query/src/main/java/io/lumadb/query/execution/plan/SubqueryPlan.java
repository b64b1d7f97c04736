package io.lumadb.query.execution.plan;

import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.Quantifier;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.Query;
import java.util.List;
import java.util.Optional;

/**
 * A subquery of an expression. In its place stands a {@link Expression.Call} of its name, with the operand, where it is
 * compared with one, and then with what it takes from the rows around it, one argument for each of its parameters.
 *
 * @param query what was written
 * @param plan the parameters stand in it as {@link Expression.Parameter}s
 * @param keyed the same run once for all the rows around it, where that can be
 */
public record SubqueryPlan(
        String name,
        Use use,
        PlanNode plan,
        Optional<KeyedPlan> keyed,
        List<String> parameters,
        MatchingRules rules,
        Query query) {

    public SubqueryPlan {
        parameters = List.copyOf(parameters);
    }

    /** What is asked of the subquery's rows. */
    public sealed interface Use {

        /** The value of a column of the only row. */
        record Scalar(String column) implements Use {}

        /** All rows, as an array of objects. */
        record Rows() implements Use {}

        /** Whether there is a row. */
        record Existence() implements Use {}

        /** How the operand compares with a column of the rows. */
        record Membership(String column, ComparisonOperator operator, Quantifier quantifier) implements Use {}
    }

    /** The same subquery carried out in another way. */
    public SubqueryPlan withPlan(PlanNode other) {
        return with(other, keyed);
    }

    /** The same subquery carried out in other ways. */
    public SubqueryPlan with(PlanNode other, Optional<KeyedPlan> otherKeyed) {
        return new SubqueryPlan(name, use, other, otherKeyed, parameters, rules, query);
    }

    /** Its number within the statement, from 1. */
    public int number() {
        return Integer.parseInt(name.substring(name.lastIndexOf(' ') + 1));
    }

    /** What was asked, for messages. */
    public String text() {
        try {
            return new LqlLanguage().print(query);
        } catch (QueryError withoutWords) {
            return name;
        }
    }

    /** Whether its rows are the same for every row around it. */
    public boolean standsAlone() {
        return parameters.isEmpty();
    }
}
