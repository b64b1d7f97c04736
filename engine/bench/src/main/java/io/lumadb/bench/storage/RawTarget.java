package io.lumadb.bench.storage;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.RocksResources;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmBatch;
import io.lumadb.storage.warm.WarmStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * RocksDB alone, opened with the warm tier's own options and given the rows that the warm tier would have: it flushes when
 * its memtables are full, and writes no log.
 */
final class RawTarget implements Target {

    private static final int BATCH = 100;

    private final RocksResources resources;
    private final List<WarmStore> stores = new ArrayList<>();
    private final List<List<Content.Live>> waiting = new ArrayList<>();
    private long revision;

    RawTarget(Path folder, int databases, long cacheBytes) {
        this.resources = new RocksResources(cacheBytes);
        for (int n = 0; n < databases; n++) {
            stores.add(new WarmStore(folder.resolve("raw-" + n), resources));
            waiting.add(new ArrayList<>());
        }
    }

    @Override
    public void write(int key, Document document) {
        int database = key % stores.size();
        List<Content.Live> batch = waiting.get(database);
        batch.add(new Content.Live(document, ++revision));
        if (batch.size() == BATCH) {
            send(database);
        }
    }

    private void send(int database) {
        try (WarmBatch batch = stores.get(database).batch()) {
            for (Content.Live live : waiting.get(database)) {
                Value id = live.document().id();
                batch.put(Family.DOCUMENTS, Keys.of(1, id), Rows.document(live));
            }
            batch.write();
        }
        waiting.get(database).clear();
    }

    @Override
    public void settle() throws InterruptedException {
        for (int database = 0; database < stores.size(); database++) {
            send(database);
            stores.get(database).flush();
        }
        while (!stores.stream().allMatch(store -> Target.isIdle(store.view(0).orElseThrow()))) {
            Thread.sleep(100);
        }
    }

    @Override
    public Written written() {
        return stores.stream()
                .map(store -> new Written(store.flushedBytes(), store.compactedBytes()))
                .reduce(new Written(0, 0), Written::plus);
    }

    @Override
    public void close() {
        stores.forEach(WarmStore::close);
        resources.close();
    }
}
