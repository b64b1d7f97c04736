package io.lumadb.client.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The core workloads against their published definitions. */
class WorkloadTest {

    private static final int OPERATIONS = 200_000;

    private static LoadPlan plan(Workload workload) {
        return LoadPlan.of("load", workload, 1_000, LoadPlan.Limit.operations(OPERATIONS));
    }

    private static Map<OperationKind, Integer> drawn(Workload workload) {
        long seed = System.nanoTime();
        System.out.println("WorkloadTest seed " + seed);
        OperationSource source = new OperationSource(
                plan(workload).withKeys(io.lumadb.client.load.key.KeyOrder.HASHED, 0.99, seed), 1_000);
        Map<OperationKind, Integer> counts = new EnumMap<>(OperationKind.class);
        IntStream.range(0, OPERATIONS).forEach(_ -> {
            Operation operation = source.next();
            counts.merge(operation.kind(), 1, Integer::sum);
            source.ended(operation);
        });
        return counts;
    }

    @Test
    void coreWorkloadsMixTheirOperationsAsPublished() {
        Map<String, Map<OperationKind, Double>> published = Map.of(
                "A", Map.of(OperationKind.READ, 0.5, OperationKind.UPDATE, 0.5),
                "B", Map.of(OperationKind.READ, 0.95, OperationKind.UPDATE, 0.05),
                "C", Map.of(OperationKind.READ, 1.0),
                "D", Map.of(OperationKind.READ, 0.95, OperationKind.INSERT, 0.05),
                "E", Map.of(OperationKind.SCAN, 0.95, OperationKind.INSERT, 0.05),
                "F", Map.of(OperationKind.READ, 0.5, OperationKind.READ_MODIFY_WRITE, 0.5));
        published.forEach((name, shares) -> {
            Map<OperationKind, Integer> counts = drawn(Workload.named(name));

            assertThat(counts.keySet()).as(name).isEqualTo(shares.keySet());
            shares.forEach((kind, share) -> assertThat(counts.get(kind) / (double) OPERATIONS)
                    .as(name + " " + kind)
                    .isCloseTo(share, within(6 * Math.sqrt(share * (1 - share) / OPERATIONS))));
        });
    }

    @Test
    void coreWorkloadsAskForRecordsAsPublished() {
        assertThat(Workload.CORE)
                .extracting(Workload::distribution)
                .containsExactly(
                        Distribution.ZIPFIAN,
                        Distribution.ZIPFIAN,
                        Distribution.ZIPFIAN,
                        Distribution.LATEST,
                        Distribution.ZIPFIAN,
                        Distribution.ZIPFIAN);
    }

    @Test
    void scansAskForOneToAHundredDocumentsEachAsOften() {
        OperationSource source = new OperationSource(plan(Workload.E), 1_000);
        int[] lengths = new int[101];
        int scans = 0;

        for (int draw = 0; draw < OPERATIONS; draw++) {
            Operation operation = source.next();
            source.ended(operation);
            if (operation.kind() == OperationKind.SCAN) {
                lengths[operation.length()]++;
                scans++;
            }
        }

        assertThat(lengths[0]).isZero();
        double expected = scans / 100.0;
        double chiSquare = 0;
        for (int length = 1; length <= 100; length++) {
            chiSquare += (lengths[length] - expected) * (lengths[length] - expected) / expected;
        }
        assertThat(chiSquare).isLessThan(99 + 6 * Math.sqrt(2.0 * 99));
    }

    @Test
    void insertsBeginBehindWhatIsThere() {
        OperationSource source = new OperationSource(plan(Workload.D), 1_234);

        long first = IntStream.range(0, 1_000)
                .mapToObj(_ -> source.next())
                .filter(operation -> operation.kind() == OperationKind.INSERT)
                .findFirst()
                .orElseThrow()
                .record();

        assertThat(first).isEqualTo(1_234);
    }

    @Test
    void drawsTheSameOperationsFromTheSameSeed() {
        OperationSource one = new OperationSource(plan(Workload.A), 1_000);
        OperationSource other = new OperationSource(plan(Workload.A), 1_000);

        for (int draw = 0; draw < 1_000; draw++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    @Test
    void documentsHaveTheFieldsAndBytesOfThePlan() {
        RecordBodies bodies = new RecordBodies(plan(Workload.A).withDocuments(3, 50, false));

        io.lumadb.document.Value.Obj record = io.lumadb.document.Json.parseObject(
                new String(bodies.insert(7), java.nio.charset.StandardCharsets.UTF_8));
        io.lumadb.document.Value.Obj change = io.lumadb.document.Json.parseObject(
                new String(bodies.change(), java.nio.charset.StandardCharsets.UTF_8));

        assertThat(record.fields().keySet()).containsExactly("_id", "field0", "field1", "field2");
        assertThat(record.get("field2"))
                .isInstanceOfSatisfying(
                        io.lumadb.document.Value.Text.class,
                        text -> assertThat(text.value()).hasSize(50));
        assertThat(change.fields()).hasSize(1);
        assertThat(bodies.insert(7)).isEqualTo(bodies.insert(7));
        assertThat(bodies.replacement()).isNotEqualTo(bodies.replacement());
    }

    @Test
    void saysWhatIsWrongWithAPlan() {
        LoadPlan.Limit second = LoadPlan.Limit.lasting(Duration.ofSeconds(1));
        assertThatThrownBy(() -> Workload.named("G")).hasMessageContaining("A, B, C, D, E and F");
        assertThatThrownBy(() -> LoadPlan.of("load", Workload.A, 0, second)).hasMessageContaining("at least 1 record");
        assertThatThrownBy(
                        () -> LoadPlan.of("load", Workload.A, 1, second).withPace(0, java.util.OptionalDouble.empty()))
                .hasMessageContaining("connections must be 1 to 1000");
        assertThatThrownBy(() -> LoadPlan.of("load", Workload.A, 1, second)
                        .withKeys(io.lumadb.client.load.key.KeyOrder.HASHED, 1, 1))
                .hasMessageContaining("less than 1");
        assertThatThrownBy(() -> new LoadPlan.Limit(java.util.OptionalLong.empty(), java.util.Optional.empty()))
                .hasMessageContaining("needs an end");
        assertThatThrownBy(() -> Workload.readsAndUpdates(1.5)).hasMessageContaining("0 to 1");
    }
}
