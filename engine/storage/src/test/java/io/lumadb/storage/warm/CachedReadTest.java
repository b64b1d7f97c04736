package io.lumadb.storage.warm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Keys;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shard's RocksDB says of a key without a look into its files. */
class CachedReadTest {

    private static final byte[] KEY = Keys.of(1, Value.of("there"));
    private static final byte[] OTHER = Keys.of(1, Value.of("not there"));
    private static final Document DOCUMENT =
            Document.of(new Value.Obj(Map.of("_id", Value.of("there"), "n", Value.of(7))));

    @TempDir
    Path directory;

    private RocksResources resources;
    private WarmStore store;

    @BeforeEach
    void open() {
        resources = new RocksResources(8 << 20);
        store = new WarmStore(directory, resources);
    }

    @AfterEach
    void close() {
        store.close();
        resources.close();
    }

    private void openAgain() {
        close();
        open();
    }

    private void put() {
        try (WarmBatch batch = store.batch()) {
            batch.put(Family.DOCUMENTS, KEY, Rows.document(new Content.Live(DOCUMENT, 3)));
            batch.write();
        }
    }

    @Test
    void knowsWhatIsInRocksDbsMemory() {
        put();
        WarmSnapshot snapshot = store.snapshot();
        try {
            assertThat(snapshot.readCached(KEY)).contains(snapshot.read(KEY));
            assertThat(snapshot.readCached(OTHER)).contains(new Content.Gone());
        } finally {
            snapshot.release();
        }
    }

    @Test
    void saysThatItCannotTellWhatLiesInAFileThatNobodyReadUntilSomebodyDoes() {
        put();
        store.flush();
        openAgain();
        WarmSnapshot snapshot = store.snapshot();
        try {
            assertThat(snapshot.readCached(KEY)).isEmpty();
            Content read = snapshot.read(KEY);
            assertThat(read).isInstanceOf(Content.Live.class);
            assertThat(snapshot.readCached(KEY)).contains(read);
        } finally {
            snapshot.release();
        }
    }

    @Test
    void knowsByTheFiltersAloneThatAKeyIsNotThere() {
        put();
        store.flush();
        openAgain();
        WarmSnapshot snapshot = store.snapshot();
        try {
            assertThat(snapshot.read(OTHER)).isEqualTo(new Content.Gone());
            assertThat(snapshot.readCached(OTHER)).contains(new Content.Gone());
        } finally {
            snapshot.release();
        }
    }
}
