package io.lumadb.query.language;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Statements in normal form that a language has words for. */
final class RandomStatements {

    private final Random random;
    private final Language language;
    private final MatchingRules rules;
    private final RandomExpressions expressions;
    private final RandomExpressions checks;
    private final boolean own;

    /** @param shared only what LQL has words for too */
    RandomStatements(Random random, Language language, boolean shared) {
        this.random = random;
        this.language = language;
        this.rules = language == Language.JQL ? MatchingRules.DOCUMENT : MatchingRules.SQL;
        this.own = language == Language.JQL && !shared;
        this.expressions = new RandomExpressions(random, language, own);
        this.checks = new RandomExpressions(random, Language.LQL, false);
    }

    Statement statement() {
        return language == Language.JQL ? MatchingForms.document(any()) : any();
    }

    private Statement any() {
        if (language == Language.LQL && random.nextBoolean()) {
            RandomRelationalQueries queries = new RandomRelationalQueries(random);
            return random.nextInt(3) > 0
                    ? queries.query(3)
                    : random.nextBoolean()
                            ? queries.write()
                            : new Statement.Explain(random.nextBoolean(), queries.query(2));
        }
        if (language == Language.JQL && random.nextInt(12) == 0) {
            return new RandomVectorSearches(random, expressions).statement(collection(), where(), items());
        }
        return switch (random.nextInt(12)) {
            case 0 -> insert();
            case 1, 2 -> update();
            case 3 -> new Statement.Delete(rules, collection(), where(), sort(), expressions.maybe(expressions::rows));
            case 4 -> definition();
            case 5 -> new Statement.Explain(random.nextBoolean(), select());
            case 6, 7, 8 -> grouped();
            default -> select();
        };
    }

    private String collection() {
        return expressions.one(List.of("products", "c", "order", "my things", "index"));
    }

    private Optional<Expression> where() {
        return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(expressions.condition(3));
    }

    private List<SortKey> sort() {
        Map<FieldPath, SortKey> keys = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            FieldPath path = expressions.path();
            boolean descending = random.nextBoolean();
            Optional<Boolean> nulls =
                    language == Language.LQL && random.nextBoolean() ? Optional.of(descending) : Optional.empty();
            keys.put(path, new SortKey(new Expression.Field(path), descending, nulls));
        }
        return List.copyOf(keys.values());
    }

    private Statement select() {
        return new Statement.Select(
                rules,
                random.nextInt(4) == 0,
                items(),
                source(),
                where(),
                List.of(),
                Optional.empty(),
                sort(),
                expressions.maybe(expressions::rows),
                expressions.maybe(expressions::rows));
    }

    private Optional<Source> source() {
        return Optional.of(new Source.Collection(collection(), Optional.empty()));
    }

    private List<SelectItem> items() {
        if (random.nextInt(3) == 0) {
            List<FieldPath> except = new ArrayList<>();
            if (language != Language.NQL && random.nextBoolean()) {
                except.add(expressions.path());
            }
            // DISTINCT over whole documents has no sentence.
            return language == Language.NQL ? fields() : List.of(new SelectItem.AllFields(except));
        }
        return fields();
    }

    /** Computed and kept fields, no name twice. */
    private List<SelectItem> fields() {
        Map<String, SelectItem> items = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            if (language != Language.NQL && random.nextInt(4) == 0) {
                FieldPath path = expressions.path();
                if (!path.isTopLevel()) {
                    items.put(path.toString(), new SelectItem.Kept(path));
                }
            } else {
                Expression value = language == Language.NQL ? expressions.field() : expressions.operand(2);
                String name = expressions.name();
                SelectItem.Computed item = random.nextBoolean()
                        ? ColumnNames.named(value, name)
                        : new SelectItem.Computed(value, Optional.empty());
                String column = ColumnNames.of(item);
                if (!column.startsWith("$")) {
                    items.put(column, item);
                }
            }
        }
        return items.isEmpty()
                ? List.of(new SelectItem.Computed(Expressions.field("name"), Optional.empty()))
                : List.copyOf(items.values());
    }

    private Statement grouped() {
        List<Expression> keys = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Expression key = language == Language.NQL || random.nextBoolean() ? expressions.field() : calculated();
            if (!keys.contains(key)) {
                keys.add(key);
            }
        }
        List<Expression> aggregates = expressions.some(3, this::aggregate);
        Map<String, SelectItem> items = new LinkedHashMap<>();
        for (Expression key : keys) {
            put(items, key);
        }
        for (Expression aggregate : aggregates) {
            put(items, aggregate);
        }
        Optional<Expression> having =
                language == Language.NQL ? Optional.empty() : expressions.maybe(() -> having(aggregates));
        return new Statement.Select(
                rules,
                false,
                List.copyOf(items.values()),
                source(),
                where(),
                keys,
                having,
                groupSort(List.copyOf(items.values()), aggregates),
                expressions.maybe(expressions::rows),
                expressions.maybe(expressions::rows));
    }

    private Expression calculated() {
        return new Expression.Call("UPPER", List.of(expressions.field()));
    }

    private Expression having(List<Expression> aggregates) {
        return new Expression.Comparison(
                Expression.ComparisonOperator.GREATER, expressions.one(aggregates), expressions.constant());
    }

    private void put(Map<String, SelectItem> items, Expression value) {
        SelectItem.Computed item = new SelectItem.Computed(value, Optional.empty());
        for (int i = 0; items.containsKey(ColumnNames.of(item)) || i == 0 && random.nextBoolean(); i++) {
            item = ColumnNames.named(value, "n" + items.size() + "_" + i);
        }
        items.put(ColumnNames.of(item), item);
    }

    private List<SortKey> groupSort(List<SelectItem> items, List<Expression> aggregates) {
        boolean byName = random.nextBoolean();
        if (random.nextBoolean()) {
            return List.of();
        }
        SelectItem.Computed item = (SelectItem.Computed) expressions.one(items);
        boolean named = byName && item.alias().isPresent();
        Expression by = named ? Expressions.field(ColumnNames.of(item)) : expressions.one(aggregates);
        return List.of(new SortKey(by, random.nextBoolean(), Optional.empty()));
    }

    private Expression aggregate() {
        AggregateFunction function = expressions.one(List.of(
                AggregateFunction.COUNT,
                AggregateFunction.SUM,
                AggregateFunction.AVG,
                AggregateFunction.MIN,
                AggregateFunction.MAX));
        boolean count = function == AggregateFunction.COUNT;
        if (count && random.nextBoolean()) {
            return new Expression.Aggregate(function, Optional.empty(), false, Optional.empty());
        }
        Expression operand = language == Language.NQL ? expressions.field() : expressions.operand(1);
        boolean distinct = random.nextInt(4) == 0 && (language != Language.NQL || count);
        Optional<Expression> filter =
                language == Language.LQL ? expressions.maybe(() -> expressions.condition(1)) : Optional.empty();
        return new Expression.Aggregate(function, Optional.of(operand), distinct, filter);
    }

    private Statement insert() {
        if (language == Language.NQL) {
            return new Statement.Insert(collection(), expressions.some(3, this::sentenceDocument), false, true);
        }
        return new Statement.Insert(
                collection(),
                expressions.some(3, () -> new Expression.Literal(expressions.values.object(3))),
                random.nextBoolean(),
                true);
    }

    private Expression sentenceDocument() {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            fields.put(expressions.name(), expressions.values.any(2));
        }
        if (random.nextBoolean()) {
            fields.put("inner", new Value.Obj(Map.of("deep", expressions.values.scalar())));
        }
        return new Expression.Literal(new Value.Obj(fields));
    }

    private Statement update() {
        if (own && random.nextBoolean()) {
            return new RandomWrites(random, expressions).statement();
        }
        Map<FieldPath, Change> changes = new LinkedHashMap<>();
        boolean computed = language != Language.NQL && random.nextBoolean();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            FieldPath path = expressions.path();
            Expression value = computed ? expressions.operand(2) : new Expression.Literal(expressions.values.any(2));
            if (isApart(path, changes)) {
                changes.put(path, new Change.SetField(path, value));
            }
        }
        if (!computed && random.nextBoolean()) {
            FieldPath path = expressions.path();
            if (isApart(path, changes)) {
                changes.put(path, new Change.Increment(path, new Expression.Literal(Value.of(random.nextInt(-9, 9)))));
            }
        }
        if (random.nextBoolean()) {
            FieldPath path = expressions.path();
            if (isApart(path, changes)) {
                changes.put(path, new Change.UnsetField(path));
            }
        }
        return new Statement.Update(
                rules,
                collection(),
                List.copyOf(changes.values()),
                where(),
                false,
                sort(),
                expressions.maybe(expressions::rows));
    }

    /** No change is part of another one's field. */
    private static boolean isApart(FieldPath path, Map<FieldPath, Change> changes) {
        return changes.keySet().stream().noneMatch(other -> {
            int length = Math.min(path.segments().size(), other.segments().size());
            return path.segments().subList(0, length).equals(other.segments().subList(0, length));
        });
    }

    private Statement definition() {
        return switch (random.nextInt(language == Language.LQL ? 9 : 8)) {
            case 8 -> new Statement.SetSchema(collection(), expressions.maybe(this::schema));
            case 0 ->
                new Statement.CreateCollection(
                        collection(),
                        random.nextBoolean(),
                        language == Language.NQL ? Optional.empty() : expressions.maybe(this::schema));
            case 1 -> new Statement.DropCollection(collection(), random.nextBoolean());
            case 2 -> new Statement.CreateIndex(collection(), index());
            case 3 -> new Statement.DropIndex(expressions.name(), collection());
            case 4 -> new Statement.ShowCollections();
            case 5 -> new Statement.ShowIndexes(collection());
            case 6 ->
                language == Language.NQL
                        ? new Statement.ShowCollections()
                        : new Statement.SetTiering(collection(), policy());
            default -> new Statement.Describe(collection());
        };
    }

    private CollectionSchema schema() {
        Map<String, CollectionSchema.FieldRule> rulesOfFields = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String name = expressions.name();
            rulesOfFields.put(
                    name,
                    new CollectionSchema.FieldRule(
                            name,
                            expressions.one(List.of("any", "string", "int64", "array", "timestamp")),
                            random.nextBoolean(),
                            expressions.maybe(() -> random.nextInt(4) == 0
                                    ? new CollectionSchema.Default.Computed("NOW()")
                                    : new CollectionSchema.Default.Constant(expressions.values.any(2))),
                            expressions.maybe(() -> LqlLanguage.print(checks.condition(1)))));
        }
        return new CollectionSchema(List.copyOf(rulesOfFields.values()), random.nextBoolean());
    }

    private IndexDefinition index() {
        Map<FieldPath, IndexDefinition.IndexField> fields = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            FieldPath path = expressions.path();
            fields.put(path, new IndexDefinition.IndexField(path, random.nextBoolean()));
        }
        boolean sentence = language == Language.NQL;
        return new IndexDefinition(
                0,
                expressions.name(),
                List.copyOf(fields.values()),
                expressions.one(
                        sentence
                                ? List.of(
                                        IndexDefinition.Kind.BTREE,
                                        IndexDefinition.Kind.HASH,
                                        IndexDefinition.Kind.FULLTEXT)
                                : List.of(IndexDefinition.Kind.values())),
                random.nextBoolean(),
                sentence || random.nextBoolean()
                        ? Map.of()
                        : Map.of("dimensions", Value.of(384), "metric", Value.of("cosine")));
    }

    private TieringPolicy policy() {
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(random.nextBoolean(), OptionalLong.of(1 << 20)),
                new TieringPolicy.WarmPolicy(true, Duration.ofSeconds(random.nextInt(99)), OptionalLong.empty()),
                new TieringPolicy.ColdPolicy(
                        true,
                        Duration.ofSeconds(random.nextInt(999)),
                        OptionalLong.empty(),
                        random.nextBoolean() ? new ColdStrategy.Replication(2) : new ColdStrategy.ErasureCoding(4, 2)));
    }
}
