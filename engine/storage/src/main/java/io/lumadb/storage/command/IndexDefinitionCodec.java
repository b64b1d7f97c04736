package io.lumadb.storage.command;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonType;

/** An index definition as a BSON document, within a command. */
final class IndexDefinitionCodec {

    private IndexDefinitionCodec() {}

    static void write(BsonBinaryWriter out, IndexDefinition index) {
        out.writeStartDocument();
        out.writeInt32("id", index.id());
        out.writeString("name", index.name());
        out.writeString("kind", index.kind().name());
        out.writeBoolean("unique", index.unique());
        out.writeStartArray("fields");
        for (IndexDefinition.IndexField field : index.fields()) {
            out.writeStartDocument();
            out.writeStartArray("path");
            for (FieldPath.Segment segment : field.path().segments()) {
                switch (segment) {
                    case FieldPath.Field(String name) -> out.writeString(name);
                    case FieldPath.Subscript(int subscript) -> out.writeInt32(subscript);
                }
            }
            out.writeEndArray();
            out.writeBoolean("descending", field.descending());
            out.writeEndDocument();
        }
        out.writeEndArray();
        out.writeBinaryData(
                "options",
                new BsonBinary(Document.of(new Value.Obj(index.options())).bson()));
        out.writeEndDocument();
    }

    static IndexDefinition read(BsonBinaryReader in) {
        in.readStartDocument();
        int id = in.readInt32("id");
        String name = in.readString("name");
        IndexDefinition.Kind kind = IndexDefinition.Kind.valueOf(in.readString("kind"));
        boolean unique = in.readBoolean("unique");
        List<IndexDefinition.IndexField> fields = new ArrayList<>();
        in.readName("fields");
        in.readStartArray();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) {
            in.readStartDocument();
            in.readName("path");
            FieldPath path = readPath(in);
            fields.add(new IndexDefinition.IndexField(path, in.readBoolean("descending")));
            in.readEndDocument();
        }
        in.readEndArray();
        Map<String, Value> options = Document.ofBson(
                        in.readBinaryData("options").getData())
                .toObject()
                .fields();
        in.readEndDocument();
        return new IndexDefinition(id, name, fields, kind, unique, options);
    }

    private static FieldPath readPath(BsonBinaryReader in) {
        List<FieldPath.Segment> segments = new ArrayList<>();
        in.readStartArray();
        for (BsonType type = in.readBsonType(); type != BsonType.END_OF_DOCUMENT; type = in.readBsonType()) {
            segments.add(
                    type == BsonType.STRING
                            ? new FieldPath.Field(in.readString())
                            : new FieldPath.Subscript(in.readInt32()));
        }
        in.readEndArray();
        return new FieldPath(segments);
    }
}
