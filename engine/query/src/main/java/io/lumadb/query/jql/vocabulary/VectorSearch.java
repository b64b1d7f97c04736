package io.lumadb.query.jql.vocabulary;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code $vectorSearch} is as a query: the documents that have a distance from a vector, nearest first, those equally far
 * in the order of their keys.
 *
 * @param path where the documents have their vectors
 * @param vector an array of numbers, a vector or a parameter
 * @param metric one of {@link #METRICS}, in any case; absent for the cosine
 */
public record VectorSearch(FieldPath path, Expression vector, Optional<String> metric) {

    public static final List<String> KEYS =
            List.of("path", "queryVector", "limit", "filter", "metric", "index", "exact", "numCandidates");

    public static final List<String> METRICS = List.of("cosine", "dot", "euclidean");

    /** What {@code $meta} calls a document's score. */
    public static final String SCORE = "vectorSearchScore";

    private static final String DISTANCE = "VECTOR_DISTANCE";
    private static final String SIMILARITY = "SIMILARITY";

    /**
     * A search with what else a query over one collection says.
     *
     * @param filter which documents are looked at; absent for all
     * @param limit how many are given at most: a whole number from 1, or a parameter
     */
    public record Stage(VectorSearch search, Optional<Expression> filter, Expression limit) {}

    private Expression measured(String function) {
        List<Expression> arguments = new ArrayList<>(List.of(new Expression.Field(path), vector));
        metric.ifPresent(name -> arguments.add(new Expression.Literal(Value.of(name))));
        return new Expression.Call(function, arguments);
    }

    /** Which documents have a distance: those with a vector of as many dimensions. */
    public Expression condition() {
        return new Expression.Not(new Expression.Evaluated(new Expression.IsNull(measured(DISTANCE))));
    }

    public List<SortKey> order() {
        return List.of(
                new SortKey(measured(DISTANCE), false, Optional.empty()),
                new SortKey(Expressions.field(Document.ID), false, Optional.empty()));
    }

    /** How near a document is, 1 being nearest, as MongoDB scores it: of the cosine and the product the mean with 1. */
    public Expression score() {
        Expression alike = measured(SIMILARITY);
        return isMetric("euclidean")
                ? alike
                : new Expression.Arithmetic(
                        Expression.ArithmeticOperator.DIVIDE,
                        new Expression.Arithmetic(
                                Expression.ArithmeticOperator.ADD, new Expression.Literal(Value.of(1)), alike),
                        new Expression.Literal(Value.of(2)));
    }

    private boolean isMetric(String name) {
        return metric.orElse("cosine").equalsIgnoreCase(name);
    }

    /** Whether there can be a distance: nothing has a cosine with a vector of zeros. */
    public boolean hasDirection() {
        return !isMetric("cosine")
                || switch (vector) {
                    case Expression.Literal(Value.Array(List<Value> components)) ->
                        components.stream().anyMatch(component -> component(component) != 0);
                    case Expression.Literal(Value.Vector(float[] components)) -> {
                        boolean any = false;
                        for (float component : components) {
                            any |= component != 0;
                        }
                        yield any;
                    }
                    default -> true;
                };
    }

    /** Whether a value is a number that a vector can hold. */
    public static boolean isComponent(Value value) {
        return value.isNumber() && Float.isFinite(component(value));
    }

    private static float component(Value number) {
        return switch (number) {
            case Value.Int64(long value) -> value;
            case Value.Float64(double value) -> (float) value;
            case Value.Decimal(var value) -> (float) value.doubleValue();
            default -> throw new IllegalArgumentException("not a number: " + number.typeName());
        };
    }

    private static boolean isVector(Expression expression) {
        return switch (expression) {
            case Expression.Parameter _ -> true;
            case Expression.Literal(Value.Array(List<Value> components)) ->
                !components.isEmpty() && components.stream().allMatch(VectorSearch::isComponent);
            case Expression.Literal(Value.Vector(float[] components)) -> isVector(components);
            default -> false;
        };
    }

    private static boolean isVector(float[] components) {
        boolean finite = components.length > 0;
        for (float component : components) {
            finite &= Float.isFinite(component);
        }
        return finite;
    }

    /** The search that a query is, if it is one and nothing but its items is left to say. */
    public static Optional<Stage> of(Statement.Select select) {
        boolean plain =
                select.from().filter(Source.Collection.class::isInstance).isPresent()
                        && !select.distinct()
                        && select.groupBy().isEmpty()
                        && select.having().isEmpty()
                        && select.offset().isEmpty()
                        && select.items().stream().noneMatch(VectorSearch::isOtherId);
        if (!plain
                || select.orderBy().isEmpty()
                || select.where().isEmpty()
                || select.limit().filter(VectorSearch::isLimit).isEmpty()) {
            return Optional.empty();
        }
        Expression limit = select.limit().get();
        return of(select.orderBy().getFirst().expression())
                .filter(search -> search.order().equals(select.orderBy()))
                .flatMap(search ->
                        search.filter(select.where().get()).map(filters -> new Stage(search, joined(filters), limit)));
    }

    /** The search that measures such distances. */
    private static Optional<VectorSearch> of(Expression distance) {
        if (!(distance instanceof Expression.Call(String name, List<Expression> arguments))
                || !name.equals(DISTANCE)
                || arguments.size() < 2
                || arguments.size() > 3
                || !(arguments.getFirst() instanceof Expression.Field(FieldPath path))
                || !isVector(arguments.get(1))) {
            return Optional.empty();
        }
        Optional<String> metric = Optional.empty();
        if (arguments.size() == 3) {
            if (!(arguments.getLast() instanceof Expression.Literal(Value.Text(String named)))
                    || !METRICS.contains(named.toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
            metric = Optional.of(named);
        }
        return Optional.of(new VectorSearch(path, arguments.get(1), metric)).filter(VectorSearch::hasDirection);
    }

    /** What is asked of documents besides having a distance, which is asked last. */
    private Optional<List<Expression>> filter(Expression where) {
        List<Expression> conditions =
                where instanceof Expression.And(List<Expression> operands) ? operands : List.of(where);
        return conditions.getLast().equals(condition())
                ? Optional.of(conditions.subList(0, conditions.size() - 1))
                : Optional.empty();
    }

    private static Optional<Expression> joined(List<Expression> conditions) {
        return conditions.isEmpty() ? Optional.empty() : Optional.of(Expressions.and(conditions));
    }

    private static boolean isLimit(Expression limit) {
        return limit instanceof Expression.Parameter
                || limit instanceof Expression.Literal(Value.Int64(long most)) && most > 0;
    }

    /** Whether something else than the key has its name, so that the order is not by the key. */
    private static boolean isOtherId(SelectItem item) {
        return item instanceof SelectItem.Computed computed
                && ColumnNames.of(computed).equals(Document.ID)
                && !computed.expression().equals(Expressions.field(Document.ID));
    }
}
