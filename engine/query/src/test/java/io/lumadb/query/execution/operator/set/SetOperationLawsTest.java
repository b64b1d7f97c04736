package io.lumadb.query.execution.operator.set;

import static io.lumadb.query.execution.operator.OperatorBench.TINY;
import static io.lumadb.query.execution.operator.OperatorBench.ample;
import static io.lumadb.query.execution.operator.OperatorBench.drain;
import static io.lumadb.query.execution.operator.OperatorBench.input;
import static io.lumadb.query.execution.operator.OperatorBench.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.OperatorBench;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import io.lumadb.query.statement.Statement.SetOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Set operations and DISTINCT against the standard's counts, in memory and with next to none. */
class SetOperationLawsTest {

    private static Value key(Row row) {
        return Value.array(row.field("k"), row.field("n"));
    }

    private static Path directory;
    private static SpillDirectory spill;

    @BeforeContainer
    static void openDirectory() throws IOException {
        directory = Files.createTempDirectory("set");
        spill = SpillDirectory.at(directory);
    }

    @AfterContainer
    static void leavesNoFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        assertThat(spill.writtenBytes()).isPositive();
        Files.delete(directory);
    }

    private static String text(Row row) {
        return HexFormat.of().formatHex(OrderedKey.of(key(row)));
    }

    private static Map<String, Long> counts(List<Row> rows) {
        return rows.stream().collect(Collectors.groupingBy(SetOperationLawsTest::text, Collectors.counting()));
    }

    private static long expected(SetOperator operator, boolean all, long left, long right) {
        long many = switch (operator) {
            case UNION -> left + right;
            case INTERSECT -> Math.min(left, right);
            case EXCEPT -> all ? Math.max(0, left - right) : right > 0 ? 0 : left;
        };
        return all ? many : Math.min(1, many);
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void countsRowsAsTheStandardDoes(@ForAll long seed) {
        Random random = new Random(seed);
        int different = 1 + random.nextInt(20);
        List<Row> left = OperatorBench.rows(random, random.nextInt(200), different);
        List<Row> right = OperatorBench.rows(random, random.nextInt(200), different);
        Map<String, Long> leftCounts = counts(left);
        Map<String, Long> rightCounts = counts(right);

        for (SetOperator operator : SetOperator.values()) {
            for (boolean all : List.of(true, false)) {
                Map<String, Long> wanted = Stream.concat(leftCounts.keySet().stream(), rightCounts.keySet().stream())
                        .distinct()
                        .collect(Collectors.toMap(
                                key -> key,
                                key -> expected(
                                        operator,
                                        all,
                                        leftCounts.getOrDefault(key, 0L),
                                        rightCounts.getOrDefault(key, 0L))));
                wanted.values().removeIf(count -> count == 0);
                for (QueryRun run : List.of(ample(), run(TINY, spill))) {
                    List<Row> rows = drain(
                            new SetOperation(input(left), input(right), operator, all, SetOperationLawsTest::key, run));
                    assertThat(counts(rows))
                            .as(
                                    "%s all %s with %d bytes",
                                    operator, all, run.memory().limitBytes())
                            .isEqualTo(wanted);
                }
            }
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void letsTheFirstOfEqualRowsThrough(@ForAll long seed) {
        Random random = new Random(seed);
        List<Row> rows = OperatorBench.rows(random, random.nextInt(300), 1 + random.nextInt(30));
        List<Value> firstIds =
                rows.stream().collect(Collectors.groupingBy(SetOperationLawsTest::text)).values().stream()
                        .map(equal -> equal.getFirst().field("_id"))
                        .toList();

        for (QueryRun run : List.of(ample(), run(TINY, spill))) {
            assertThat(drain(new Distinct(input(rows), SetOperationLawsTest::key, run)).stream()
                            .map(row -> row.field("_id")))
                    .containsExactlyInAnyOrderElementsOf(firstIds);
        }
    }
}
