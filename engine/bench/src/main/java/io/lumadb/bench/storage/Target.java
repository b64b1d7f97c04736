package io.lumadb.bench.storage;

import io.lumadb.document.Document;
import io.lumadb.storage.view.WarmView;

/** Something that documents are written to, and that ends up in RocksDB. */
interface Target extends AutoCloseable {

    void write(int key, Document document);

    /** Brings everything to RocksDB's files and waits until no compaction runs or is due. */
    void settle() throws InterruptedException;

    /** What was written so far. */
    Written written();

    @Override
    void close();

    /** Bytes that flushes and compactions wrote into files. */
    record Written(long flushed, long compacted) {

        long total() {
            return flushed + compacted;
        }

        Written minus(Written before) {
            return new Written(flushed - before.flushed, compacted - before.compacted);
        }

        Written plus(Written other) {
            return new Written(flushed + other.flushed, compacted + other.compacted);
        }
    }

    /** Whether a tree has nothing to do. */
    static boolean isIdle(WarmView view) {
        return view.flushes().running() == 0
                && !view.flushes().pending()
                && view.compactions().running() == 0
                && !view.compactions().pending();
    }
}
