package io.lumadb.query.execution.bind;

import java.util.Optional;

/** What a query sees besides its own sources: the query around it, and the common tables named before it. */
record Surroundings(Optional<Correlation> outer, CommonTables tables) {

    static final Surroundings NONE = new Surroundings(Optional.empty(), CommonTables.NONE);

    Surroundings with(CommonTables moreTables) {
        return new Surroundings(outer, moreTables);
    }

    Surroundings within(Correlation correlation) {
        return new Surroundings(Optional.of(correlation), tables);
    }
}
