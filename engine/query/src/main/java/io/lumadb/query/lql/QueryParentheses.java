package io.lumadb.query.lql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.WritableToken;

/**
 * Tells the parentheses around queries from those around expressions before the parser sees them, in one pass: a query
 * begins with SELECT or WITH, or with a parenthesised query that a set operator, an order or a limit follows, or that is all
 * there is between two parentheses of no function. So it does with the words that only TRIM knows.
 */
final class QueryParentheses {

    private static final Set<String> TRIM_SIDES = Set.of("BOTH", "LEADING", "TRAILING");

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
            if (tokens.get(i).getType() == LqlLexer.LEFT_PAREN
                    && beginsQuery(tokens, closing, i + 1)
                    && !ordersItsRows(tokens, i)) {
                ((WritableToken) tokens.get(i)).setType(LqlParser.QUERY_PAREN);
            } else if (isTrimSide(tokens, i)) {
                ((WritableToken) tokens.get(i)).setType(LqlParser.TRIM_SIDE);
            }
        }
    }

    private static boolean beginsQuery(List<Token> tokens, int[] closing, int at) {
        return switch (tokens.get(at).getType()) {
            case LqlLexer.SELECT, LqlLexer.WITH -> true;
            case LqlParser.QUERY_PAREN ->
                closing[at] >= 0
                        && (goesOn(tokens.get(closing[at] + 1).getType())
                                || closing[at - 1] == closing[at] + 1 && !isCall(tokens, at - 1));
            default -> false;
        };
    }

    /** Whether a parenthesis holds a function's arguments: what is between it and a query's own is an argument then. */
    private static boolean isCall(List<Token> tokens, int parenthesis) {
        if (parenthesis == 0) {
            return false;
        }
        int before = tokens.get(parenthesis - 1).getType();
        boolean named = parenthesis > 1 && tokens.get(parenthesis - 2).getType() == LqlLexer.INTO;
        return switch (before) {
            case LqlLexer.ANY, LqlLexer.SOME, LqlLexer.EXPLAIN, LqlLexer.ANALYZE -> false;
            case LqlLexer.LEFT, LqlLexer.RIGHT, LqlLexer.CAST -> true;
            default ->
                !named
                        && (TokenNames.isWord(before) && !TokenNames.isReserved(before)
                                || before == LqlLexer.QUOTED_IDENTIFIER);
        };
    }

    /** Whether the parenthesis is that of an aggregate, where ORDER belongs to the aggregate: {@code FIRST((SELECT …) ORDER BY d)}. */
    private static boolean ordersItsRows(List<Token> tokens, int parenthesis) {
        if (parenthesis == 0 || tokens.get(parenthesis + 1).getType() != LqlParser.QUERY_PAREN) {
            return false;
        }
        boolean named = parenthesis > 1 && tokens.get(parenthesis - 2).getType() == LqlLexer.INTO;
        return switch (tokens.get(parenthesis - 1).getType()) {
            case LqlLexer.FIRST, LqlLexer.LAST, LqlLexer.ARRAY_AGG, LqlLexer.STRING_AGG -> !named;
            default -> false;
        };
    }

    /** {@code TRIM(BOTH …}, where the word is not a field. */
    private static boolean isTrimSide(List<Token> tokens, int at) {
        if (at < 2
                || tokens.get(at).getType() != LqlLexer.IDENTIFIER
                || tokens.get(at - 1).getType() != LqlLexer.LEFT_PAREN
                || tokens.get(at - 2).getType() != LqlLexer.TRIM
                || !TRIM_SIDES.contains(tokens.get(at).getText().toUpperCase(Locale.ROOT))) {
            return false;
        }
        return switch (tokens.get(at + 1).getType()) {
            case LqlLexer.FROM,
                    LqlLexer.STRING,
                    LqlLexer.IDENTIFIER,
                    LqlLexer.QUOTED_IDENTIFIER,
                    LqlLexer.QUESTION,
                    LqlLexer.COLON,
                    LqlLexer.LEFT_PAREN,
                    LqlParser.QUERY_PAREN,
                    LqlLexer.CASE,
                    LqlLexer.CAST -> true;
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
