package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** MongoDB's matching rules, one row each. */
class DocumentMatchingTest {

    private final Bench bench = new Bench()
            .with(
                    "t",
                    "{\"_id\": 1, \"a\": 5}",
                    "{\"_id\": 2, \"a\": [1, 5, 9]}",
                    "{\"_id\": 3, \"a\": \"5\"}",
                    "{\"_id\": 4, \"a\": null}",
                    "{\"_id\": 5}",
                    "{\"_id\": 6, \"a\": [{\"b\": 1}, {\"b\": 2, \"c\": [7]}]}",
                    "{\"_id\": 7, \"a\": {\"b\": 2}}",
                    "{\"_id\": 8, \"a\": [[1, 5]]}",
                    "{\"_id\": 9, \"a\": []}");

    @Test
    void equalityFitsTheValueOrAnyElement() {
        assertThat(matching(compare(ComparisonOperator.EQUAL, "a", Value.of(5))))
                .containsExactly(1, 2);
        assertThat(matching(compare(ComparisonOperator.EQUAL, "a", Value.array(Value.of(1), Value.of(5)))))
                .containsExactly(8);
    }

    @Test
    void inequalityFitsWhatEqualityDoesNot() {
        assertThat(matching(compare(ComparisonOperator.NOT_EQUAL, "a", Value.of(5))))
                .containsExactly(3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void nullFitsMissing() {
        assertThat(matching(compare(ComparisonOperator.EQUAL, "a", Value.NULL))).containsExactly(4, 5);
        assertThat(matching(new Expression.IsNull(field("a")))).containsExactly(4, 5);
        assertThat(matching(new Expression.IsMissing(field("a")))).containsExactly(5);
        assertThat(matching(new Expression.In(field("a"), List.of(literal(Value.NULL), literal(Value.of("5"))))))
                .containsExactly(3, 4, 5);
    }

    @Test
    void nullBelowAnArrayFitsElementsWithoutTheField() {
        assertThat(matching(compare(ComparisonOperator.EQUAL, "a.c", Value.NULL)))
                .containsExactly(1, 3, 4, 5, 6, 7);
    }

    @Test
    void orderComparesWithinOneKind() {
        assertThat(matching(compare(ComparisonOperator.GREATER, "a", Value.of(4))))
                .containsExactly(1, 2);
        assertThat(matching(compare(ComparisonOperator.LESS, "a", Value.of(5)))).containsExactly(2);
        assertThat(matching(compare(ComparisonOperator.GREATER_OR_EQUAL, "a", Value.of("4"))))
                .containsExactly(3);
    }

    @Test
    void twoBoundsMayBeMetByTwoElements() {
        Expression both = Expressions.and(List.of(
                compare(ComparisonOperator.GREATER, "a", Value.of(6)),
                compare(ComparisonOperator.LESS, "a", Value.of(4))));

        assertThat(matching(both)).containsExactly(2);
        bench.lql("CREATE INDEX by_a ON t (a)");
        assertThat(matching(both)).containsExactly(2);
    }

    @Test
    void betweenIsMetByOneElement() {
        assertThat(matching(new Expression.Between(field("a"), literal(Value.of(2)), literal(Value.of(4)))))
                .isEmpty();
        assertThat(matching(new Expression.Between(field("a"), literal(Value.of(9)), literal(Value.of(10)))))
                .containsExactly(2);
    }

    @Test
    void pathsFanOutOverArrays() {
        assertThat(matching(compare(ComparisonOperator.EQUAL, "a.b", Value.of(2))))
                .containsExactly(6, 7);
        assertThat(matching(compare(ComparisonOperator.EQUAL, "a.c", Value.of(7))))
                .containsExactly(6);
        assertThat(matching(compare(ComparisonOperator.EQUAL, "a.0", Value.of(1))))
                .containsExactly(2, 8);
        assertThat(matching(compare(ComparisonOperator.EQUAL, "a.0.b", Value.of(1))))
                .containsExactly(6);
    }

    @Test
    void anyElementNeedsOneElementThatFitsWholly() {
        Expression range = Expressions.and(List.of(
                new Expression.Comparison(
                        ComparisonOperator.GREATER, new Expression.Field(ElementRow.SELF), literal(Value.of(1))),
                new Expression.Comparison(
                        ComparisonOperator.LESS, new Expression.Field(ElementRow.SELF), literal(Value.of(9)))));

        assertThat(matching(new Expression.AnyElement(FieldPath.of("a"), range)))
                .containsExactly(2);
        assertThat(matching(new Expression.AnyElement(
                        FieldPath.of("a"), compare(ComparisonOperator.EQUAL, "b", Value.of(2)))))
                .containsExactly(6);
    }

    @Test
    void notIsWhateverDoesNotMatch() {
        assertThat(matching(new Expression.Not(compare(ComparisonOperator.GREATER, "a", Value.of(4)))))
                .containsExactly(3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void textTestsLookAtElements() {
        bench.with("t", "{\"_id\": 10, \"a\": [\"train\", \"set\"]}");

        assertThat(matching(new Expression.TextMatch(TextOperator.MATCHES, field("a"), literal(Value.of("^tr")))))
                .containsExactly(10);
        assertThat(matching(new Expression.TextMatch(TextOperator.CONTAINS, field("a"), literal(Value.of("set")))))
                .containsExactly(10);
        assertThat(matching(new Expression.TextMatch(TextOperator.CONTAINS, field("a"), literal(Value.of("se")))))
                .isEmpty();
    }

    @Test
    void computedValuesCrossArrays() {
        assertThat(rows(compare(ComparisonOperator.EQUAL, "_id", Value.of(6)), field("a.b")))
                .containsExactly(Value.array(Value.of(1), Value.of(2)));
    }

    private static Expression compare(ComparisonOperator operator, String path, Value value) {
        return new Expression.Comparison(operator, field(path), literal(value));
    }

    private static Expression field(String path) {
        return new Expression.Field(FieldPath.of(path.split("\\.")));
    }

    private static Expression literal(Value value) {
        return new Expression.Literal(value);
    }

    private List<Integer> matching(Expression where) {
        return rows(where, field("_id")).stream()
                .map(id -> (int) ((Value.Int64) id).value())
                .sorted()
                .toList();
    }

    private List<Value> rows(Expression where, Expression item) {
        Statement select = new Statement.Select(
                MatchingRules.DOCUMENT,
                false,
                List.of(new SelectItem.Computed(item, Optional.of("v"))),
                Optional.of(new Source.Collection("t", Optional.empty())),
                Optional.of(where),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return bench.run(select).stream().map(row -> row.get("v")).toList();
    }
}
