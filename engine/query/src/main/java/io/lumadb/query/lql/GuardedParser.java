package io.lumadb.query.lql;

import io.lumadb.query.language.TextPosition;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * What the generated parser does beyond its grammar: it refuses texts nested so deep that they would exhaust the stack,
 * and it remembers where it took its last token, so that an error can say everything that could have followed there.
 * One parser reads one text, on one thread.
 */
abstract class GuardedParser extends Parser {

    /** Rules within rules; one pair of parentheses takes about eight. */
    private static final int DEEPEST = 1_000;

    private int depth;
    private int lastIndex = -1;
    private int lastState = -1;
    private @Nullable ParserRuleContext lastContext;

    GuardedParser(TokenStream input) {
        super(input);
    }

    @Override
    public void enterRule(ParserRuleContext localContext, int state, int ruleIndex) {
        super.enterRule(localContext, state, ruleIndex);
        depth++;
        if (depth > DEEPEST) {
            Token token = getCurrentToken();
            throw Nesting.tooDeep(
                    new TextPosition(token.getStartIndex(), 1, token.getLine(), token.getCharPositionInLine() + 1));
        }
    }

    @Override
    public void exitRule() {
        depth--;
        super.exitRule();
    }

    @Override
    public Token consume() {
        lastIndex = getInputStream().index();
        lastState = getState();
        lastContext = getContext();
        return super.consume();
    }

    /** The index in the token stream of the last token taken; -1 before the first. */
    int lastIndex() {
        return lastIndex;
    }

    /** Every kind of token that could have followed the last one taken, seen from all enclosing rules. */
    IntervalSet expectedAfterLast() {
        if (lastState < 0 || lastContext == null) {
            ParserRuleContext root = getContext();
            while (root.getParent() != null) {
                root = root.getParent();
            }
            return getATN().nextTokens(getATN().ruleToStartState[root.getRuleIndex()]);
        }
        ATNState next = getATN().states.get(lastState).transition(0).target;
        return getATN().getExpectedTokens(next.stateNumber, lastContext);
    }
}
