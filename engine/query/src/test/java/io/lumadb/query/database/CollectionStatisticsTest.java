package io.lumadb.query.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import org.junit.jupiter.api.Test;

class CollectionStatisticsTest {

    @Test
    void roundsTheAverageUp() {
        assertThat(new CollectionStatistics(3, 100).averageBytes()).hasValue(34);
        assertThat(new CollectionStatistics(4, 100).averageBytes()).hasValue(25);
    }

    @Test
    void hasNoAverageWithoutDocuments() {
        assertThat(new CollectionStatistics(0, 0).averageBytes()).isEmpty();
    }

    @Test
    void refusesNegativeAmounts() {
        assertThatThrownBy(() -> new CollectionStatistics(-1, 0))
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        assertThatThrownBy(() -> new CollectionStatistics(1, -1)).hasMessageContaining("-1 bytes");
    }
}
