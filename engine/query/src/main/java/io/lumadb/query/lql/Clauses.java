package io.lumadb.query.lql;

import io.lumadb.query.lql.ScriptTree.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Divides a statement or a subquery into the clauses that a formatter puts on lines of their own. */
final class Clauses {

    private static final Set<Integer> JOINS =
            Set.of(LqlLexer.INNER, LqlLexer.LEFT, LqlLexer.RIGHT, LqlLexer.FULL, LqlLexer.CROSS);
    private static final Set<Integer> SET_OPERATORS = Set.of(LqlLexer.UNION, LqlLexer.INTERSECT, LqlLexer.EXCEPT);
    private static final Set<Integer> STARTS = Set.of(
            LqlLexer.SELECT,
            LqlLexer.FROM,
            LqlLexer.WHERE,
            LqlLexer.GROUP,
            LqlLexer.HAVING,
            LqlLexer.ORDER,
            LqlLexer.LIMIT,
            LqlLexer.OFFSET,
            LqlLexer.VALUES,
            LqlLexer.RETURNING,
            LqlLexer.UNION,
            LqlLexer.INTERSECT,
            LqlLexer.EXCEPT);

    private Clauses() {}

    static List<List<Piece>> of(List<Piece> pieces) {
        boolean updates = pieces.stream()
                .filter(piece -> !(piece instanceof Piece.Leaf leaf && leaf.comment()))
                .findFirst()
                .filter(first -> first instanceof Piece.Leaf leaf && leaf.is(LqlLexer.UPDATE))
                .isPresent();
        List<List<Piece>> clauses = new ArrayList<>();
        List<Piece> clause = new ArrayList<>();
        Optional<Piece.Leaf> before = Optional.empty();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean starts = piece instanceof Piece.Leaf leaf
                    && (starts(leaf, before, next(pieces, i), updates) || leaf.comment() && leaf.ownLine());
            boolean afterOwnComment = clause.size() == 1
                    && clause.getFirst() instanceof Piece.Leaf only
                    && only.comment()
                    && only.ownLine();
            boolean afterOperand = before.isPresent()
                    && SET_OPERATORS.contains(before.get().type())
                    && before.get().keyword();
            if (!clause.isEmpty() && (starts || afterOwnComment || afterOperand && piece instanceof Piece.Group)) {
                clauses.add(clause);
                clause = new ArrayList<>();
            }
            clause.add(piece);
            before = piece instanceof Piece.Leaf leaf
                    ? leaf.is(LqlLexer.ALL) && afterOperand ? before : Optional.of(leaf)
                    : Optional.empty();
        }
        if (!clause.isEmpty()) {
            clauses.add(clause);
        }
        return clauses;
    }

    private static boolean starts(Piece.Leaf leaf, Optional<Piece.Leaf> before, int next, boolean updates) {
        if (!leaf.keyword()) {
            return false;
        }
        int type = leaf.type();
        if (JOINS.contains(type)) {
            return true;
        }
        if (type == LqlLexer.JOIN) {
            return before.isEmpty() || !JOINS.contains(before.get().type()) && !isOuter(before.get());
        }
        if (type == LqlLexer.SET || type == LqlLexer.UNSET) {
            return updates;
        }
        if (type == LqlLexer.FROM) {
            return before.isEmpty() || !before.get().is(LqlLexer.DELETE);
        }
        if (type == LqlLexer.SELECT) {
            return before.isEmpty()
                    || !before.get().is(LqlLexer.EXPLAIN) && !before.get().is(LqlLexer.ANALYZE);
        }
        if (type == LqlLexer.GROUP || type == LqlLexer.ORDER) {
            return next == LqlLexer.BY;
        }
        return STARTS.contains(type);
    }

    private static boolean isOuter(Piece.Leaf leaf) {
        return leaf.is(LqlLexer.OUTER);
    }

    private static int next(List<Piece> pieces, int at) {
        return at + 1 < pieces.size() && pieces.get(at + 1) instanceof Piece.Leaf leaf ? leaf.type() : -1;
    }

    /** Whether what stands between two parentheses is a query. */
    static boolean isQuery(List<Piece> inner) {
        for (Piece piece : inner) {
            if (piece instanceof Piece.Leaf leaf) {
                if (!leaf.comment()) {
                    return leaf.is(LqlLexer.SELECT) || leaf.is(LqlLexer.WITH);
                }
            } else if (piece instanceof Piece.Group group) {
                return isQuery(group.inner());
            }
        }
        return false;
    }
}
