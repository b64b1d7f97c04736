package io.lumadb.query.lql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.WritableToken;

/**
 * Tells the parentheses around queries from those around expressions before the parser sees them, in one pass: a query
 * begins with SELECT or WITH, or with a parenthesised query that a set operator, an order or a limit follows.
 */
final class QueryParentheses {

    private QueryParentheses() {}

    static void mark(CommonTokenStream stream) {
        stream.fill();
        List<Token> tokens = new ArrayList<>();
        for (Token token : stream.getTokens()) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                tokens.add(token);
            }
        }
        int[] closing = closing(tokens);
        for (int i = tokens.size() - 2; i >= 0; i--) {
            if (tokens.get(i).getType() == LqlLexer.LEFT_PAREN && beginsQuery(tokens, closing, i + 1)) {
                ((WritableToken) tokens.get(i)).setType(LqlParser.QUERY_PAREN);
            }
        }
    }

    private static boolean beginsQuery(List<Token> tokens, int[] closing, int at) {
        return switch (tokens.get(at).getType()) {
            case LqlLexer.SELECT, LqlLexer.WITH -> true;
            case LqlParser.QUERY_PAREN ->
                closing[at] >= 0 && goesOn(tokens.get(closing[at] + 1).getType());
            default -> false;
        };
    }

    private static boolean goesOn(int type) {
        return switch (type) {
            case LqlLexer.UNION, LqlLexer.INTERSECT, LqlLexer.EXCEPT, LqlLexer.ORDER, LqlLexer.LIMIT, LqlLexer.OFFSET ->
                true;
            default -> false;
        };
    }

    /** For each opening parenthesis the place of its counterpart, -1 where it has none. */
    private static int[] closing(List<Token> tokens) {
        int[] closing = new int[tokens.size()];
        Arrays.fill(closing, -1);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            int type = tokens.get(i).getType();
            if (type == LqlLexer.LEFT_PAREN) {
                open.push(i);
            } else if (type == LqlLexer.RIGHT_PAREN && !open.isEmpty()) {
                closing[open.pop()] = i;
            }
        }
        return closing;
    }
}
