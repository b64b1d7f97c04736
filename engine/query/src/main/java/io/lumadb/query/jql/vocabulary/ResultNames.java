package io.lumadb.query.jql.vocabulary;

import java.util.regex.Pattern;

/** The names of computed fields in results. */
public final class ResultNames {

    private static final Pattern EXPRESSION = Pattern.compile("^[-0-9]|[\\s()\\[\\]{}'\"*+/%,=<>|]");

    private ResultNames() {}

    /**
     * Whether a name is read as a path. A name that shows an expression, as {@code AVG(a.b)} and {@code price * 1.2} do, is
     * taken whole.
     */
    public static boolean isPath(String name) {
        return !EXPRESSION.matcher(name).find();
    }
}
