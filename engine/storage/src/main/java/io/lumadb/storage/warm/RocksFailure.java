package io.lumadb.storage.warm;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Turns RocksDB's failures into ours, naming the directory. */
final class RocksFailure {

    private RocksFailure() {}

    /** Of opening: what RocksDB cannot open is damaged, unless the disk or the account's rights are in the way. */
    static LumaException ofOpening(Path directory, RocksDBException e) {
        Status status = e.getStatus();
        boolean other = status != null
                && status.getCode() == Status.Code.IOError
                && !String.valueOf(e.getMessage()).contains("No such file");
        return other
                ? of("opening the warm store", directory, e)
                : damaged("opening the warm store in " + directory + " failed: " + e.getMessage(), e);
    }

    static LumaException damaged(String what, @Nullable RocksDBException e) {
        return new LumaException(
                ErrorCode.CORRUPT_DATA,
                what,
                "restore this node from its peers or from a backup; ./luma server --check lists all that is damaged",
                e);
    }

    static LumaException of(String doing, Path directory, RocksDBException e) {
        Status status = e.getStatus();
        String text = doing + " in " + directory + " failed: " + e.getMessage();
        if (status == null) {
            return new LumaException(ErrorCode.INTERNAL, text, null, e);
        }
        if (status.getSubCode() == Status.SubCode.NoSpace) {
            return new LumaException(ErrorCode.DISK_FULL, text, "free some space on that disk", e);
        }
        return status.getCode() == Status.Code.Corruption
                ? damaged(text, e)
                : new LumaException(ErrorCode.INTERNAL, text, null, e);
    }
}
