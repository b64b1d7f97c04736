package io.lumadb.console.ui.query.result;

import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a result as its rows come by, in the order in which fields first appear. Thread-safe: the client's thread
 * feeds it, the FX thread takes snapshots.
 */
final class ColumnCatalog {

    /** More columns than anybody reads; what is beyond is seen in the document itself. */
    static final int MOST = 200;

    /** Types and widths are told by so many rows; new fields are found in all. */
    private static final int SAMPLED_ROWS = 1_000;

    private final Map<String, Seen> columns = new LinkedHashMap<>();
    private int rows;
    private int version;

    private static final class Seen {
        private final Set<String> types = new LinkedHashSet<>();
        private boolean numeric = true;
        private int characters;
    }

    synchronized void add(Value.Obj row) {
        rows++;
        for (Map.Entry<String, Value> field : row.fields().entrySet()) {
            Seen seen = columns.get(field.getKey());
            if (seen == null && columns.size() < MOST) {
                seen = new Seen();
                columns.put(field.getKey(), seen);
                version++;
            }
            if (seen != null && rows <= SAMPLED_ROWS) {
                note(seen, field.getValue());
            }
        }
    }

    private void note(Seen seen, Value value) {
        if (value.isNull()) {
            return;
        }
        seen.numeric &= value.isNumber();
        seen.characters = Math.max(seen.characters, CellText.of(value).length());
        if (seen.types.add(value.typeName())) {
            version++;
        }
    }

    /** The server's own order of columns, which wins; those that no row had are columns too. */
    synchronized void order(List<String> names) {
        Map<String, Seen> before = new LinkedHashMap<>(columns);
        columns.clear();
        names.stream()
                .limit(MOST)
                .forEach(name -> columns.put(name, before.containsKey(name) ? before.get(name) : new Seen()));
        before.forEach(columns::putIfAbsent);
        version++;
    }

    /** Rises whenever a snapshot would say something new. */
    synchronized int version() {
        return version;
    }

    synchronized List<ResultColumn> snapshot() {
        List<ResultColumn> snapshot = new ArrayList<>();
        columns.forEach((name, seen) -> snapshot.add(new ResultColumn(
                name,
                seen.types.size() > 3 ? "mixed" : String.join(" | ", seen.types),
                seen.numeric && !seen.types.isEmpty(),
                seen.characters)));
        return snapshot;
    }
}
