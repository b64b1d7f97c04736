package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.storage.command.WriteResult;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLogTest {

    private static final WriteResult DONE = new WriteResult.Done(1, false);
    private static final WriteResult GIVEN_UP = new WriteResult.Failed(ErrorCode.CONFLICT, "given up");

    @Test
    void remembersAGivenUpRequestForTheWholeWindowHoweverManyOthersCome() {
        RequestLog log = new RequestLog();
        log.remember("given-up", 1_000, GIVEN_UP);
        for (int i = 0; i < 3 * RequestLog.MOST; i++) {
            log.remember("other-" + i, 2_000, DONE);
        }

        assertThat(log.find("given-up")).contains(GIVEN_UP);
        assertThat(log.find("other-0")).isEmpty();
        assertThat(log.size()).isEqualTo(RequestLog.MOST);

        for (int i = 0; i < RequestLog.MOST; i++) {
            log.remember("later-" + i, 1_000 + RequestLog.WINDOW_MILLIS, DONE);
        }
        assertThat(log.find("given-up")).isEmpty();
    }

    @Test
    void keepsOnDiskExactlyWhatItRemembers() {
        RequestLog log = new RequestLog();
        Map<Long, RequestLog.Remembered> disk = new HashMap<>();
        for (int i = 0; i < RequestLog.MOST + 500; i++) {
            log.remember("r" + i, 1_000, i % 1_000 == 0 ? GIVEN_UP : DONE);
            if (i % 7_000 == 0) {
                write(log.freeze(), disk);
            }
        }
        write(log.freeze(), disk);

        RequestLog restored = new RequestLog();
        disk.values().stream()
                .sorted(java.util.Comparator.comparingLong(RequestLog.Remembered::sequence))
                .forEach(restored::restore);

        assertThat(restored.size()).isEqualTo(log.size());
        assertThat(restored.find("r0")).contains(GIVEN_UP);
        assertThat(restored.find("r1")).isEmpty();
        assertThat(restored.find("r600")).isEqualTo(log.find("r600"));
    }

    private static void write(RequestLog.Delta delta, Map<Long, RequestLog.Remembered> disk) {
        disk.keySet().removeIf(sequence -> sequence >= delta.forgottenFrom() && sequence < delta.first());
        delta.added().forEach(remembered -> disk.put(remembered.sequence(), remembered));
    }
}
