package io.lumadb.cluster.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** {@code node.json}: who the node is, for people to read, with a checksum of what it says. */
final class IdentityFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private IdentityFile() {}

    /**
     * The file's content.
     *
     * @param crc32c of the other fields, in hexadecimal digits; null in files of before it was written
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Content(
            int format,
            String node,
            String cluster,
            int shards,
            boolean complete,
            @Nullable String crc32c) {}

    /** {@code isChecked}: whether there was a checksum. */
    record Stored(DataDirectory.Identity identity, boolean isChecked) {}

    /**
     * Reads it; empty when there is none.
     *
     * @throws LumaException CORRUPT_DATA naming the file when it is damaged
     * @throws IOException when it cannot be read at all
     */
    static Optional<Stored> read(Path file) throws IOException {
        Optional<byte[]> bytes = Disk.REAL.read(file);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            // Decoded here: where the first bytes are damaged Jackson would guess at another encoding.
            Content content = JSON.readValue(new String(bytes.get(), StandardCharsets.UTF_8), Content.class);
            DataDirectory.Identity identity = new DataDirectory.Identity(
                    content.format(), content.node(), content.cluster(), content.shards(), content.complete());
            if (content.crc32c() != null && !content.crc32c().equals(checksum(identity))) {
                throw damaged(file, "its checksum does not match its content", null);
            }
            return Optional.of(new Stored(identity, content.crc32c() != null));
        } catch (JsonProcessingException e) {
            throw damaged(file, e.getOriginalMessage(), e);
        }
    }

    private static LumaException damaged(Path file, String how, @Nullable Throwable cause) {
        return new LumaException(
                ErrorCode.CORRUPT_DATA, file + " is damaged: " + how, "restore it from a backup", cause);
    }

    /** Comes back when it is on disk for good. */
    static void write(Path file, DataDirectory.Identity identity) throws IOException {
        Content content = new Content(
                identity.format(),
                identity.node(),
                identity.cluster(),
                identity.shards(),
                identity.complete(),
                checksum(identity));
        WholeFile.replace(Disk.REAL, file, JSON.writeValueAsBytes(content), Disk.Access.AS_USUAL);
    }

    private static String checksum(DataDirectory.Identity identity) {
        CRC32C crc = new CRC32C();
        crc.update("%d\n%s\n%s\n%d\n%s\n"
                .formatted(
                        identity.format(), identity.node(), identity.cluster(), identity.shards(), identity.complete())
                .getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
