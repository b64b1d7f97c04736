package io.lumadb.query.execution.bind;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The common tables that are in sight, by name. Immutable; a later one hides an earlier one of the same name. */
final class CommonTables {

    static final CommonTables NONE = new CommonTables(Map.of());

    private final Map<String, BoundQuery> tables;

    private CommonTables(Map<String, BoundQuery> tables) {
        this.tables = tables;
    }

    CommonTables with(String name, BoundQuery table) {
        Map<String, BoundQuery> more = new LinkedHashMap<>(tables);
        more.put(name, table);
        return new CommonTables(more);
    }

    Optional<BoundQuery> find(String name) {
        return Optional.ofNullable(tables.get(name));
    }
}
