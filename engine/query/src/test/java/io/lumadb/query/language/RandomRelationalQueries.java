package io.lumadb.query.language;

import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.FrameBound;
import io.lumadb.query.statement.Expression.Quantifier;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.JoinType;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SetOperator;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Queries that LQL alone has words for: of many sources, within one another, put together, with windows and any aggregate. */
final class RandomRelationalQueries {

    private static final List<String> RANKING =
            List.of("ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE");

    private static final Set<AggregateFunction> WITH_ARGUMENT =
            EnumSet.of(AggregateFunction.STRING_AGG, AggregateFunction.PERCENTILE);

    private static final Set<AggregateFunction> ORDERED = EnumSet.of(
            AggregateFunction.FIRST, AggregateFunction.LAST, AggregateFunction.ARRAY_AGG, AggregateFunction.STRING_AGG);

    private final Random random;
    private final RandomExpressions expressions;

    RandomRelationalQueries(Random random) {
        this.random = random;
        this.expressions = new RandomExpressions(random, Language.LQL, false, this::subquery);
    }

    Query query(int depth) {
        return switch (depth == 0 ? 5 : random.nextInt(6)) {
            case 0 -> with(depth);
            case 1, 2 -> operation(depth);
            default -> select(depth);
        };
    }

    private Query with(int depth) {
        List<CommonTable> tables =
                expressions.some(2, () -> new CommonTable(expressions.name(), columns(), query(depth - 1)));
        return new Statement.With(tables, query(depth - 1));
    }

    private Query operation(int depth) {
        boolean tail = random.nextBoolean();
        return new Statement.SetOperation(
                expressions.one(List.of(SetOperator.values())),
                random.nextBoolean(),
                query(depth - 1),
                query(depth - 1),
                tail ? order(0) : List.of(),
                tail ? expressions.maybe(expressions::rows) : Optional.empty(),
                tail ? expressions.maybe(expressions::rows) : Optional.empty());
    }

    private Statement.Select select(int depth) {
        Optional<Source> from = random.nextInt(6) == 0 ? Optional.empty() : Optional.of(source(depth));
        boolean one = from.isEmpty() || from.get() instanceof Source.Collection;
        boolean grouped = random.nextInt(3) == 0;
        return new Statement.Select(
                MatchingRules.SQL,
                random.nextInt(5) == 0,
                expressions.some(3, () -> item(depth, one, grouped)),
                from,
                expressions.maybe(() -> expressions.condition(depth)),
                grouped ? expressions.some(2, () -> noOrdinal(expressions.operand(depth))) : List.of(),
                grouped ? expressions.maybe(this::having) : Optional.empty(),
                order(depth),
                expressions.maybe(expressions::rows),
                expressions.maybe(expressions::rows));
    }

    private SelectItem item(int depth, boolean one, boolean grouped) {
        return switch (random.nextInt(8)) {
            case 0 -> new SelectItem.AllFields(random.nextBoolean() ? List.of() : List.of(expressions.path()));
            case 1 -> one ? new SelectItem.AllFields(List.of()) : new SelectItem.SourceFields(expressions.name());
            case 2 -> new SelectItem.Kept(expressions.path());
            case 3 -> computed(window(depth));
            case 4, 5 -> computed(grouped ? aggregate(depth) : expressions.operand(depth));
            default -> computed(expressions.operand(depth));
        };
    }

    private SelectItem computed(Expression value) {
        return random.nextBoolean()
                ? ColumnNames.named(value, expressions.name())
                : new SelectItem.Computed(value, Optional.empty());
    }

    private Expression having() {
        return new Expression.Comparison(
                expressions.one(List.of(ComparisonOperator.values())), aggregate(1), expressions.operand(1));
    }

    private List<String> columns() {
        return random.nextInt(3) > 0 ? List.of() : expressions.some(2, expressions::name);
    }

    private Source source(int depth) {
        Source source = primary(depth);
        for (int i = depth == 0 ? 0 : random.nextInt(3); i > 0; i--) {
            JoinType type = expressions.one(List.of(JoinType.values()));
            Source right = random.nextInt(4) == 0 ? source(depth - 1) : primary(depth - 1);
            source = new Source.Join(
                    type,
                    source,
                    right,
                    type == JoinType.CROSS ? Optional.empty() : Optional.of(expressions.condition(depth - 1)));
        }
        return source;
    }

    private Source primary(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> new Source.Unnest(expressions.operand(Math.min(depth, 1)), expressions.name());
            case 1 ->
                depth == 0
                        ? new Source.Collection(expressions.name(), Optional.empty())
                        : new Source.Derived(query(depth - 1), expressions.name(), columns());
            default -> new Source.Collection(expressions.name(), expressions.maybe(expressions::name));
        };
    }

    private List<SortKey> order(int depth) {
        if (random.nextBoolean()) {
            return List.of();
        }
        return expressions.some(2, () -> {
            boolean descending = random.nextBoolean();
            Expression by = random.nextInt(4) == 0 ? noOrdinal(expressions.operand(depth)) : expressions.field();
            return new SortKey(by, descending, random.nextBoolean() ? Optional.of(descending) : Optional.empty());
        });
    }

    /** A whole number in an order means an item's place. */
    private Expression noOrdinal(Expression value) {
        return value instanceof Expression.Literal(Value.Int64 _) ? expressions.field() : value;
    }

    private Expression aggregate(int depth) {
        int inner = Math.max(0, depth - 1);
        AggregateFunction function = expressions.one(List.of(AggregateFunction.values()));
        boolean all = function == AggregateFunction.COUNT && random.nextBoolean();
        return new Expression.Aggregate(
                function,
                all ? Optional.empty() : Optional.of(expressions.operand(inner)),
                WITH_ARGUMENT.contains(function) ? Optional.of(expressions.constant()) : Optional.empty(),
                !all && random.nextInt(4) == 0,
                ORDERED.contains(function) ? order(inner) : List.of(),
                expressions.maybe(() -> expressions.condition(inner)));
    }

    private Expression window(int depth) {
        int inner = Math.max(0, depth - 1);
        Expression function = random.nextBoolean()
                ? aggregate(depth)
                : new Expression.Call(
                        expressions.one(RANKING),
                        random.nextBoolean() ? List.of() : expressions.some(2, () -> expressions.operand(inner)));
        return new Expression.Window(
                function,
                random.nextBoolean() ? List.of() : expressions.some(2, () -> expressions.operand(inner)),
                order(inner),
                expressions.maybe(() -> new Expression.Frame(
                        expressions.one(List.of(Expression.FrameUnit.values())), bound(), bound())));
    }

    private FrameBound bound() {
        return switch (random.nextInt(5)) {
            case 0 -> new FrameBound.UnboundedPreceding();
            case 1 -> new FrameBound.Preceding(distance());
            case 2 -> new FrameBound.CurrentRow();
            case 3 -> new FrameBound.Following(distance());
            default -> new FrameBound.UnboundedFollowing();
        };
    }

    private Expression distance() {
        return random.nextBoolean()
                ? expressions.operand(1)
                : new Expression.Call(
                        Expression.INTERVAL,
                        List.of(
                                new Expression.Literal(Value.of(random.nextInt(99))),
                                new Expression.Literal(Value.of(expressions.one(List.of("day", "months"))))));
    }

    /** A subquery as a value, or as a condition. */
    private Expression subquery(int depth, boolean condition) {
        Query query = query(depth);
        if (!condition) {
            return new Expression.Subquery(query);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Expression.Exists(query);
            case 1 -> new Expression.InSubquery(expressions.operand(depth), query);
            case 2 -> new Expression.Not(new Expression.InSubquery(expressions.operand(depth), query));
            default ->
                new Expression.Quantified(
                        expressions.one(List.of(ComparisonOperator.values())),
                        expressions.operand(depth),
                        expressions.one(List.of(Quantifier.values())),
                        query);
        };
    }

    /** A write that reads a query, or gives rows back. */
    Statement write() {
        Optional<Statement.Returning> after = expressions.maybe(() -> returning(Statement.Image.AFTER));
        return switch (random.nextInt(4)) {
            case 0 ->
                new Statement.InsertQuery(
                        expressions.name(),
                        random.nextBoolean()
                                ? List.of()
                                : List.of("a", "order", "b c").subList(0, 1 + random.nextInt(3)),
                        query(2),
                        random.nextBoolean(),
                        after);
            case 1 ->
                new Statement.Insert(
                        expressions.name(),
                        expressions.some(2, () -> new Expression.Literal(expressions.values.object(2))),
                        random.nextBoolean(),
                        true,
                        after);
            case 2 ->
                new Statement.Update(
                        MatchingRules.SQL,
                        expressions.name(),
                        List.of(new Statement.Change.SetField(expressions.path(), expressions.operand(2))),
                        expressions.maybe(() -> expressions.condition(2)),
                        false,
                        order(1),
                        expressions.maybe(expressions::rows),
                        List.of(),
                        after);
            default ->
                new Statement.Delete(
                        MatchingRules.SQL,
                        expressions.name(),
                        expressions.maybe(() -> expressions.condition(2)),
                        order(1),
                        expressions.maybe(expressions::rows),
                        expressions.maybe(() -> returning(Statement.Image.BEFORE)));
        };
    }

    private Statement.Returning returning(Statement.Image image) {
        List<SelectItem> items = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            items.add(random.nextInt(3) == 0 ? new SelectItem.AllFields(List.of()) : computed(expressions.operand(1)));
        }
        return new Statement.Returning(items, image);
    }
}
