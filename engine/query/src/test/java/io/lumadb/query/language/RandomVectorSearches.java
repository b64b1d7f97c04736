package io.lumadb.query.language;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.VectorSearch;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What {@code $vectorSearch} says, with a shape for what it finds. */
final class RandomVectorSearches {

    private final Random random;
    private final RandomExpressions expressions;

    RandomVectorSearches(Random random, RandomExpressions expressions) {
        this.random = random;
        this.expressions = expressions;
    }

    Statement statement(String collection, Optional<Expression> filter, List<SelectItem> shape) {
        VectorSearch search = search();
        List<Expression> conditions = new ArrayList<>();
        filter.ifPresent(conditions::add);
        conditions.add(search.condition());
        return new Statement.Select(
                MatchingRules.DOCUMENT,
                false,
                items(search, shape),
                Optional.of(new Source.Collection(collection, Optional.empty())),
                Optional.of(Expressions.and(conditions)),
                List.of(),
                Optional.empty(),
                search.order(),
                Optional.of(expressions
                        .maybe(expressions::parameter)
                        .orElseGet(() -> new Expression.Literal(Value.of(1 + random.nextInt(1000))))),
                Optional.empty());
    }

    private VectorSearch search() {
        return new VectorSearch(
                expressions.path(),
                expressions.one(List.of(
                        expressions.parameter(),
                        new Expression.Literal(Value.array(Value.of(1), Value.of(random.nextDouble()))),
                        new Expression.Literal(new Value.Vector(new float[] {random.nextFloat(), 0.1f})))),
                expressions.maybe(() -> expressions.one(List.of("cosine", "DOT", "euclidean"))));
    }

    /** The key keeps its name, by which the order goes on. */
    private List<SelectItem> items(VectorSearch search, List<SelectItem> shape) {
        List<SelectItem> items = new ArrayList<>(shape);
        items.removeIf(item -> item instanceof SelectItem.Computed computed
                && ColumnNames.of(computed).equals(Document.ID)
                && !computed.expression().equals(Expressions.field(Document.ID)));
        if (items.isEmpty() || items.getFirst() instanceof SelectItem.Computed && random.nextBoolean()) {
            items.add(
                    random.nextBoolean()
                            ? ColumnNames.named(search.score(), "score")
                            : new SelectItem.Computed(search.score(), Optional.empty()));
        }
        return items;
    }
}
