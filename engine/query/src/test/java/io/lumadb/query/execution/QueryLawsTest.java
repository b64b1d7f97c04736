package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** On random data, random questions give what a plain evaluation over a list gives, whatever the way to the documents. */
class QueryLawsTest {

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void filtersSortsAndCutsAsTheReferenceDoes(@ForAll long seed) {
        Random random = new Random(seed);
        RandomQueries queries = new RandomQueries(random);
        MatchingRules rules = queries.rules();
        List<Value.Obj> documents = queries.documents();
        Bench bench = bench(random, documents);
        Expression where = queries.condition(3);
        List<SortKey> orderBy = queries.sortKeys();
        long offset = random.nextInt(4);
        long limit = random.nextInt(20);

        List<Value.Obj> rows = bench.run(new Statement.Select(
                rules,
                false,
                List.of(new SelectItem.AllFields(List.of())),
                Optional.of(new Source.Collection("t", Optional.empty())),
                Optional.of(where),
                List.of(),
                Optional.empty(),
                orderBy,
                Optional.of(new Expression.Literal(Value.of(limit))),
                Optional.of(new Expression.Literal(Value.of(offset)))));

        Reference reference = new Reference(rules);
        List<Value.Obj> expected = documents.stream()
                .filter(document -> reference.matches(where, document))
                .sorted(reference.order(orderBy))
                .skip(offset)
                .limit(limit)
                .toList();
        assertThat(rows).as("%s ORDER BY %s", where, orderBy).isEqualTo(expected);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void groupsAsTheReferenceDoes(@ForAll long seed) {
        Random random = new Random(seed);
        RandomQueries queries = new RandomQueries(random);
        List<Value.Obj> documents = queries.documents();
        Bench bench = bench(random, documents);
        Expression key = queries.field();
        Expression measured = queries.field();
        Expression where = queries.condition(1);

        List<Value.Obj> rows = bench.run(new Statement.Select(
                MatchingRules.SQL,
                false,
                List.of(
                        computed(key, "k"),
                        computed(aggregate(AggregateFunction.COUNT, Optional.empty(), false), "rows"),
                        computed(aggregate(AggregateFunction.COUNT, Optional.of(measured), true), "different"),
                        computed(aggregate(AggregateFunction.SUM, Optional.of(measured), false), "sum"),
                        computed(aggregate(AggregateFunction.AVG, Optional.of(measured), false), "mean"),
                        computed(aggregate(AggregateFunction.MIN, Optional.of(measured), false), "least"),
                        computed(aggregate(AggregateFunction.MAX, Optional.of(measured), false), "most")),
                Optional.of(new Source.Collection("t", Optional.empty())),
                Optional.of(where),
                List.of(key),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty()));

        Map<String, List<Value>> groups = new HashMap<>();
        Reference reference = new Reference(MatchingRules.SQL);
        documents.stream()
                .filter(document -> reference.matches(where, document))
                .forEach(
                        document -> groups.computeIfAbsent(keyOf(Reference.read(key, document)), _ -> new ArrayList<>())
                                .add(Reference.read(measured, document)));
        assertThat(rows).hasSize(groups.size());
        for (Value.Obj row : rows) {
            List<Value> group = groups.get(keyOf(row.get("k")));
            assertThat(group).as("group %s", row).isNotNull();
            checkGroup(row, group);
        }
    }

    private static void checkGroup(Value.Obj row, List<Value> group) {
        List<Value> known = group.stream().filter(value -> !value.isNull()).toList();
        List<Value> numbers = known.stream().filter(Value::isNumber).toList();
        assertThat(row.get("rows")).isEqualTo(Value.of(group.size()));
        assertThat(row.get("different"))
                .isEqualTo(Value.of(
                        known.stream().map(QueryLawsTest::keyOf).distinct().count()));
        Comparator<Value> order = ValueOrder.INSTANCE;
        assertThat(ValueOrder.same(row.get("least"), known.stream().min(order).orElse(Value.NULL)))
                .isTrue();
        assertThat(ValueOrder.same(row.get("most"), known.stream().max(order).orElse(Value.NULL)))
                .isTrue();
        if (numbers.isEmpty()) {
            assertThat(row.get("sum")).isEqualTo(Value.NULL);
            assertThat(row.get("mean")).isEqualTo(Value.NULL);
            return;
        }
        BigDecimal sum = numbers.stream().map(QueryLawsTest::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(exact(row.get("sum"))).isEqualByComparingTo(sum);
        boolean whole = numbers.stream().allMatch(Value.Int64.class::isInstance);
        assertThat(row.get("sum")).isInstanceOf(whole ? Value.Int64.class : Value.Float64.class);
        assertThat(((Value.Float64) row.get("mean")).value())
                .isEqualTo(sum.doubleValue() / numbers.size(), within(1e-12));
    }

    private static BigDecimal exact(Value number) {
        return switch (number) {
            case Value.Int64(long value) -> BigDecimal.valueOf(value);
            case Value.Float64(double value) -> new BigDecimal(value);
            default -> throw new IllegalArgumentException(number.toString());
        };
    }

    private static String keyOf(Value value) {
        return HexFormat.of().formatHex(OrderedKey.of(value));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void updatesAndDeletesExactlyTheMatches(@ForAll long seed) {
        Random random = new Random(seed);
        RandomQueries queries = new RandomQueries(random);
        MatchingRules rules = queries.rules();
        List<Value.Obj> documents = queries.documents();
        Bench bench = bench(random, documents);
        Expression toMark = queries.condition(2);
        Expression toDelete = queries.condition(2);

        bench.run(new Statement.Update(
                rules,
                "t",
                List.of(new Statement.Change.SetField(FieldPath.of("marked"), new Expression.Literal(Value.TRUE))),
                Optional.of(toMark),
                false,
                List.of(),
                Optional.empty()));
        bench.run(new Statement.Delete(rules, "t", Optional.of(toDelete), List.of(), Optional.empty()));

        Reference reference = new Reference(rules);
        List<Value.Obj> expected = documents.stream()
                .map(document -> reference.matches(toMark, document) ? marked(document) : document)
                .filter(document -> !reference.matches(toDelete, document))
                .sorted(Comparator.comparing(document -> document.get("_id"), ValueOrder.INSTANCE))
                .toList();
        assertThat(bench.database.all("t").stream()
                        .map(stored -> stored.document().toObject()))
                .as("mark %s delete %s", toMark, toDelete)
                .isEqualTo(expected);
    }

    private static Value.Obj marked(Value.Obj document) {
        Map<String, Value> fields = new LinkedHashMap<>(document.fields());
        fields.put("marked", Value.TRUE);
        return new Value.Obj(fields);
    }

    private static SelectItem computed(Expression expression, String name) {
        return new SelectItem.Computed(expression, Optional.of(name));
    }

    private static Expression aggregate(AggregateFunction function, Optional<Expression> operand, boolean distinct) {
        return new Expression.Aggregate(function, operand, distinct, Optional.empty());
    }

    /** With or without indexes: the answers are the same. */
    private static Bench bench(Random random, List<Value.Obj> documents) {
        Bench bench = new Bench(1 + random.nextInt(4), 64 * 1024 * 1024);
        bench.database.createCollection("t", Optional.empty(), false);
        if (random.nextBoolean()) {
            index(bench, 1, "a", "b");
            index(bench, 2, "c.d");
            index(bench, 3, "b");
        }
        List<Mutation> inserts = documents.stream()
                .<Mutation>map(document -> new Mutation.Insert(Document.of(document)))
                .toList();
        bench.database.apply("t", inserts);
        return bench;
    }

    private static void index(Bench bench, int id, String... paths) {
        List<IndexDefinition.IndexField> fields = Arrays.stream(paths)
                .map(path -> new IndexDefinition.IndexField(FieldPath.of(path.split("\\.")), false))
                .toList();
        bench.database.createIndex(
                "t", new IndexDefinition(id, "i" + id, fields, IndexDefinition.Kind.BTREE, false, Map.of()));
    }
}
