package io.lumadb.query.nql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Translator;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Aggregate;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.ArrayFilter;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Image;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.lang.reflect.RecordComponent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A sentence says all that its statement does: a part that sentences have no words for is refused, and none is left out. */
class PrintedWholeTest {

    private static final Expression NUMBER = Expressions.literal(Value.of(7L));
    private static final Expression PRICE = Expressions.field("price");
    private static final Expression CONDITION =
            new Expression.Comparison(Expression.ComparisonOperator.GREATER, PRICE, NUMBER);
    private static final List<SortKey> SORTED = List.of(new SortKey(PRICE, true, Optional.empty()));
    private static final Optional<Returning> RETURNING =
            Optional.of(new Returning(List.of(new SelectItem.AllFields(List.of())), Image.BEFORE));
    private static final List<SelectItem> SHOWN = List.of(new SelectItem.Computed(PRICE, Optional.empty()));

    private final NqlLanguage nql = new NqlLanguage(InstantSource.system());

    /** A statement with words for it, and for each of its parts another value. */
    record Walk(Record base, Map<String, Object> others) {
        @Override
        public String toString() {
            return base.getClass().getSimpleName();
        }
    }

    static Stream<Walk> walks() {
        Expression lamp = Expressions.literal(new Value.Obj(Map.of("name", Value.of("Lamp"))));
        Change change = new Change.SetField(FieldPath.of("price"), NUMBER);
        return Stream.of(
                new Walk(
                        new Statement.Select(
                                MatchingRules.SQL,
                                false,
                                SHOWN,
                                Optional.of(new Source.Collection("c", Optional.empty())),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty()),
                        Map.of(
                                "distinct", true,
                                "items", List.of(new SelectItem.Computed(PRICE, Optional.of("p"))),
                                "from", Optional.of(new Source.Collection("c", Optional.of("other"))),
                                "where", Optional.of(CONDITION),
                                "groupBy", List.of(PRICE),
                                "having", Optional.of(CONDITION),
                                "orderBy", SORTED,
                                "limit", Optional.of(NUMBER),
                                "offset", Optional.of(NUMBER))),
                new Walk(
                        new Statement.Insert("c", List.of(lamp), false, true),
                        Map.of(
                                "collection",
                                "other",
                                "documents",
                                List.of(lamp, lamp),
                                "upsert",
                                true,
                                "ordered",
                                false,
                                "returning",
                                RETURNING)),
                new Walk(
                        new Statement.Update(
                                MatchingRules.SQL,
                                "c",
                                List.of(change),
                                Optional.empty(),
                                false,
                                List.of(),
                                Optional.empty()),
                        Map.of(
                                "collection",
                                "other",
                                "changes",
                                List.of(change, new Change.UnsetField(FieldPath.of("tags"))),
                                "where",
                                Optional.of(CONDITION),
                                "upsert",
                                true,
                                "orderBy",
                                SORTED,
                                "limit",
                                Optional.of(NUMBER),
                                "arrayFilters",
                                List.of(new ArrayFilter("x", CONDITION)),
                                "returning",
                                RETURNING)),
                new Walk(
                        new Statement.Delete(MatchingRules.SQL, "c", Optional.empty(), List.of(), Optional.empty()),
                        Map.of(
                                "collection",
                                "other",
                                "where",
                                Optional.of(CONDITION),
                                "orderBy",
                                SORTED,
                                "limit",
                                Optional.of(NUMBER),
                                "returning",
                                RETURNING)),
                new Walk(
                        new Statement.CreateCollection("c", false, Optional.empty()),
                        Map.of(
                                "name",
                                "other",
                                "ifNotExists",
                                true,
                                "schema",
                                Optional.of(new CollectionSchema(List.of(), true)))),
                new Walk(new Statement.DropCollection("c", false), Map.of("name", "other", "ifExists", true)),
                new Walk(new Statement.DropIndex("i", "c"), Map.of("name", "other", "collection", "other")),
                new Walk(
                        new Statement.Explain(false, new Statement.ShowCollections()),
                        Map.of("analyze", true, "statement", new Statement.Describe("c"))));
    }

    /** The rules are not a part of what is said: sentences have one of the two, and a translation says where that differs. */
    private static boolean isSaid(RecordComponent component) {
        return component.getType() != MatchingRules.class
                && !(component.getDeclaringRecord() == Statement.Select.class
                        && component.getName().equals("collection"));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void everyPartIsSaidOrRefused(Walk walk) {
        String plain = nql.print((Statement) walk.base());
        for (RecordComponent component : walk.base().getClass().getRecordComponents()) {
            if (isSaid(component)) {
                Object other = walk.others().get(component.getName());
                assertThat(other).as("another value of %s", component).isNotNull();
                Statement changed = (Statement) with(walk.base(), component.getName(), other);
                assertThat(changed).isNotEqualTo(walk.base());
                assertSaidOrRefused(changed, plain);
            }
        }
    }

    private void assertSaidOrRefused(Statement changed, String plain) {
        try {
            String printed = nql.print(changed);
            assertThat(printed).as("%s", changed).isNotEqualTo(plain);
            assertThat(nql.parse(printed, Names.NONE)).as(printed).isEqualTo(changed);
        } catch (QueryError refused) {
            assertThat(refused.detail()).as("%s", changed).startsWith("NQL has no words for");
        }
    }

    private static Object with(Record base, String name, Object value) {
        RecordComponent[] components = base.getClass().getRecordComponents();
        List<Object> values = new ArrayList<>();
        try {
            for (RecordComponent component : components) {
                values.add(
                        component.getName().equals(name)
                                ? value
                                : Objects.requireNonNull(component.getAccessor().invoke(base)));
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return base.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            return fail(e);
        }
    }

    static Stream<Aggregate> aggregates() {
        Aggregate average = new Aggregate(AggregateFunction.AVG, Optional.of(PRICE), false, Optional.empty());
        return Stream.of(
                new Aggregate(
                        average.function(), average.operand(), Optional.of(NUMBER), false, List.of(), Optional.empty()),
                new Aggregate(
                        average.function(), average.operand(), Optional.empty(), true, List.of(), Optional.empty()),
                new Aggregate(average.function(), average.operand(), Optional.empty(), false, SORTED, Optional.empty()),
                new Aggregate(
                        average.function(),
                        average.operand(),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.of(CONDITION)));
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void whatAnAggregateSaysBesideItsFieldIsRefused(Aggregate aggregate) {
        Statement.Select all = Statement.Select.all(MatchingRules.SQL, "c");
        Statement shown = (Statement) with(all, "items", List.of(new SelectItem.Computed(aggregate, Optional.empty())));

        assertThatThrownBy(() -> nql.print(shown)).isInstanceOf(QueryError.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            LQL | DELETE FROM v WHERE _id = 3 RETURNING *                                | RETURNING
            LQL | UPDATE v SET a = 1 WHERE _id = 3 RETURNING a                           | RETURNING
            LQL | INSERT INTO v VALUE {a: 1} RETURNING _id                               | RETURNING
            LQL | UPSERT INTO v VALUE {_id: 1}                                           | UPSERT
            LQL | SELECT x.a FROM v x                                                    | AS x
            LQL | SELECT a FROM v ORDER BY a NULLS LAST                                  | NULLS LAST
            LQL | SELECT a, COUNT(*) FROM v GROUP BY a HAVING COUNT(*) > 1               | HAVING
            LQL | SELECT ROW_NUMBER() OVER (ORDER BY a) FROM v                           | window
            LQL | SELECT AVG(a) FILTER (WHERE b = 1) FROM v                              | FILTER
            JQL | {"findAndModify": "v", "filter": {"_id": 3}, "remove": true}           | RETURNING
            JQL | {"findAndModify": "v", "filter": {"_id": 3}, "$set": {"a": 1}}         | RETURNING
            """)
    void aTranslationNamesWhatSentencesHaveNoWordsFor(Language from, String text, String construct) {
        Translator translator = new Translator(new Languages(InstantSource.system()));

        assertThatThrownBy(() -> translator.translate(from, Language.NQL, text, Names.NONE))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining(construct);
    }

    @Test
    void anIndexSaysItsOptionsOrIsRefused() {
        IndexDefinition index = new IndexDefinition(
                0,
                "i",
                List.of(new IndexDefinition.IndexField(FieldPath.of("a"), false)),
                IndexDefinition.Kind.BTREE,
                false,
                Map.of("k", Value.of(1L)));

        assertThatThrownBy(() -> nql.print(new Statement.CreateIndex("c", index)))
                .hasMessageContaining("options");
    }
}
