package io.lumadb.query.execution.bind;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.expression.PathValues;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a subquery takes from the rows of the query around it: each such expression is a parameter within. */
final class Correlation {

    private final Scope around;
    private final Map<Expression, Expression.Parameter> taken = new LinkedHashMap<>();

    Correlation(Scope around) {
        this.around = around;
    }

    /** What a path means in the query around, as the subquery sees it; none when it means nothing there either. */
    Optional<Expression> resolve(FieldPath path) {
        return around.findForWithin(path).map(outer -> taken.computeIfAbsent(outer, this::parameter));
    }

    /** The array of all values that a path of the query around leads to; none when it means nothing there. */
    Optional<Expression> values(FieldPath path) {
        return around.findForWithin(path)
                .map(outer -> taken.computeIfAbsent(PathValues.around(outer), this::parameter));
    }

    private Expression.Parameter parameter(Expression outer) {
        String wanted = outer instanceof Expression.Parameter(String name) ? name : LqlLanguage.print(outer);
        String name = wanted;
        for (int number = 2; isTaken(name); number++) {
            name = wanted + "_" + number;
        }
        return new Expression.Parameter(name);
    }

    private boolean isTaken(String name) {
        return taken.containsValue(new Expression.Parameter(name));
    }

    Scope around() {
        return around;
    }

    /** The expressions over the rows around, in the order of {@link #parameters()}. */
    List<Expression> outerExpressions() {
        return List.copyOf(taken.keySet());
    }

    List<String> parameters() {
        return taken.values().stream().map(Expression.Parameter::name).toList();
    }
}
