package io.lumadb.cluster.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyHashTest {

    /** Published values of XXH64 with seed 0; the last is longer than one stripe. */
    @ParameterizedTest
    @CsvSource({
        "'', EF46DB3751D8E999",
        "a, D24EC4F1A98C6E5B",
        "abc, 44BC2CF5AD770999",
        "Nobody inspects the spammish repetition, FBCEA83C8A378BF1"
    })
    void isXxh64(String text, String hash) {
        assertThat(KeyHash.hash(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }

    @Test
    void spreadsNeighbouringKeysEvenly() {
        int shards = 8;
        int keys = 80_000;
        int[] counts = new int[shards];

        IntStream.range(0, keys).forEach(key -> counts[KeyHash.shard(OrderedKey.of(Value.of(key)), shards)]++);

        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }
}
