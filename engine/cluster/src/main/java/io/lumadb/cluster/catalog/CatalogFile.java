package io.lumadb.cluster.catalog;

import io.lumadb.document.Bson;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The catalog on disk: eight bytes {@code LUMACAT1}, the CRC32C of the rest, and a BSON document with the catalog and the
 * log entry it stands at. Replaced as a whole: a new file is written, forced and moved over the old one. Only the owner
 * may read it, for it holds the token key.
 */
final class CatalogFile {

    private static final long MAGIC = 0x4C554D4143415431L;
    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

    private final Path file;
    private final Disk disk;

    CatalogFile(Path file) {
        this(file, Disk.REAL);
    }

    CatalogFile(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /** A catalog and the last log entry it contains. */
    record Saved(Catalog catalog, long term, long index) {}

    /** @throws LumaException CORRUPT_DATA naming the file when it is damaged */
    Optional<Saved> load() {
        try {
            Optional<byte[]> stored = disk.read(file);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(stored.get());
            if (bytes.remaining() < HEADER_BYTES || bytes.getLong() != MAGIC) {
                throw damaged("it is not a catalog of this version", null);
            }
            int crc = bytes.getInt();
            byte[] body = new byte[bytes.remaining()];
            bytes.get(body);
            if (crc(body) != crc) {
                throw damaged("its checksum does not match its content", null);
            }
            Fields fields = new Fields(Bson.decode(body));
            return Optional.of(new Saved(
                    CatalogCodec.catalog(new Fields(fields.object("catalog"))),
                    fields.number("term"),
                    fields.number("index")));
        } catch (IOException e) {
            throw damaged("it cannot be read: " + e.getMessage(), e);
        }
    }

    private LumaException damaged(String how, @org.jspecify.annotations.Nullable IOException cause) {
        return new LumaException(
                ErrorCode.CORRUPT_DATA,
                "the catalog " + file + " is damaged: " + how,
                "restore the data directory from a backup",
                cause);
    }

    /** Comes back when the new version is on disk for good. */
    void save(Saved saved) throws IOException {
        byte[] body = Bson.encode(new Fields()
                .put("term", saved.term())
                .put("index", saved.index())
                .put("catalog", CatalogCodec.catalog(saved.catalog()))
                .object());
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putLong(MAGIC)
                .putInt(crc(body))
                .put(body);
        WholeFile.replace(disk, file, bytes.array(), Disk.Access.OWNER_ONLY);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
