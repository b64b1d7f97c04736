package io.lumadb.storage.volume;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * One failure domain for cold fragments: a folder on a disk, or a bucket. Objects are put whole and never changed. Names have
 * parts between slashes. Thread-safe; every method blocks, and fails with a {@link VolumeFailure} that names the object.
 */
public interface VolumeStore {

    /** For people: the folder, or the address of the bucket. */
    String name();

    /** Where an object lies, for people. */
    String locate(String object);

    /** Whether the volume itself is there. */
    boolean isThere();

    /**
     * Puts an object, in place of the one of that name if there is one. When this returns, it survives a power loss.
     *
     * @param content what remains of it; its position stays
     */
    void put(String object, ByteBuffer content);

    /** A range of an object: all of it, or a failure. */
    byte[] get(String object, long offset, int length);

    /** An object's bytes; empty when there is none of that name. */
    OptionalLong size(String object);

    /** The objects whose names start with {@code prefix} and a slash; none where the volume is gone. */
    List<Stored> list(String prefix);

    /** Deletes an object if there is one. */
    void delete(String object);

    Space space();

    /** {@code changed}: when the object was put. */
    record Stored(String object, long bytes, Instant changed) {}

    /** Bytes of the whole medium that the volume is on. */
    record Space(long freeBytes, long totalBytes) {}
}
