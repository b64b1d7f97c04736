package io.lumadb.query.lql;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/**
 * Refuses brackets nested deeper than any statement that {@link GuardedParser} would take, before the parser looks ahead through
 * them: what {@code COUNT(COUNT(COUNT(…} calls shows only behind the last one.
 */
final class Nesting {

    private static final int DEEPEST = 200;

    private Nesting() {}

    /** @throws QueryError TOO_LARGE at the first bracket that is too deep */
    static void check(String text, CommonTokenStream tokens) {
        int depth = 0;
        for (Token token : tokens.getTokens()) {
            switch (token.getType()) {
                case LqlLexer.LEFT_PAREN, LqlParser.QUERY_PAREN, LqlLexer.LEFT_BRACKET, LqlLexer.LEFT_BRACE -> depth++;
                case LqlLexer.RIGHT_PAREN, LqlLexer.RIGHT_BRACKET, LqlLexer.RIGHT_BRACE -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                throw tooDeep(Positions.of(text, token));
            }
        }
    }

    static QueryError tooDeep(TextPosition position) {
        return new QueryError(
                ErrorCode.TOO_LARGE,
                "the statement is nested too deep",
                position,
                "90 levels of parentheses and literals may stand within one another, 60 of queries");
    }
}
