package io.lumadb.query.execution.planner;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.FieldPath.Segment;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which scans an index answers alone: those that read nothing but {@code _id} and what stands at the indexed paths or below.
 * Its entries carry these values, but for arrays and long values, whose documents are read all the same.
 */
final class IndexOnly {

    private final Function<String, CollectionDefinition> catalog;

    IndexOnly(Function<String, CollectionDefinition> catalog) {
        this.catalog = catalog;
    }

    /** The same plan, the scans that their index answers alone being marked as that. Their fields are known. */
    PlanNode mark(PlanNode plan) {
        return plan instanceof PlanNode.Scan scan ? mark(scan) : PlanMapping.inputs(plan, this::mark);
    }

    private PlanNode mark(PlanNode.Scan scan) {
        if (!(scan.access() instanceof Access.ByIndex access)
                || catalog.apply(scan.collection())
                        .index(access.index())
                        .filter(index -> answers(index, scan))
                        .isEmpty()) {
            return scan;
        }
        return new PlanNode.Scan(
                scan.collection(), access.alone(), scan.countsAsAccess(), scan.wanted(), scan.fields());
    }

    static boolean answers(IndexDefinition index, PlanNode.Scan scan) {
        Optional<Set<FieldPath>> read = scan.fields();
        return read.isPresent()
                && index.fields().stream().map(IndexField::path).allMatch(IndexOnly::isCarried)
                && read.get().stream().allMatch(path -> isKey(path) || isIndexed(path, index));
    }

    /** Entries have no revision, nor single elements of arrays. */
    private static boolean isCarried(FieldPath path) {
        return !path.root().equals(Document.REVISION)
                && path.segments().stream().allMatch(FieldPath.Field.class::isInstance);
    }

    private static boolean isKey(FieldPath path) {
        return path.isTopLevel() && path.root().equals(Document.ID);
    }

    private static boolean isIndexed(FieldPath path, IndexDefinition index) {
        List<Segment> segments = path.segments();
        return index.fields().stream()
                .map(field -> field.path().segments())
                .anyMatch(indexed ->
                        indexed.size() <= segments.size() && indexed.equals(segments.subList(0, indexed.size())));
    }
}
