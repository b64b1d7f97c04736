package io.lumadb.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The driver against a door that answers when the test says so, at times that the test says. */
class DriverTest {

    private static final long MILLI = 1_000_000;

    private long now = 5_000 * MILLI;
    private boolean ended;
    private final ArrayDeque<Consumer<Optional<ErrorCode>>> underWay = new ArrayDeque<>();
    private final List<Operation> begun = new ArrayList<>();

    private final LoadDoor door = (connection, operation, end) -> {
        begun.add(operation);
        underWay.add(end);
    };

    private Driver driver(LoadPlan plan) {
        return new Driver(plan, new OperationSource(plan, plan.records()), door, () -> now, () -> ended = true);
    }

    private static LoadPlan plan(Workload workload, LoadPlan.Limit limit, int connections, OptionalDouble target) {
        return LoadPlan.of("load", workload, 100, limit).withPace(connections, target);
    }

    private void answer() {
        underWay.remove().accept(Optional.empty());
    }

    private void answer(ErrorCode code) {
        underWay.remove().accept(Optional.of(code));
    }

    private void pass(long millis) {
        now += millis * MILLI;
    }

    @Test
    void keepsEachConnectionAtWorkWithoutATarget() {
        Driver driver = driver(plan(Workload.C, LoadPlan.Limit.operations(5), 2, OptionalDouble.empty()));

        driver.tick();
        assertThat(begun).hasSize(2);
        pass(10);
        answer();
        assertThat(begun).hasSize(3);
        for (int i = 0; i < 4; i++) {
            answer();
        }

        assertThat(begun).hasSize(5);
        assertThat(ended).isTrue();
        assertThat(driver.whole().operations()).isEqualTo(5);
    }

    @Test
    void beginsOperationsWhenTheyAreDue() {
        Driver driver = driver(plan(Workload.C, LoadPlan.Limit.operations(100), 4, OptionalDouble.of(100)));

        driver.tick();
        assertThat(begun).as("due at once").hasSize(1);
        answer();
        assertThat(begun).as("the next is due after 10 ms").hasSize(1);
        pass(9);
        driver.tick();
        assertThat(begun).hasSize(1);
        pass(1);
        driver.tick();
        assertThat(begun).hasSize(2);
    }

    /** What a closed loop hides: a server that stalls for a second delays all that was due in that second. */
    @Test
    void chargesAStallToEveryOperationThatWasDueMeanwhile() {
        Driver driver = driver(plan(Workload.C, LoadPlan.Limit.operations(100), 1, OptionalDouble.of(100)));

        driver.tick();
        pass(1_000);
        while (!ended) {
            answer();
        }

        LoadReport.Figures reads = driver.whole().kinds().get(OperationKind.READ);
        assertThat(reads.operations()).isEqualTo(100);
        assertThat(reads.service().p50()).as("service time, in microseconds").isZero();
        assertThat(reads.service().max()).isBetween(999_000L, 1_001_000L);
        assertThat(reads.response().p50())
                .as("response time: due evenly over the second")
                .isBetween(490_000L, 515_000L);
        assertThat(reads.response().p99()).isBetween(980_000L, 1_001_000L);
    }

    @Test
    void saysHowManyOperationsWereDueAndNeverBegun() {
        Driver driver =
                driver(plan(Workload.C, LoadPlan.Limit.lasting(Duration.ofSeconds(1)), 1, OptionalDouble.of(100)));

        driver.tick();
        pass(500);
        assertThat(driver.interval().late()).isEqualTo(49);
        pass(700);
        answer();

        assertThat(ended).isTrue();
        assertThat(driver.whole().late()).isEqualTo(99);
    }

    @Test
    void countsErrorsByCodeAndKeepsThemOutOfTheLatencies() {
        Driver driver = driver(plan(Workload.C, LoadPlan.Limit.operations(3), 1, OptionalDouble.empty()));

        driver.tick();
        answer(ErrorCode.NOT_FOUND);
        answer(ErrorCode.NOT_FOUND);
        pass(7);
        answer();

        LoadReport report = driver.whole();
        assertThat(report.errors()).isEqualTo(2);
        assertThat(report.kinds().get(OperationKind.READ).errors())
                .containsOnly(java.util.Map.entry(ErrorCode.NOT_FOUND, 2L));
        assertThat(report.operations()).isEqualTo(1);
    }

    @Test
    void restsAConnectionThatCannotReachItsServer() {
        Driver driver = driver(plan(Workload.C, LoadPlan.Limit.operations(10), 1, OptionalDouble.empty()));

        driver.tick();
        answer(ErrorCode.UNAVAILABLE);
        driver.tick();
        assertThat(begun).hasSize(1);
        now += Driver.REST_NANOS;
        driver.tick();

        assertThat(begun).hasSize(2);
    }

    @Test
    void measuresReadModifyWriteAsOne() {
        Workload only =
                new Workload("rmw", "", java.util.Map.of(OperationKind.READ_MODIFY_WRITE, 1.0), Distribution.UNIFORM);
        Driver driver = driver(plan(only, LoadPlan.Limit.operations(1), 1, OptionalDouble.empty()));

        driver.tick();
        pass(3);
        answer();
        pass(4);
        answer();

        assertThat(begun).extracting(Operation::kind).containsExactly(OperationKind.READ, OperationKind.UPDATE);
        assertThat(begun)
                .extracting(Operation::record)
                .containsOnly(begun.getFirst().record());
        LoadReport report = driver.whole();
        assertThat(report.kinds()).containsOnlyKeys(OperationKind.READ_MODIFY_WRITE);
        assertThat(report.kinds().get(OperationKind.READ_MODIFY_WRITE).service().max())
                .isBetween(6_990L, 7_010L);
    }

    @Test
    void endsWhenStoppedAndKeepsWhatItMeasured() {
        Driver driver =
                driver(plan(Workload.C, LoadPlan.Limit.lasting(Duration.ofHours(1)), 2, OptionalDouble.empty()));

        driver.tick();
        answer();
        driver.stop();
        driver.tick();
        assertThat(ended).as("while two are under way").isFalse();
        answer();
        answer();

        assertThat(ended).isTrue();
        assertThat(driver.whole().operations()).isEqualTo(3);
    }

    @Test
    void reportsEachIntervalByItself() {
        Driver driver = driver(plan(Workload.C, LoadPlan.Limit.operations(100), 1, OptionalDouble.empty()));

        driver.tick();
        pass(200);
        answer();
        pass(800);
        LoadReport first = driver.interval();
        pass(1_000);
        LoadReport second = driver.interval();

        assertThat(first.operations()).isEqualTo(1);
        assertThat(first.perSecond()).isEqualTo(1);
        assertThat(first.kinds().get(OperationKind.READ).service().max()).isBetween(199_000L, 201_000L);
        assertThat(second.operations()).isZero();
        assertThat(second.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }
}
