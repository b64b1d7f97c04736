package io.lumadb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.storage.file.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMarksTest {

    @TempDir
    private Path folder;

    private Map<String, Long> stored() {
        return LogMarks.read(folder.resolve("log-marks"), Disk.REAL);
    }

    @Test
    void keepsTheMarksOfGroupsThatAreClosedForAWhile() throws IOException {
        LogMarks marks = new LogMarks(folder.resolve("log-marks"), Disk.REAL);
        marks.note(Map.of("meta", 3L, "shard-0", 40L));

        marks.note(Map.of());
        assertThat(stored()).isEqualTo(Map.of("meta", 3L, "shard-0", 40L));

        marks.note(Map.of("shard-0", 41L));
        assertThat(stored()).isEqualTo(Map.of("meta", 3L, "shard-0", 41L));
    }

    @Test
    void neverTakesAMarkBack() throws IOException {
        LogMarks marks = new LogMarks(folder.resolve("log-marks"), Disk.REAL);
        marks.note(Map.of("shard-0", 40L));

        marks.note(Map.of("shard-0", 12L));

        assertThat(stored()).isEqualTo(Map.of("shard-0", 40L));
    }
}
