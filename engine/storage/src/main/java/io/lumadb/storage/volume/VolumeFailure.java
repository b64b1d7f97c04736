package io.lumadb.storage.volume;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import org.jspecify.annotations.Nullable;

/** A volume did not do what it was asked to. The message names the object, or the volume. */
public final class VolumeFailure extends LumaException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong, as far as it makes a difference to what is done about it. */
    public enum Kind {
        /** There is no such object. */
        MISSING(ErrorCode.NOT_FOUND),
        /** The object ends before the range that was asked for. */
        CUT_SHORT(ErrorCode.CORRUPT_DATA),
        /** The whole volume is gone. */
        GONE(ErrorCode.UNAVAILABLE),
        FULL(ErrorCode.DISK_FULL),
        /** The medium refuses: an I/O error, or a right that is lacking. */
        BROKEN(ErrorCode.UNAVAILABLE),
        /** Nothing is wrong: the thread was asked to stop. */
        INTERRUPTED(ErrorCode.CANCELLED);

        private final ErrorCode code;

        Kind(ErrorCode code) {
            this.code = code;
        }
    }

    public VolumeFailure(Kind kind, String detail, @Nullable String hint, @Nullable Throwable cause) {
        super(kind.code, detail, hint, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
