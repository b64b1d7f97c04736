package io.lumadb.query.lql;

import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Finds a field reference within a parsed expression. */
final class FirstPath {

    private FirstPath() {}

    static LqlParser.@Nullable PathContext in(ParseTree tree) {
        if (tree instanceof LqlParser.PathContext path) {
            return path;
        }
        if (tree instanceof LqlParser.QueryContext) {
            // A subquery reads the fields of its own sources.
            return null;
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            LqlParser.@Nullable PathContext found = in(tree.getChild(i));
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
