package io.lumadb.storage.shard;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import java.util.Iterator;

/** Stands where the cold tier comes. */
final class NoCold implements ColdReader {
    @Override
    public Content.Live read(SegmentManifest segment, byte[] key, Content.Cold cold) {
        throw new LumaException(ErrorCode.NOT_BUILT_YET, "there is no cold tier yet");
    }

    @Override
    public Iterator<Copy> scan(SegmentManifest segment) {
        throw new LumaException(ErrorCode.NOT_BUILT_YET, "there is no cold tier yet");
    }
}
