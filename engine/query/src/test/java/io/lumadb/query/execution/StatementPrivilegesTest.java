package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.Quantifier;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.Image;
import io.lumadb.query.statement.Statement.JoinType;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SetOperator;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A collection that is read anywhere in a statement is one that the caller needs the right to read. */
class StatementPrivilegesTest {

    private static final Query SECRET = Statement.Select.all(MatchingRules.SQL, "secret");

    @ParameterizedTest
    @MethodSource("subqueries")
    void findsWhatSubqueriesReadInEveryClause(Expression subquery) {
        for (Statement statement : withInEveryClause(subquery)) {
            assertThat(StatementPrivileges.of(statement).reads())
                    .as("%s", statement)
                    .contains("secret");
        }
    }

    static Stream<Expression> subqueries() {
        Expression operand = Expressions.field("a");
        Stream<Expression> direct = Stream.of(
                new Expression.Subquery(SECRET),
                new Expression.Exists(SECRET),
                new Expression.InSubquery(operand, SECRET),
                new Expression.Quantified(ComparisonOperator.EQUAL, operand, Quantifier.ALL, SECRET),
                new Expression.InSubquery(
                        new Expression.Subquery(SECRET), Statement.Select.all(MatchingRules.SQL, "t")));
        return direct.flatMap(it -> Stream.of(
                it,
                new Expression.Not(it),
                new Expression.Case(
                        Optional.empty(),
                        List.of(new Expression.When(it, Expressions.literal(Value.NULL))),
                        Optional.of(it)),
                new Expression.Aggregate(Expression.AggregateFunction.COUNT, Optional.of(it), false, Optional.empty()),
                new Expression.Window(
                        new Expression.Call("ROW_NUMBER", List.of()), List.of(it), List.of(), Optional.empty()),
                new Expression.AnyElement(FieldPath.of("list"), it),
                new Expression.Exists(select(List.of(), Optional.of(it), List.of()))));
    }

    private static List<Statement> withInEveryClause(Expression subquery) {
        SelectItem item = new SelectItem.Computed(subquery, Optional.of("x"));
        SortKey key = new SortKey(subquery, false, Optional.empty());
        Optional<Returning> returning = Optional.of(new Returning(List.of(item), Image.AFTER));
        Source t = new Source.Collection("t", Optional.empty());
        return List.of(
                select(List.of(item), Optional.empty(), List.of()),
                select(List.of(), Optional.of(subquery), List.of()),
                select(List.of(), Optional.empty(), List.of(key)),
                grouped(List.of(subquery), Optional.empty()),
                grouped(List.of(), Optional.of(subquery)),
                from(new Source.Join(
                        JoinType.LEFT, t, new Source.Collection("u", Optional.empty()), Optional.of(subquery))),
                from(new Source.Unnest(subquery, "x")),
                new Statement.Explain(true, select(List.of(), Optional.of(subquery), List.of())),
                new Statement.Insert("t", List.of(subquery), false, true),
                new Statement.Insert("t", List.of(), false, true, returning),
                new Statement.InsertQuery(
                        "t", List.of(), Statement.Select.all(MatchingRules.SQL, "u"), false, returning),
                new Statement.Update(
                        MatchingRules.SQL,
                        "t",
                        List.of(new Change.SetField(FieldPath.of("a"), subquery)),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty()),
                new Statement.Update(
                        MatchingRules.SQL, "t", List.of(), Optional.of(subquery), false, List.of(), Optional.empty()),
                new Statement.Update(
                        MatchingRules.SQL,
                        "t",
                        List.of(),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty(),
                        returning),
                new Statement.Delete(MatchingRules.SQL, "t", Optional.of(subquery), List.of(), Optional.empty()),
                new Statement.Delete(MatchingRules.SQL, "t", Optional.empty(), List.of(key), Optional.empty()));
    }

    private static Statement.Select select(List<SelectItem> items, Optional<Expression> where, List<SortKey> orderBy) {
        return new Statement.Select(
                MatchingRules.SQL,
                false,
                items.isEmpty() ? List.of(new SelectItem.AllFields(List.of())) : items,
                Optional.of(new Source.Collection("t", Optional.empty())),
                where,
                List.of(),
                Optional.empty(),
                orderBy,
                Optional.empty(),
                Optional.empty());
    }

    private static Statement.Select grouped(List<Expression> keys, Optional<Expression> having) {
        return new Statement.Select(
                MatchingRules.SQL,
                false,
                List.of(new SelectItem.Computed(Expressions.literal(Value.NULL), Optional.of("x"))),
                Optional.of(new Source.Collection("t", Optional.empty())),
                Optional.empty(),
                keys,
                having,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Statement.Select from(Source source) {
        return new Statement.Select(
                MatchingRules.SQL,
                false,
                List.of(new SelectItem.AllFields(List.of())),
                Optional.of(source),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("places")
    void findsWhatIsReadWhereverAQueryStands(Function<Query, Statement> place) {
        assertThat(StatementPrivileges.of(place.apply(SECRET)).reads()).contains("secret");
    }

    static Stream<Function<Query, Statement>> places() {
        Query other = Statement.Select.all(MatchingRules.SQL, "u");
        Source u = new Source.Collection("u", Optional.empty());
        return Stream.of(
                query -> query,
                query -> from(new Source.Derived(query, "d", List.of())),
                query -> from(new Source.Join(
                        JoinType.CROSS, u, new Source.Derived(query, "d", List.of()), Optional.empty())),
                query -> union(query, other),
                query -> union(other, query),
                query -> new Statement.With(List.of(new CommonTable("w", List.of(), query)), other),
                query -> new Statement.With(List.of(new CommonTable("w", List.of(), other)), query),
                query -> new Statement.InsertQuery("t", List.of(), query, false, Optional.empty()),
                query -> new Statement.Explain(false, query));
    }

    private static Query union(Query left, Query right) {
        return new Statement.SetOperation(
                SetOperator.UNION, true, left, right, List.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void countsACommonTableAsACollectionOnlyWhereItIsNotInSight() {
        Query secret = Statement.Select.all(MatchingRules.SQL, "secret");
        Query named = new Statement.With(
                List.of(new CommonTable("secret", List.of(), Statement.Select.all(MatchingRules.SQL, "open"))), secret);

        assertThat(StatementPrivileges.of(named).reads()).containsExactly("open");
        assertThat(StatementPrivileges.of(union(named, secret)).reads()).containsExactly("open", "secret");
        // A common table's own query does not see it: there the name is the collection's.
        assertThat(StatementPrivileges.of(
                                new Statement.With(List.of(new CommonTable("secret", List.of(), secret)), secret))
                        .reads())
                .containsExactly("secret");
    }

    @Test
    void tellsReadsFromWrites() {
        Statement insert = new Statement.InsertQuery(
                "t", List.of(), Statement.Select.all(MatchingRules.SQL, "u"), false, Optional.empty());

        assertThat(StatementPrivileges.of(insert))
                .isEqualTo(new QueryEngine.Privileges(List.of("u"), List.of("t"), false));
        assertThat(StatementPrivileges.of(
                        new Statement.Delete(MatchingRules.SQL, "t", Optional.empty(), List.of(), Optional.empty())))
                .isEqualTo(new QueryEngine.Privileges(List.of("t"), List.of("t"), false));
        assertThat(StatementPrivileges.of(new Statement.SetSchema("t", Optional.empty())))
                .isEqualTo(new QueryEngine.Privileges(List.of(), List.of("t"), true));
    }
}
