package io.lumadb.query.execution.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of rows, as far as they are known before there are any.
 *
 * @param names in order, each once
 * @param open the rows may have other fields too
 */
public record Columns(List<String> names, boolean open) {

    public Columns {
        names = List.copyOf(names);
    }

    /** These fields and no others. */
    public static Columns of(List<String> names) {
        return new Columns(names, false);
    }

    /** All fields in order; none when the rows may have others. */
    public Optional<List<String>> complete() {
        return open ? Optional.empty() : Optional.of(names);
    }

    public boolean has(String name) {
        return names.contains(name);
    }

    /** These columns and behind them the others that are not among them. */
    public Columns and(Columns more) {
        Set<String> all = new LinkedHashSet<>(names);
        all.addAll(more.names);
        return new Columns(List.copyOf(all), open || more.open);
    }
}
