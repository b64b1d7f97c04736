package io.lumadb.query.lql;

import io.lumadb.query.language.TextToken;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** The tokens of an LQL text, whether or not it is finished. */
public final class LqlTokens {

    private LqlTokens() {}

    public static List<TextToken> of(String text) {
        LqlLexer lexer = new LqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<TextToken> tokens = new ArrayList<>();
        int offset = 0;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            // Tokens follow one another without gaps, so that offsets add up in UTF-16 units.
            int length = token.getText().length();
            if (token.getType() != LqlLexer.SPACE) {
                tokens.add(new TextToken(offset, length, kind(token.getType())));
            }
            offset += length;
        }
        return tokens;
    }

    private static TextToken.Kind kind(int type) {
        if (TokenNames.isKeyword(type)) {
            return TextToken.Kind.KEYWORD;
        }
        return switch (type) {
            case LqlLexer.IDENTIFIER, LqlLexer.QUOTED_IDENTIFIER -> TextToken.Kind.IDENTIFIER;
            case LqlLexer.STRING -> TextToken.Kind.STRING;
            case LqlLexer.INTEGER, LqlLexer.FLOATING -> TextToken.Kind.NUMBER;
            case LqlLexer.LINE_COMMENT, LqlLexer.BLOCK_COMMENT -> TextToken.Kind.COMMENT;
            case LqlLexer.UNCLOSED_STRING,
                    LqlLexer.UNCLOSED_QUOTED_IDENTIFIER,
                    LqlLexer.UNCLOSED_COMMENT,
                    LqlLexer.MALFORMED_NUMBER,
                    LqlLexer.UNKNOWN -> TextToken.Kind.ERROR;
            default -> TextToken.Kind.OPERATOR;
        };
    }
}
