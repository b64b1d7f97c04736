package io.lumadb.query.lql;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;

/**
 * The lexer of statements that are to be parsed. A text full of characters that no statement has is refused at the first of
 * them: the rest of it is not looked at.
 */
final class StatementLexer extends LqlLexer {

    /** More than an error message ever looks at. */
    private static final int MOST_UNKNOWN = 100;

    private int unknown;

    StatementLexer(CharStream input) {
        super(input);
    }

    @Override
    public Token nextToken() {
        if (unknown >= MOST_UNKNOWN) {
            return emitEOF();
        }
        Token token = super.nextToken();
        if (token.getType() == UNKNOWN) {
            unknown++;
        }
        return token;
    }
}
