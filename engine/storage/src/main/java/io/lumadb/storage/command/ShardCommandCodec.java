package io.lumadb.storage.command;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Promoted;
import io.lumadb.storage.command.ShardCommand.Write;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bson.BsonBinary;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonSerializationException;
import org.bson.BsonType;
import org.bson.io.BasicOutputBuffer;

/**
 * Commands as BSON and back. Every command is a document whose first field, {@code t}, names its kind; field names are
 * single letters because a log entry carries hundreds of writes. Documents travel as the bytes they are: neither encoding
 * nor decoding looks into them, and the 16 MiB limit of a document does not bound a command.
 */
public final class ShardCommandCodec {

    private static final String KIND = "t";
    private static final String WRITES = "w";
    private static final String CREATE_INDEX = "ci";
    private static final String DROP_INDEX = "di";
    private static final String DROP_COLLECTION = "dc";
    private static final String SEAL_SEGMENT = "ss";
    private static final String PROMOTE = "pc";
    private static final String DROP_SEGMENT = "ds";
    private static final String REWRITE_SEGMENTS = "rs";
    private static final String RELOCATE_FRAGMENT = "rf";

    private static final int SMALL_COMMAND_BYTES = 1024;
    /** What a write takes beside its document or key: names, request id, numbers. */
    private static final int WRITE_BYTES = 96;

    private ShardCommandCodec() {}

    public static byte[] encode(ShardCommand command) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer(expectedBytes(command));
                BsonBinaryWriter out = new BsonBinaryWriter(buffer)) {
            out.writeStartDocument();
            switch (command) {
                case ShardCommand.Writes writes -> encodeWrites(out, writes);
                case ShardCommand.CreateIndex(int collection, var index) -> {
                    out.writeString(KIND, CREATE_INDEX);
                    out.writeInt32("c", collection);
                    out.writeName("x");
                    IndexDefinitionCodec.write(out, index);
                }
                case ShardCommand.DropIndex(int collection, int index) -> {
                    out.writeString(KIND, DROP_INDEX);
                    out.writeInt32("c", collection);
                    out.writeInt32("x", index);
                }
                case ShardCommand.DropCollection(int collection) -> {
                    out.writeString(KIND, DROP_COLLECTION);
                    out.writeInt32("c", collection);
                }
                case ShardCommand.SealSegment(long atMillis, SegmentManifest manifest, String reason) -> {
                    out.writeString(KIND, SEAL_SEGMENT);
                    out.writeInt64("a", atMillis);
                    out.writeString("r", reason);
                    out.writeName("m");
                    SegmentManifestCodec.write(out, manifest);
                }
                case ShardCommand.PromoteFromCold promote -> encodePromote(out, promote);
                case ShardCommand.RewriteSegments(long atMillis, SegmentManifest manifest, List<Long> from) -> {
                    out.writeString(KIND, REWRITE_SEGMENTS);
                    out.writeInt64("a", atMillis);
                    out.writeName("m");
                    SegmentManifestCodec.write(out, manifest);
                    out.writeStartArray("f");
                    from.forEach(out::writeInt64);
                    out.writeEndArray();
                }
                case ShardCommand.RelocateFragment(long segment, SegmentManifest.Fragment fragment) -> {
                    out.writeString(KIND, RELOCATE_FRAGMENT);
                    out.writeInt64("s", segment);
                    out.writeName("f");
                    SegmentManifestCodec.write(out, fragment);
                }
                case ShardCommand.DropSegment(long segment) -> {
                    out.writeString(KIND, DROP_SEGMENT);
                    out.writeInt64("s", segment);
                }
            }
            out.writeEndDocument();
            return buffer.toByteArray();
        }
    }

    /** @throws LumaException CORRUPT_DATA when the bytes are not a command */
    public static ShardCommand decode(ByteBuffer bytes) {
        try (BsonBinaryReader in = new BsonBinaryReader(bytes)) {
            in.readStartDocument();
            String kind = in.readString(KIND);
            ShardCommand command = switch (kind) {
                case WRITES -> decodeWrites(in);
                case CREATE_INDEX -> {
                    int collection = in.readInt32("c");
                    in.readName("x");
                    yield new ShardCommand.CreateIndex(collection, IndexDefinitionCodec.read(in));
                }
                case DROP_INDEX -> new ShardCommand.DropIndex(in.readInt32("c"), in.readInt32("x"));
                case DROP_COLLECTION -> new ShardCommand.DropCollection(in.readInt32("c"));
                case SEAL_SEGMENT -> decodeSeal(in);
                case PROMOTE -> decodePromote(in);
                case REWRITE_SEGMENTS -> decodeRewrite(in);
                case RELOCATE_FRAGMENT -> {
                    long segment = in.readInt64("s");
                    in.readName("f");
                    yield new ShardCommand.RelocateFragment(segment, SegmentManifestCodec.readFragment(in));
                }
                case DROP_SEGMENT -> new ShardCommand.DropSegment(in.readInt64("s"));
                default ->
                    throw new LumaException(
                            ErrorCode.CORRUPT_DATA,
                            "a log entry is of the unknown kind \"" + kind + "\"",
                            "a newer version of LumaDB may have written it: start that version");
            };
            in.readEndDocument();
            return command;
        } catch (BsonSerializationException | org.bson.BsonInvalidOperationException e) {
            throw new LumaException(ErrorCode.CORRUPT_DATA, "a log entry cannot be read: " + e.getMessage(), null, e);
        }
    }

    /** Room for all of it, as a rule: a buffer that grows is copied each time. */
    private static int expectedBytes(ShardCommand command) {
        if (!(command instanceof ShardCommand.Writes(long _, List<Write> writes))) {
            return SMALL_COMMAND_BYTES;
        }
        long bytes = SMALL_COMMAND_BYTES;
        for (Write write : writes) {
            bytes += WRITE_BYTES;
            if (write.documentOrId() instanceof DocumentOrId.Whole(Document document)) {
                bytes += document.sizeBytes();
            }
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE - 8);
    }

    private static void encodeWrites(BsonBinaryWriter out, ShardCommand.Writes writes) {
        out.writeString(KIND, WRITES);
        out.writeInt64("a", writes.atMillis());
        out.writeStartArray("w");
        for (Write write : writes.writes()) {
            out.writeStartDocument();
            out.writeString("r", write.requestId());
            out.writeInt32("c", write.collection());
            out.writeInt32("o", code(write.operation()));
            switch (write.documentOrId()) {
                case DocumentOrId.Whole(Document document) -> out.writeBinaryData("d", new BsonBinary(document.bson()));
                case DocumentOrId.OnlyId(Value id) -> out.writeBinaryData("i", KeyBytes.of(id));
            }
            if (write.expectedRevision().isPresent()) {
                out.writeInt64("e", write.expectedRevision().getAsLong());
            }
            out.writeEndDocument();
        }
        out.writeEndArray();
    }

    private static ShardCommand.Writes decodeWrites(BsonBinaryReader in) {
        long atMillis = in.readInt64("a");
        List<Write> writes = new ArrayList<>();
        in.readName("w");
        in.readStartArray();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) {
            in.readStartDocument();
            String requestId = in.readString("r");
            int collection = in.readInt32("c");
            ShardCommand.Operation operation = operation(in.readInt32("o"));
            DocumentOrId subject = switch (in.readBsonType() == BsonType.BINARY ? in.readName() : "") {
                case "d" ->
                    new DocumentOrId.Whole(Document.ofBson(in.readBinaryData().getData()));
                case "i" -> new DocumentOrId.OnlyId(KeyBytes.id(in.readBinaryData()));
                default ->
                    throw new LumaException(
                            ErrorCode.CORRUPT_DATA, "a write in a log entry has neither document nor key");
            };
            OptionalLong expectedRevision = readExpectedRevision(in);
            in.readEndDocument();
            writes.add(new Write(requestId, collection, operation, subject, expectedRevision));
        }
        in.readEndArray();
        return new ShardCommand.Writes(atMillis, writes);
    }

    private static OptionalLong readExpectedRevision(BsonBinaryReader in) {
        if (in.readBsonType() == BsonType.END_OF_DOCUMENT) {
            return OptionalLong.empty();
        }
        in.skipName();
        return OptionalLong.of(in.readInt64());
    }

    private static ShardCommand.SealSegment decodeSeal(BsonBinaryReader in) {
        long atMillis = in.readInt64("a");
        String reason = in.readString("r");
        in.readName("m");
        return new ShardCommand.SealSegment(atMillis, SegmentManifestCodec.read(in), reason);
    }

    private static ShardCommand.RewriteSegments decodeRewrite(BsonBinaryReader in) {
        long atMillis = in.readInt64("a");
        in.readName("m");
        SegmentManifest manifest = SegmentManifestCodec.read(in);
        List<Long> from = new ArrayList<>();
        in.readName("f");
        in.readStartArray();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) {
            from.add(in.readInt64());
        }
        in.readEndArray();
        return new ShardCommand.RewriteSegments(atMillis, manifest, from);
    }

    private static void encodePromote(BsonBinaryWriter out, ShardCommand.PromoteFromCold promote) {
        out.writeString(KIND, PROMOTE);
        out.writeInt64("a", promote.atMillis());
        out.writeInt32("c", promote.collection());
        out.writeString("r", promote.reason());
        out.writeStartArray("p");
        for (Promoted promoted : promote.documents()) {
            out.writeStartDocument();
            out.writeInt64("v", promoted.revision());
            out.writeBinaryData("d", new BsonBinary(promoted.document().bson()));
            out.writeEndDocument();
        }
        out.writeEndArray();
    }

    private static ShardCommand.PromoteFromCold decodePromote(BsonBinaryReader in) {
        long atMillis = in.readInt64("a");
        int collection = in.readInt32("c");
        String reason = in.readString("r");
        List<Promoted> documents = new ArrayList<>();
        in.readName("p");
        in.readStartArray();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) {
            in.readStartDocument();
            long revision = in.readInt64("v");
            documents.add(new Promoted(Document.ofBson(in.readBinaryData("d").getData()), revision));
            in.readEndDocument();
        }
        in.readEndArray();
        return new ShardCommand.PromoteFromCold(atMillis, collection, documents, reason);
    }

    /** The numbers are in log files: an operation keeps its own for good. */
    private static int code(ShardCommand.Operation operation) {
        return switch (operation) {
            case INSERT -> 1;
            case UPSERT -> 2;
            case REPLACE -> 3;
            case DELETE -> 4;
            case GIVE_UP -> 5;
        };
    }

    private static ShardCommand.Operation operation(int code) {
        return switch (code) {
            case 1 -> ShardCommand.Operation.INSERT;
            case 2 -> ShardCommand.Operation.UPSERT;
            case 3 -> ShardCommand.Operation.REPLACE;
            case 4 -> ShardCommand.Operation.DELETE;
            case 5 -> ShardCommand.Operation.GIVE_UP;
            default ->
                throw new LumaException(
                        ErrorCode.CORRUPT_DATA, "a write in a log entry has the unknown operation " + code);
        };
    }

    /** A key as the bytes of a document that has only an {@code _id}. */
    static final class KeyBytes {

        private KeyBytes() {}

        static BsonBinary of(Value id) {
            return new BsonBinary(Document.ofId(id).bson());
        }

        static Value id(BsonBinary bytes) {
            return Document.ofBson(bytes.getData()).id();
        }
    }
}
