package io.lumadb.console.ui.query.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds the partner of the bracket beside the caret; brackets inside strings and comments have none. */
public final class Brackets {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private Brackets() {}

    /** Offsets of two brackets that belong together. */
    public record Pair(int open, int close) {}

    /** The pair of which one is just before the caret, or else just behind it. */
    public static Optional<Pair> around(List<Token> tokens, String text, int caret) {
        Optional<Pair> before = pairAt(tokens, text, caret - 1);
        return before.isPresent() ? before : pairAt(tokens, text, caret);
    }

    private static Optional<Pair> pairAt(List<Token> tokens, String text, int offset) {
        if (offset < 0 || offset >= text.length() || (OPENING + CLOSING).indexOf(text.charAt(offset)) < 0) {
            return Optional.empty();
        }
        Deque<Integer> open = new ArrayDeque<>();
        for (Token token : tokens) {
            if (token.kind() != TokenKind.PUNCTUATION) {
                continue;
            }
            int at = token.start();
            char bracket = text.charAt(at);
            if (OPENING.indexOf(bracket) >= 0) {
                open.push(at);
            } else if (CLOSING.indexOf(bracket) >= 0) {
                if (open.isEmpty() || OPENING.indexOf(text.charAt(open.peek())) != CLOSING.indexOf(bracket)) {
                    return Optional.empty();
                }
                int partner = open.pop();
                if (at == offset || partner == offset) {
                    return Optional.of(new Pair(partner, at));
                }
            }
        }
        return Optional.empty();
    }
}
