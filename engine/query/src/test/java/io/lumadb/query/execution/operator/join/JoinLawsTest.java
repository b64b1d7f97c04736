package io.lumadb.query.execution.operator.join;

import static io.lumadb.query.execution.operator.OperatorBench.AMPLE;
import static io.lumadb.query.execution.operator.OperatorBench.TINY;
import static io.lumadb.query.execution.operator.OperatorBench.ample;
import static io.lumadb.query.execution.operator.OperatorBench.drain;
import static io.lumadb.query.execution.operator.OperatorBench.field;
import static io.lumadb.query.execution.operator.OperatorBench.input;
import static io.lumadb.query.execution.operator.OperatorBench.run;
import static io.lumadb.query.execution.operator.OperatorBench.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.OperatorBench;
import io.lumadb.query.execution.operator.OperatorBench.Pair;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;

/** Every join against the definition of its kind, in memory and with next to none. */
class JoinLawsTest {

    private static final JoinRows PAIRS = new JoinRows(Pair::of, Pair::left, Pair::right);
    private static final FieldPath LEFT_NUMBER = FieldPath.of("l", "n");
    private static final FieldPath RIGHT_NUMBER = FieldPath.of("r", "n");
    private static final Evaluator RESIDUAL = row -> {
        Value left = row.get(LEFT_NUMBER);
        Value right = row.get(RIGHT_NUMBER);
        return left.isNull() || right.isNull() ? Value.NULL : Value.of(ValueOrder.INSTANCE.compare(left, right) < 0);
    };

    private static Path directory;
    private static SpillDirectory spill;

    @BeforeContainer
    static void openDirectory() throws IOException {
        directory = Files.createTempDirectory("join");
        spill = SpillDirectory.at(directory);
    }

    @AfterContainer
    static void leavesNoFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        assertThat(spill.openFiles()).isZero();
        assertThat(spill.writtenBytes()).isPositive();
        Files.delete(directory);
    }

    private record Inputs(List<Row> left, List<Row> right, JoinKeys keys, Optional<Evaluator> residual) {

        static Inputs of(Random random, int most) {
            int different = 1 + random.nextInt(40);
            JoinKeys keys = new JoinKeys(List.of(field("k")), List.of(field("k")), random.nextBoolean());
            return new Inputs(
                    OperatorBench.rows(random, random.nextInt(most), different),
                    OperatorBench.rows(random, random.nextInt(most), different),
                    keys,
                    random.nextBoolean() ? Optional.of(RESIDUAL) : Optional.empty());
        }

        boolean partners(Row left, Row right) {
            Value a = left.field("k");
            Value b = right.field("k");
            boolean equal =
                    a.isNull() || b.isNull() ? keys.nullsMatch() && a.isNull() && b.isNull() : ValueOrder.same(a, b);
            return equal && (residual.isEmpty() || residual.get().holds(Pair.of(left, right)));
        }

        List<Row> joined(JoinKind kind) {
            List<Row> joined = new ArrayList<>();
            Set<Row> matchedRight = new HashSet<>();
            for (Row row : left) {
                List<Row> partners =
                        right.stream().filter(other -> partners(row, other)).toList();
                matchedRight.addAll(partners);
                switch (kind) {
                    case SEMI -> joined.addAll(partners.isEmpty() ? List.of() : List.of(row));
                    case ANTI -> joined.addAll(partners.isEmpty() ? List.of(row) : List.of());
                    case INNER, LEFT, RIGHT, FULL -> {
                        partners.forEach(other -> joined.add(Pair.of(row, other)));
                        if (partners.isEmpty() && kind.keepsLoneLeft()) {
                            joined.add(Pair.left(row));
                        }
                    }
                    case NULL_AWARE_ANTI -> throw new IllegalArgumentException("has a test of its own");
                }
            }
            right.stream()
                    .filter(row -> kind.keepsLoneRight() && !matchedRight.contains(row))
                    .forEach(row -> joined.add(Pair.right(row)));
            return joined;
        }

        Operator hashJoin(JoinKind kind, QueryRun run) {
            return new HashJoin(input(left), input(right), kind, keys, residual, PAIRS, run);
        }

        Operator nestedLoop(JoinKind kind, QueryRun run) {
            Evaluator condition = row -> Value.of(partners(
                    ((Pair) row).parts().getFirst(), ((Pair) row).parts().getLast()));
            return new NestedLoopJoin(input(left), input(right), kind, Optional.of(condition), PAIRS, run);
        }
    }

    private static Stream<JoinKind> kinds() {
        return Stream.of(JoinKind.values()).filter(kind -> kind != JoinKind.NULL_AWARE_ANTI);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void joinsAsDefinedWhateverTheMemory(@ForAll long seed) {
        Inputs inputs = Inputs.of(new Random(seed), 150);

        kinds().forEach(kind -> {
            List<String> expected = texts(inputs.joined(kind));
            Stream.<Function<QueryRun, Operator>>of(
                            run -> inputs.hashJoin(kind, run), run -> inputs.nestedLoop(kind, run))
                    .forEach(join -> {
                        assertThat(texts(drain(join.apply(ample()))))
                                .as("%s in memory", kind)
                                .containsExactlyInAnyOrderElementsOf(expected);
                        assertThat(texts(drain(join.apply(run(TINY, spill)))))
                                .as("%s spilled", kind)
                                .containsExactlyInAnyOrderElementsOf(expected);
                    });
        });
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void mergesSortedSidesAsDefinedWhateverTheMemory(@ForAll long seed) {
        Random random = new Random(seed);
        Inputs unsorted = Inputs.of(random, 150);
        Inputs inputs = new Inputs(
                sorted(unsorted.left()),
                sorted(unsorted.right()),
                JoinKeys.equal(unsorted.keys().left(), unsorted.keys().right()),
                unsorted.residual());

        Stream.of(JoinKind.INNER, JoinKind.LEFT).forEach(kind -> {
            List<String> expected = texts(inputs.joined(kind));
            Stream.of(ample(), run(TINY, spill)).forEach(run -> {
                Operator merge = new MergeJoin(
                        input(inputs.left()),
                        field("k"),
                        input(inputs.right()),
                        field("k"),
                        kind == JoinKind.LEFT,
                        inputs.residual(),
                        PAIRS,
                        run);
                assertThat(texts(drain(merge))).as("%s, seed %s", kind, seed).isEqualTo(expected);
            });
        });
    }

    private static List<Row> sorted(List<Row> rows) {
        return rows.stream()
                .sorted((one, other) -> ValueOrder.INSTANCE.compare(one.field("k"), other.field("k")))
                .toList();
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void keepsTheLeftSidesOrderInMemory(@ForAll long seed) {
        Inputs inputs = Inputs.of(new Random(seed), 100);

        Stream.of(JoinKind.INNER, JoinKind.LEFT, JoinKind.SEMI, JoinKind.ANTI).forEach(kind -> {
            List<String> expected = texts(inputs.joined(kind));
            assertThat(texts(drain(inputs.hashJoin(kind, ample())))).isEqualTo(expected);
            assertThat(texts(drain(inputs.nestedLoop(kind, ample())))).isEqualTo(expected);
        });
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void joinsPieceByPieceWhereAllKeysAreTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        Inputs inputs = new Inputs(
                OperatorBench.rows(random, random.nextInt(60), 1),
                OperatorBench.rows(random, 200, 1),
                JoinKeys.equal(List.of(field("k")), List.of(field("k"))),
                Optional.of(RESIDUAL));

        kinds().forEach(kind -> assertThat(texts(drain(inputs.hashJoin(kind, run(TINY, spill)))))
                .as(kind.name())
                .containsExactlyInAnyOrderElementsOf(texts(inputs.joined(kind))));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void decidesMembershipByThreeValues(@ForAll long seed, @ForAll @IntRange(min = 0, max = 120) int members) {
        Random random = new Random(seed);
        int different = 1 + random.nextInt(60);
        boolean correlated = random.nextBoolean();
        boolean withResidual = correlated && random.nextBoolean();
        List<Row> left = OperatorBench.rows(random, random.nextInt(100), different);
        List<Row> right = random.nextBoolean()
                ? OperatorBench.rows(random, members, different)
                : OperatorBench.rows(random, members, different).stream()
                        .filter(row -> row.field("k") instanceof Value.Int64)
                        .toList();
        JoinKeys keys = correlated
                ? new JoinKeys(List.of(field("n")), List.of(field("n")), random.nextBoolean())
                : JoinKeys.equal(List.of(), List.of());
        MembershipJoin.Answer shown =
                (row, membership) -> Optional.of(OperatorBench.row("id", row.field("_id"), "in", membership));

        // The members of one key have to fit; all of them do not.
        Stream.of(run(AMPLE, SpillDirectory.none()), run(2 * TINY, spill)).forEach(run -> {
            List<Row> answers = drain(new MembershipJoin(
                    input(left),
                    input(right),
                    new MembershipJoin.Compared(field("k"), field("k")),
                    keys,
                    withResidual ? Optional.of(new MembershipJoin.Residual(IDS_DIFFER, Pair::of)) : Optional.empty(),
                    shown,
                    run));
            assertThat(texts(answers))
                    .containsExactlyInAnyOrderElementsOf(texts(left.stream()
                            .map(row -> OperatorBench.row(
                                    "id", row.field("_id"), "in", membership(row, right, correlated, withResidual)))
                            .toList()));
        });
    }

    private static final Evaluator IDS_DIFFER =
            row -> Value.of(!ValueOrder.same(row.get(FieldPath.of("l", "_id")), row.get(FieldPath.of("r", "_id"))));

    private static Value membership(Row row, List<Row> right, boolean correlated, boolean withResidual) {
        boolean unknown = false;
        for (Row other : right) {
            if (correlated && !ValueOrder.same(row.field("n"), other.field("n"))
                    || withResidual && !IDS_DIFFER.holds(Pair.of(row, other))) {
                continue;
            }
            Value a = row.field("k");
            Value b = other.field("k");
            if (a.isNull() || b.isNull() || ValueOrder.rank(a) != ValueOrder.rank(b)) {
                unknown = true;
            } else if (ValueOrder.same(a, b)) {
                return Value.TRUE;
            }
        }
        return unknown ? Value.NULL : Value.FALSE;
    }

    @Test
    void oneUnknownComparisonHoldsANotInBack() {
        List<Row> left = List.of(OperatorBench.row("k", Value.of(1)), OperatorBench.row("k", Value.NULL));
        List<Row> members = List.of(OperatorBench.row("k", Value.of(2)));
        List<Row> membersAndNull = List.of(members.getFirst(), OperatorBench.row("k", Value.NULL));

        assertThat(notIn(left, members)).hasSize(1);
        assertThat(notIn(left, membersAndNull)).isEmpty();
        assertThat(notIn(left, List.of())).hasSize(2);
    }

    private static List<Row> notIn(List<Row> left, List<Row> right) {
        List<Row> byHash = drain(new MembershipJoin(
                input(left),
                input(right),
                new MembershipJoin.Compared(field("k"), field("k")),
                JoinKeys.equal(List.of(), List.of()),
                Optional.empty(),
                MembershipJoin.Answer.NOT_IN,
                ample()));
        Evaluator equal = row -> {
            Value a = row.get(FieldPath.of("l", "k"));
            Value b = row.get(FieldPath.of("r", "k"));
            return a.isNull() || b.isNull() ? Value.NULL : Value.of(ValueOrder.same(a, b));
        };
        List<Row> byLoop = drain(new NestedLoopJoin(
                input(left), input(right), JoinKind.NULL_AWARE_ANTI, Optional.of(equal), PAIRS, ample()));
        assertThat(texts(byHash)).isEqualTo(texts(byLoop));
        return byHash;
    }

    @Test
    void givesEveryPairWithoutACondition() {
        List<Row> three = OperatorBench.rows(new Random(1), 3, 2);
        List<Row> four = OperatorBench.rows(new Random(2), 4, 2);

        assertThat(drain(new NestedLoopJoin(
                        input(three), input(four), JoinKind.INNER, Optional.empty(), PAIRS, ample())))
                .hasSize(12);
    }

    @Test
    void refusesToPassANotInForAHashJoin() {
        assertThatThrownBy(() -> new HashJoin(
                        input(List.of()),
                        input(List.of()),
                        JoinKind.NULL_AWARE_ANTI,
                        JoinKeys.equal(List.of(), List.of()),
                        Optional.empty(),
                        PAIRS,
                        ample()))
                .hasMessageContaining("membership join");
    }
}
