package io.lumadb.storage.warm;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Turns RocksDB's failures into ours, naming the directory. */
final class RocksFailure {

    private RocksFailure() {}

    static LumaException of(String doing, Path directory, RocksDBException e) {
        Status status = e.getStatus();
        String text = doing + " in " + directory + " failed: " + e.getMessage();
        if (status == null) {
            return new LumaException(ErrorCode.INTERNAL, text, null, e);
        }
        if (status.getSubCode() == Status.SubCode.NoSpace) {
            return new LumaException(ErrorCode.DISK_FULL, text, "free some space on that disk", e);
        }
        boolean damaged = status.getCode() == Status.Code.Corruption;
        return new LumaException(
                damaged ? ErrorCode.CORRUPT_DATA : ErrorCode.INTERNAL,
                text,
                damaged ? "restore this node from its peers or from a backup" : null,
                e);
    }
}
