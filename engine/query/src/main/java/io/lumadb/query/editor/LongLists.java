package io.lumadb.query.editor;

import io.lumadb.query.editor.LqlCaret.Lexeme;
import io.lumadb.query.lql.LqlLexer;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves the middle of long lists out: what may follow ten thousand rows of VALUES is what may follow three. Elements are literals
 * and what stands in brackets.
 */
final class LongLists {

    /** Elements at the beginning of a list that stay, besides the last one. */
    private static final int KEPT = 3;

    /** Brackets within brackets beyond this are left as they are. */
    private static final int DEEPEST = 100;

    private final List<Lexeme> tokens;
    private final Brackets brackets;
    private final List<Lexeme> kept = new ArrayList<>();

    private LongLists(List<Lexeme> tokens) {
        this.tokens = tokens;
        this.brackets = new Brackets(tokens);
    }

    static List<Lexeme> shortened(List<Lexeme> tokens) {
        LongLists lists = new LongLists(tokens);
        lists.level(0, tokens.size(), 0);
        return lists.kept;
    }

    private void level(int from, int end, int depth) {
        int elements = 0;
        int at = from;
        while (at < end) {
            int behind = element(at, end);
            boolean amidst = behind > 0 && behind < end && tokens.get(behind).is(LqlLexer.COMMA);
            if (behind < 0) {
                elements = 0;
            } else if (++elements > KEPT && amidst) {
                at = behind;
                continue;
            } else {
                kept.add(tokens.get(at));
                at++;
            }
            at = piece(at, end, depth);
        }
    }

    /** Keeps a token, or what stands in brackets; the index behind it. */
    private int piece(int at, int end, int depth) {
        kept.add(tokens.get(at));
        if (!brackets.opens(at) || depth >= DEEPEST) {
            return at + 1;
        }
        int close = Math.min(end, brackets.end(at));
        level(at + 1, close, depth + 1);
        if (close < end) {
            kept.add(tokens.get(close));
        }
        return close + 1;
    }

    /** Behind a comma and the element that follows it; -1 where something else stands. */
    private int element(int at, int end) {
        if (!tokens.get(at).is(LqlLexer.COMMA) || at + 1 >= end) {
            return -1;
        }
        if (brackets.opens(at + 1)) {
            int close = brackets.end(at + 1);
            return close < end ? close + 1 : -1;
        }
        return switch (tokens.get(at + 1).type()) {
            case LqlLexer.STRING, LqlLexer.INTEGER, LqlLexer.FLOATING, LqlLexer.TRUE, LqlLexer.FALSE, LqlLexer.NULL ->
                at + 2;
            default -> -1;
        };
    }
}
