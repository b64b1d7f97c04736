package io.lumadb.query.lql;

import io.lumadb.query.lql.ScriptTree.Piece;
import java.util.Set;

/** Where two pieces of a line have a space between them. */
final class Spacing {

    /** Keywords that are written like functions. */
    private static final Set<Integer> CALLS = Set.of(
            LqlLexer.CAST, LqlLexer.EXTRACT, LqlLexer.COUNT, LqlLexer.SUM, LqlLexer.AVG, LqlLexer.MIN, LqlLexer.MAX);

    private Spacing() {}

    static boolean between(Piece before, Piece after) {
        return switch (after) {
            case Piece.Leaf leaf -> beforeLeaf(before, leaf);
            case Piece.Group group ->
                switch (before) {
                    case Piece.Leaf leaf -> beforeGroup(leaf, group);
                    // tags[0][1], and {…} behind a list.
                    case Piece.Group _ -> group.open().apart();
                };
        };
    }

    private static boolean beforeGroup(Piece.Leaf before, Piece.Group group) {
        if (before.role() == Piece.Role.INFIX || before.type() == LqlLexer.COMMA || before.comment()) {
            return true;
        }
        if (before.keyword()) {
            return !CALLS.contains(before.type())
                    && (TokenNames.isReserved(before.type()) || group.open().apart());
        }
        // f(x) and t (a, b), tags[0] and {key: […]}: what was written decides.
        return !sign(before) && group.open().apart();
    }

    private static boolean beforeLeaf(Piece before, Piece.Leaf leaf) {
        if (leaf.type() == LqlLexer.COMMA || leaf.type() == LqlLexer.SEMICOLON || leaf.type() == LqlLexer.DOT) {
            return false;
        }
        return switch (before) {
            case Piece.Group _ -> leaf.type() != LqlLexer.COLON;
            case Piece.Leaf last -> behind(last, leaf);
        };
    }

    private static boolean behind(Piece.Leaf last, Piece.Leaf leaf) {
        if (last.type() == LqlLexer.DOT || sign(last)) {
            return false;
        }
        if (last.type() == LqlLexer.COLON || last.type() == LqlLexer.QUESTION) {
            // :name and ?1 are parameters, {key: value} is a field: what was written decides.
            return leaf.apart();
        }
        // {key : value} loses its space, WHERE a = :name keeps it.
        return leaf.type() != LqlLexer.COLON
                || last.keyword()
                || last.role() != Piece.Role.OTHER
                || last.type() == LqlLexer.COMMA;
    }

    /** A plus or minus before its operand. */
    private static boolean sign(Piece.Leaf leaf) {
        return leaf.role() == Piece.Role.OTHER && (leaf.type() == LqlLexer.PLUS || leaf.type() == LqlLexer.MINUS);
    }
}
