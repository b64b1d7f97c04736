package io.lumadb.storage.tiering;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.storage.tiering.Carrier.Moved;
import io.lumadb.storage.view.DocumentView.Move;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MoveMemoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MoveMemory memory = new MoveMemory();

    private static Moved moved(Tier from, int bytes, int... key) {
        byte[] bytesOfKey = new byte[key.length];
        IntStream.range(0, key.length).forEach(i -> bytesOfKey[i] = (byte) key[i]);
        return new Moved(bytesOfKey, Value.of(bytes), from, bytes);
    }

    @Test
    void tellsKeysApartThatBeginAlikeAndLieSideBySide() {
        memory.remember(
                List.of(moved(Tier.HOT, 1, 1), moved(Tier.HOT, 2, 1, 1), moved(Tier.HOT, 3, 1, 1, 1)),
                Tier.WARM,
                NOW,
                "first");
        memory.remember(List.of(moved(Tier.WARM, 4, 1, 1)), Tier.COLD, NOW, "second");

        assertThat(memory.of(new byte[] {1})).containsExactly(new Move(Tier.HOT, Tier.WARM, NOW, "first", 1));
        assertThat(memory.of(new byte[] {1, 1}))
                .containsExactly(
                        new Move(Tier.HOT, Tier.WARM, NOW, "first", 2),
                        new Move(Tier.WARM, Tier.COLD, NOW, "second", 4));
        assertThat(memory.of(new byte[] {1, 1, 1})).hasSize(1);
        assertThat(memory.of(new byte[] {1, 1, 1, 1})).isEmpty();
    }

    @Test
    void forgetsTheOldestBatchesFirst() {
        List<Moved> many = IntStream.range(0, 10_000)
                .mapToObj(i -> moved(Tier.HOT, i, i >> 8, i))
                .toList();
        memory.remember(List.of(moved(Tier.HOT, 7, 9, 9, 9)), Tier.WARM, NOW, "old");
        memory.remember(many, Tier.WARM, NOW, "first");
        memory.remember(many, Tier.COLD, NOW, "second");

        assertThat(memory.of(new byte[] {9, 9, 9})).isEmpty();
        assertThat(memory.of(new byte[] {0, 5})).extracting(Move::reason).containsExactly("second");
    }
}
