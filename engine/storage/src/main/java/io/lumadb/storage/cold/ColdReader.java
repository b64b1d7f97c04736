package io.lumadb.storage.cold;

import io.lumadb.storage.ShardSnapshot.Within;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import java.util.Iterator;
import java.util.List;

/** Reads documents out of cold segments. Blocks on disk. */
public interface ColdReader {

    /**
     * One document.
     *
     * @throws io.lumadb.document.error.LumaException CORRUPT_DATA naming the file when it is damaged or missing
     */
    Content.Live read(SegmentManifest segment, byte[] key, Content.Cold cold);

    /** A document of a segment with its key. */
    @SuppressWarnings("ArrayRecordComponent")
    record Copy(byte[] key, Content.Live content) {}

    /** Whether a segment has documents for which all of this may hold. */
    boolean mayHave(SegmentManifest segment, List<Within> wanted);

    /** Every document that was written into a segment, in key order, dead ones too. */
    Iterator<Copy> scan(SegmentManifest segment);
}
