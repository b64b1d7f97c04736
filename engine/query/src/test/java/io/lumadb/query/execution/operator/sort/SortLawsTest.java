package io.lumadb.query.execution.operator.sort;

import static io.lumadb.query.execution.operator.OperatorBench.TINY;
import static io.lumadb.query.execution.operator.OperatorBench.ample;
import static io.lumadb.query.execution.operator.OperatorBench.drain;
import static io.lumadb.query.execution.operator.OperatorBench.field;
import static io.lumadb.query.execution.operator.OperatorBench.input;
import static io.lumadb.query.execution.operator.OperatorBench.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.OperatorBench;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Sorting through files gives the same rows in the same order as sorting in memory. */
class SortLawsTest {

    private static Path directory;
    private static SpillDirectory spill;

    @BeforeContainer
    static void openDirectory() throws IOException {
        directory = Files.createTempDirectory("sort");
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

    private static SortOrder order(Random random) {
        return new SortOrder(List.of(
                new SortOrder.Key(field("k"), random.nextBoolean(), random.nextBoolean()),
                new SortOrder.Key(field("n"), random.nextBoolean(), random.nextBoolean())));
    }

    /** Documents, so that ties are broken by their ids. */
    private static List<Row> documents(Random random, int count, int different) {
        return OperatorBench.rows(random, count, different).stream()
                .<Row>map(row ->
                        new DocumentRow(StoredDocument.of(Document.of(row.object()), 1 + random.nextInt(9), Tier.WARM)))
                .toList();
    }

    private static List<Row> sorted(List<Row> rows, SortOrder order, OptionalLong most, QueryRun run) {
        return drain(new Sort(input(rows), order, most, run)).stream()
                .map(Row::underlying)
                .toList();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void sortsTheSameWhateverTheMemory(@ForAll long seed) {
        Random random = new Random(seed);
        List<Row> rows = documents(random, random.nextInt(400), 1 + random.nextInt(20));
        SortOrder order = order(random);
        List<Row> expected = new ArrayList<>(
                rows.stream().map(order::keyed).sorted(order).map(KeyedRow::row).toList());
        long most = random.nextInt(450);

        for (QueryRun run : List.of(ample(), run(TINY, spill))) {
            assertThat(sorted(rows, order, OptionalLong.empty(), run)).isEqualTo(expected);
            assertThat(sorted(rows, order, OptionalLong.of(most), run))
                    .isEqualTo(expected.subList(0, (int) Math.min(most, expected.size())));
        }
    }

    @Example
    void keepsTheOrderOfRowsThatItDoesNotTellApart() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(new DocumentRow(StoredDocument.of(
                    Document.of(new Value.Obj(Map.of("_id", Value.of(7), "k", Value.of(i % 3)))), 1 + i, Tier.HOT)));
        }
        SortOrder order = new SortOrder(List.of(new SortOrder.Key(field("k"), false, true)));

        for (QueryRun run : List.of(ample(), run(TINY, spill))) {
            assertThat(sorted(rows, order, OptionalLong.empty(), run))
                    .extracting(row -> row.field("_rev"))
                    .isEqualTo(Stream.of(0, 1, 2)
                            .flatMap(k ->
                                    rows.stream().filter(row -> row.field("k").equals(Value.of(k))))
                            .map(row -> row.field("_rev"))
                            .toList());
        }
    }

    @Example
    void mergesMoreRunsThanFilesMayBeOpen() {
        Random random = new Random(5);
        List<Row> rows = documents(random, 6_000, 1_000);
        SortOrder order = order(random);
        QueryRun run = run(TINY, spill);

        assertThat(sorted(rows, order, OptionalLong.empty(), run))
                .isEqualTo(rows.stream()
                        .map(order::keyed)
                        .sorted(order)
                        .map(KeyedRow::row)
                        .toList());
    }

    @Example
    void holdsTheFirstFewOfMillionsInConstantMemory() {
        long budget = 100_000;
        QueryRun run = run(budget, SpillDirectory.none());
        SortOrder order = new SortOrder(List.of(new SortOrder.Key(field("n"), true, false)));

        List<Row> rows = drain(new Sort(new Counting(1_000_000), order, OptionalLong.of(10), run));

        assertThat(rows)
                .extracting(row -> row.field("n"))
                .startsWith(Value.of(999_999))
                .hasSize(10);
        assertThat(run.memory().mostUsedBytes()).isLessThan(10_000);
    }

    /** Gives rows that count up, made as they are asked for. */
    private static final class Counting implements Operator {
        private final int end;
        private int next;

        Counting(int end) {
            this.end = end;
        }

        @Override
        public List<Row> next() {
            List<Row> batch = new ArrayList<>();
            while (batch.size() < 512 && next < end) {
                batch.add(OperatorBench.row("n", Value.of(next)));
                next++;
            }
            return batch;
        }

        @Override
        public void close() {}
    }
}
