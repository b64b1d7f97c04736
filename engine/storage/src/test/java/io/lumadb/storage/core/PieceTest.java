package io.lumadb.storage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PieceTest {

    @Test
    void doesEveryStepOnceAndInOrder() {
        List<Integer> done = new ArrayList<>();
        int next = 3;
        while (next < 100_000) {
            next = Piece.run(next, 100_000, done::add);
        }

        assertThat(done).isEqualTo(IntStream.range(3, 100_000).boxed().toList());
        assertThat(Piece.run(7, 7, done::add)).isEqualTo(7);
    }

    @Test
    void endsSoonAfterATenthOfAMillisecond() {
        int next = Piece.run(0, 1_000, _ -> {
            long until = System.nanoTime() + 50_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        });

        // Sixteen steps of at least 50 us lie between two looks at the clock.
        assertThat(next).isEqualTo(16);
    }
}
