package io.lumadb.query.lql;

import io.lumadb.query.language.TextPosition;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Places of tokens in the text. ANTLR counts code points, editors count UTF-16 units. */
final class Positions {

    private Positions() {}

    static TextPosition of(String text, Token token) {
        return between(text, token.getStartIndex(), token.getStopIndex() + 1);
    }

    /** The whole of a construct. */
    static TextPosition of(String text, ParserRuleContext context) {
        int stop = context.getStop() == null
                ? context.getStart().getStopIndex()
                : context.getStop().getStopIndex();
        return between(text, context.getStart().getStartIndex(), stop + 1);
    }

    private static TextPosition between(String text, int startCodePoint, int endCodePoint) {
        int count = text.codePointCount(0, text.length());
        int start = text.offsetByCodePoints(0, Math.min(startCodePoint, count));
        int end = text.offsetByCodePoints(0, Math.clamp(endCodePoint, Math.min(startCodePoint, count), count));
        return TextPosition.in(text, start, end - start);
    }
}
