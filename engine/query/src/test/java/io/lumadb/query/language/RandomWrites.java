package io.lumadb.query.language;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.ArrayFilter;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Image;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Writes that JQL alone has words for: its update operators, positional steps, pipelines, images of what was changed. */
final class RandomWrites {

    private static final Optional<Expression> ONE = Optional.of(new Expression.Literal(Value.of(1)));

    private final Random random;
    private final RandomExpressions expressions;
    private final Set<String> roots = new HashSet<>();

    RandomWrites(Random random, RandomExpressions expressions) {
        this.random = random;
        this.expressions = expressions;
    }

    Statement statement() {
        if (random.nextInt(5) == 0) {
            return new Statement.Delete(
                    MatchingRules.DOCUMENT, "c", where(), sort(), limit(), Optional.of(returning(Image.BEFORE)));
        }
        return switch (random.nextInt(4)) {
            case 0 -> update(List.of(new Change.Replace(new Expression.Literal(expressions.values.object(2)))), ONE);
            case 1 -> update(expressions.some(3, () -> new Change.Reshape(stage())), limit());
            default -> update(changes(), limit());
        };
    }

    private Statement update(List<? extends Change> changes, Optional<Expression> limit) {
        List<Change> all = List.copyOf(changes);
        boolean positional = all.stream()
                .anyMatch(change -> PositionalSteps.path(change).stream()
                        .flatMap(path -> path.segments().stream())
                        .anyMatch(step -> PositionalSteps.filterName(step).isPresent()));
        return new Statement.Update(
                MatchingRules.DOCUMENT,
                "c",
                all,
                where(),
                random.nextBoolean(),
                sort(),
                limit,
                positional ? List.of(new ArrayFilter("x", elementCondition())) : List.of(),
                expressions
                        .maybe(() -> returning(random.nextBoolean() ? Image.BEFORE : Image.AFTER))
                        .filter(_ -> !(all.getFirst() instanceof Change.Replace) || limit.equals(ONE)));
    }

    private Optional<Expression> where() {
        return expressions.maybe(() -> expressions.condition(2));
    }

    private List<SortKey> sort() {
        return random.nextBoolean()
                ? List.of()
                : List.of(new SortKey(Expressions.field("price"), random.nextBoolean(), Optional.empty()));
    }

    private Optional<Expression> limit() {
        return switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> ONE;
            default -> Optional.of(expressions.rows());
        };
    }

    private Returning returning(Image image) {
        List<SelectItem> items = random.nextBoolean()
                ? List.of(new SelectItem.AllFields(List.of()))
                : List.of(new SelectItem.Computed(Expressions.field("price"), Optional.empty()));
        return new Returning(items, image);
    }

    private List<SelectItem> stage() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of(new SelectItem.Root(expressions.operand(2)));
            case 1 -> List.of(new SelectItem.AllFields(List.of(FieldPath.of("a"), FieldPath.of("b", "c"))));
            case 2 ->
                List.of(
                        new SelectItem.AllFields(List.of()),
                        ColumnNames.named(expressions.operand(2), "sum"),
                        new SelectItem.Placed(FieldPath.of("a", "b"), expressions.operand(2)));
            default ->
                List.of(
                        new SelectItem.Computed(Expressions.field("price"), Optional.empty()),
                        new SelectItem.Kept(FieldPath.of("a", "b")),
                        new SelectItem.Placed(FieldPath.of("a", "c"), expressions.operand(2)),
                        ColumnNames.named(expressions.operand(2), "sum"));
        };
    }

    /** Changes of different fields, those of one kind together. */
    private List<Change> changes() {
        List<Change> changes = expressions.some(4, this::change);
        return changes.stream().sorted(Comparator.comparing(RandomWrites::kind)).toList();
    }

    private static String kind(Change change) {
        if (change instanceof Change.SetField(FieldPath _, Expression.Call _)) {
            return "the time";
        }
        return change instanceof Change.DocumentChange own
                ? own.operator()
                : change.getClass().getSimpleName();
    }

    /** A path of its own for each change, so that none is in the way of another. */
    private FieldPath path(boolean positional) {
        String root = "f" + roots.size();
        roots.add(root);
        FieldPath path = FieldPath.of(root);
        if (positional && random.nextInt(3) == 0) {
            path = path.append(new FieldPath.Field(expressions.one(List.of("$", "$[]", "$[x]"))));
        }
        return random.nextBoolean()
                ? path
                : path.append(new FieldPath.Field(expressions.one(List.of("a b", "0", "n"))));
    }

    private Expression value() {
        return random.nextInt(3) == 0 ? expressions.operand(2) : new Expression.Literal(expressions.values.any(2));
    }

    private Expression number() {
        return new Expression.Literal(Value.of(random.nextInt(-9, 9)));
    }

    private Change change() {
        return switch (random.nextInt(11)) {
            case 0 -> new Change.SetField(path(true), value());
            case 1 -> new Change.SetOnInsert(path(true), value());
            case 2 -> new Change.Multiply(path(true), number());
            case 3 -> new Change.Bound(path(true), value(), random.nextBoolean());
            case 4 -> new Change.Rename(path(false), path(false));
            case 5 ->
                new Change.Push(
                        path(true),
                        expressions.some(3, this::value),
                        expressions.maybe(this::number),
                        expressions.maybe(this::number),
                        elementOrder());
            case 6 -> new Change.AddToSet(path(true), expressions.some(3, this::value));
            case 7 -> new Change.Pull(path(true), elementCondition());
            case 8 -> new Change.Pop(path(true), random.nextBoolean());
            case 9 -> new Change.SetField(path(true), new Expression.Call("NOW", List.of()));
            default -> new Change.UnsetField(path(true));
        };
    }

    private List<SortKey> elementOrder() {
        Expression element = random.nextBoolean() ? new Expression.Field(Expressions.ELEMENT) : Expressions.field("n");
        return random.nextBoolean() ? List.of() : List.of(new SortKey(element, random.nextBoolean(), Optional.empty()));
    }

    private Expression elementCondition() {
        List<Expression> conditions = new ArrayList<>(List.of(
                new Comparison(
                        expressions.one(List.of(ComparisonOperator.values())),
                        new Expression.Field(Expressions.ELEMENT),
                        expressions.constant()),
                new Comparison(ComparisonOperator.EQUAL, Expressions.field("n"), expressions.constant()),
                Expressions.and(List.of(
                        new Comparison(ComparisonOperator.GREATER, Expressions.field("n"), expressions.constant()),
                        new Comparison(ComparisonOperator.LESS, Expressions.field("n"), expressions.constant()))),
                Expressions.or(List.of(
                        new Expression.IsMissing(Expressions.field("n")),
                        new Expression.IsNull(Expressions.field("m", "k"))))));
        return expressions.one(conditions);
    }
}
