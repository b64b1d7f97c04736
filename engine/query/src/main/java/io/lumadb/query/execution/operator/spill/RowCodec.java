package io.lumadb.query.execution.operator.spill;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.CompositeRow;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.SlotRow;
import io.lumadb.query.execution.operator.sort.KeyedRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as bytes and back. Documents keep their BSON as it is. Shapes of composite rows stay in memory and are written as
 * their number; hence the same codec has to read what it wrote. For one thread.
 */
final class RowCodec {

    private static final int DOCUMENT = 0;
    private static final int OBJECT = 1;
    private static final int ELEMENT = 2;
    private static final int SLOTS = 3;
    private static final int KEYED = 4;
    private static final int COMPOSITE = 5;
    private static final int INDEXED = 6;

    private static final int MOST_SHAPES = 1000;
    private static final List<Tier> TIERS = List.of(Tier.values());

    private final List<CompositeRow.Shape> shapes = new ArrayList<>();

    /** @throws IllegalArgumentException for a kind of row that {@link CompositeRow} does not list */
    void write(SpillOutput out, Row row) {
        switch (row) {
            case DocumentRow(StoredDocument stored)
            when stored.isFromIndex() -> {
                out.writeByte(INDEXED);
                out.writeBytes(stored.document().bson());
            }
            case DocumentRow(StoredDocument stored) -> {
                out.writeByte(DOCUMENT);
                out.writeByte(TIERS.indexOf(stored.tier()));
                out.writeVariable(stored.revision());
                out.writeBytes(stored.document().bson());
            }
            case ObjectRow(Value.Obj object) -> {
                out.writeByte(OBJECT);
                out.writeValue(object);
            }
            case ElementRow(Value element) -> {
                out.writeByte(ELEMENT);
                out.writeValue(element);
            }
            case SlotRow(List<Value> slots) -> {
                out.writeByte(SLOTS);
                out.writeValues(slots);
            }
            case KeyedRow(List<Value> keys, Row keyed) -> {
                out.writeByte(KEYED);
                out.writeValues(keys);
                write(out, keyed);
            }
            case CompositeRow composite -> {
                out.writeByte(COMPOSITE);
                out.writeVariable(numberOf(composite.shape()));
                List<Row> parts = composite.parts();
                out.writeVariable(parts.size());
                parts.forEach(part -> write(out, part));
            }
            default ->
                throw new IllegalArgumentException("rows of " + row.getClass().getName() + " cannot be spilled");
        }
    }

    Row read(SpillInput in) {
        int kind = in.readByte();
        return switch (kind) {
            case DOCUMENT -> {
                Tier tier = TIERS.get(in.readByte());
                long revision = in.readVariable();
                yield new DocumentRow(StoredDocument.of(Document.ofBson(in.readBytes()), revision, tier));
            }
            case INDEXED -> new DocumentRow(StoredDocument.ofIndex(Document.ofBson(in.readBytes())));
            case OBJECT -> new ObjectRow((Value.Obj) in.readValue());
            case ELEMENT -> new ElementRow(in.readValue());
            case SLOTS -> new SlotRow(in.readValues());
            case KEYED -> {
                List<Value> keys = in.readValues();
                yield new KeyedRow(keys, read(in));
            }
            case COMPOSITE -> {
                CompositeRow.Shape shape = shapes.get(in.readSize());
                int size = in.readSize();
                List<Row> parts = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    parts.add(read(in));
                }
                yield shape.row(parts);
            }
            default -> throw new IllegalStateException("a spill file has the unknown kind of row " + kind);
        };
    }

    private int numberOf(CompositeRow.Shape shape) {
        int known = shapes.indexOf(shape);
        if (known >= 0) {
            return known;
        }
        if (shapes.size() == MOST_SHAPES) {
            throw new IllegalStateException("composite rows make a shape for each row instead of sharing one");
        }
        shapes.add(shape);
        return shapes.size() - 1;
    }
}
