package io.lumadb.query.editor;

import io.lumadb.query.editor.LqlCaret.Lexeme;
import io.lumadb.query.lql.LqlLexer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Which brackets of a token list belong together. One that is not closed reaches to the end; one too many is passed over. */
final class Brackets {

    private final int size;
    private final int[] around;
    private final int[] partner;
    private final boolean[] opens;

    Brackets(List<Lexeme> tokens) {
        size = tokens.size();
        around = new int[size];
        partner = new int[size];
        opens = new boolean[size];
        Arrays.fill(partner, -1);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < size; i++) {
            int type = tokens.get(i).type();
            boolean closes =
                    type == LqlLexer.RIGHT_PAREN || type == LqlLexer.RIGHT_BRACKET || type == LqlLexer.RIGHT_BRACE;
            if (closes && !open.isEmpty()) {
                partner[i] = open.pop();
                partner[partner[i]] = i;
            }
            around[i] = open.isEmpty() ? -1 : open.peek();
            opens[i] = type == LqlLexer.LEFT_PAREN || type == LqlLexer.LEFT_BRACKET || type == LqlLexer.LEFT_BRACE;
            if (opens[i]) {
                open.push(i);
            }
        }
    }

    /** The opening bracket around a token; -1 where there is none. */
    int around(int index) {
        return around[index];
    }

    boolean opens(int index) {
        return index >= 0 && index < size && opens[index];
    }

    /** The counterpart of an opening bracket, or the end of the text; of -1 the end too. */
    int end(int open) {
        return open < 0 || partner[open] < 0 ? size : partner[open];
    }

    /** The counterpart of a closing bracket; -1 for any other token. */
    int openOf(int index) {
        return index >= 0 && index < size && !opens[index] ? partner[index] : -1;
    }

    /** The next token on the same level. */
    int next(int index) {
        return opens[index] ? Math.min(size, end(index) + 1) : index + 1;
    }
}
