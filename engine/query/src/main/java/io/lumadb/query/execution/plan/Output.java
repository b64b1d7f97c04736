package io.lumadb.query.execution.plan;

import io.lumadb.document.FieldPath;
import io.lumadb.query.statement.Expression;
import java.util.List;
import java.util.Set;

/** One part of the rows that a projection makes. */
public sealed interface Output {

    /** A computed field. A missing value leaves it out. */
    record Computed(String name, Expression expression) implements Output {}

    /** Every field of a row that is of one piece but these. */
    record AllFields(List<FieldPath> except) implements Output {
        public AllFields {
            except = List.copyOf(except);
        }
    }

    /**
     * Every field of one source of a joined row. One whose name another output has gets a number behind it.
     *
     * @param replaced fields that are left out: computed ones were given their names
     */
    record SourceFields(String source, Set<String> replaced) implements Output {
        public SourceFields {
            replaced = Set.copyOf(replaced);
        }
    }

    /** A field kept at its place, enclosing objects included. */
    record Kept(FieldPath path) implements Output {}

    /** A computed field put at its place in what the outputs before it have made. A missing value removes what is there. */
    record Placed(FieldPath path, Expression expression) implements Output {}

    /** The object that an expression gives is the whole row. Stands alone. */
    record Root(Expression document) implements Output {}
}
