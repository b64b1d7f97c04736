package io.lumadb.storage.tiering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MovePaceTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private double busy;
    private final MovePace pace = new MovePace(now::get, () -> busy);

    private void advance(long millis) {
        now.set(now.get().plusMillis(millis));
    }

    @Test
    void letsOneSecondsBytesGoAtOnceAndThenAsManyASecond() {
        pace.limit(1_000);
        assertThat(pace.room()).isEqualTo(1_000);

        pace.moved(1_500);
        assertThat(pace.room()).isZero();
        advance(500);
        assertThat(pace.room()).isZero();
        advance(250);
        assertThat(pace.room()).isEqualTo(250);
        advance(60_000);
        assertThat(pace.room()).isEqualTo(1_000);
    }

    @Test
    void yieldsToBusyCoresButNeverStops() {
        assertThat(MovePace.share(0)).isEqualTo(1);
        assertThat(MovePace.share(0.2)).isEqualTo(1);
        assertThat(MovePace.share(0.6)).isEqualTo(0.5);
        assertThat(MovePace.share(1)).isEqualTo(0.05);

        pace.limit(1_000);
        pace.moved(1_000);
        busy = 0.9;
        advance(1_000);
        assertThat(pace.room()).isBetween(124L, 125L);
        assertThat(pace.view().share()).isBetween(0.12, 0.13);
    }

    @Test
    void spendsNothingInABusySecondThatWasSavedInACalmOne() {
        pace.limit(1_000);
        assertThat(pace.room()).isEqualTo(1_000);

        busy = 0.6;
        advance(10);

        assertThat(pace.room()).isEqualTo(500);
    }

    @Test
    void leavesNoRoomWhileItIsPaused() {
        assertThat(pace.pause("ada")).isTrue();
        assertThat(pace.pause("bob")).isFalse();

        assertThat(pace.room()).isZero();
        assertThat(pace.view().pause()).hasValueSatisfying(pause -> {
            assertThat(pause.by()).isEqualTo("ada");
            assertThat(pause.since()).isEqualTo(now.get());
        });
        assertThat(pace.resume()).isTrue();
        assertThat(pace.resume()).isFalse();
        assertThat(pace.room()).isEqualTo(MovePace.DEFAULT_BYTES_PER_SECOND);
    }

    @Test
    void staysWhereItIsWhenTheClockIsSetBack() {
        pace.limit(1_000);
        pace.moved(1_000);

        advance(-5_000);
        assertThat(pace.room()).isZero();
        advance(100);
        assertThat(pace.room()).isEqualTo(100);
    }
}
