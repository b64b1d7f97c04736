package io.lumadb.storage.command;

import io.lumadb.storage.command.ShardCommandCodec.KeyBytes;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonType;

/** A segment's manifest as a BSON document, within a command. */
final class SegmentManifestCodec {

    private SegmentManifestCodec() {}

    static void write(BsonBinaryWriter out, SegmentManifest manifest) {
        out.writeStartDocument();
        out.writeInt64("segment", manifest.segment());
        out.writeInt32("collection", manifest.collection());
        out.writeInt64("rawBytes", manifest.rawBytes());
        out.writeInt64("storedBytes", manifest.storedBytes());
        out.writeInt32("dataShards", manifest.dataShards());
        out.writeInt32("parityShards", manifest.parityShards());
        out.writeBinaryData("keys", new BsonBinary(PackedKeys.pack(manifest.keys())));
        out.writeStartArray("fragments");
        for (SegmentManifest.Fragment fragment : manifest.fragments()) {
            write(out, fragment);
        }
        out.writeEndArray();
        out.writeEndDocument();
    }

    static void write(BsonBinaryWriter out, SegmentManifest.Fragment fragment) {
        out.writeStartDocument();
        out.writeInt32("n", fragment.n());
        out.writeString("node", fragment.node());
        out.writeInt32("volume", fragment.volume());
        out.writeInt64("bytes", fragment.bytes());
        out.writeInt32("crc", fragment.crc());
        out.writeEndDocument();
    }

    static SegmentManifest.Fragment readFragment(BsonBinaryReader in) {
        in.readStartDocument();
        SegmentManifest.Fragment fragment = new SegmentManifest.Fragment(
                in.readInt32("n"),
                in.readString("node"),
                in.readInt32("volume"),
                in.readInt64("bytes"),
                in.readInt32("crc"));
        in.readEndDocument();
        return fragment;
    }

    static SegmentManifest read(BsonBinaryReader in) {
        in.readStartDocument();
        long segment = in.readInt64("segment");
        int collection = in.readInt32("collection");
        long rawBytes = in.readInt64("rawBytes");
        long storedBytes = in.readInt64("storedBytes");
        int dataShards = in.readInt32("dataShards");
        int parityShards = in.readInt32("parityShards");
        List<SegmentManifest.Key> keys = readKeys(in);
        List<SegmentManifest.Fragment> fragments = readFragments(in);
        in.readEndDocument();
        return new SegmentManifest(
                segment, collection, keys, rawBytes, storedBytes, dataShards, parityShards, fragments);
    }

    private static List<SegmentManifest.Key> readKeys(BsonBinaryReader in) {
        in.readName("keys");
        return in.getCurrentBsonType() == BsonType.BINARY
                ? PackedKeys.unpack(in.readBinaryData().getData())
                : readLooseKeys(in);
    }

    /** As entries had them that were written before there were packed ones. */
    private static List<SegmentManifest.Key> readLooseKeys(BsonBinaryReader in) {
        List<SegmentManifest.Key> keys = new ArrayList<>();
        in.readStartArray();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) {
            in.readStartDocument();
            keys.add(new SegmentManifest.Key(KeyBytes.id(in.readBinaryData("i")), in.readInt64("v")));
            in.readEndDocument();
        }
        in.readEndArray();
        return keys;
    }

    private static List<SegmentManifest.Fragment> readFragments(BsonBinaryReader in) {
        List<SegmentManifest.Fragment> fragments = new ArrayList<>();
        in.readName("fragments");
        in.readStartArray();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) {
            fragments.add(readFragment(in));
        }
        in.readEndArray();
        return fragments;
    }
}
