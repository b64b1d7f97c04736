package io.lumadb.query.lql;

import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.language.TextPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns the first place where a text leaves the grammar into a {@link QueryError}: what stands there, what could have
 * stood there, and the keyword that was probably meant. Stops at the first error; one object serves one parse.
 */
final class SyntaxErrors extends DefaultErrorStrategy {

    private final String text;

    SyntaxErrors(String text) {
        this.text = text;
    }

    @Override
    public void sync(Parser recognizer) {
        // Errors show where a token is taken, not before it.
    }

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
        GuardedParser parser = (GuardedParser) recognizer;
        Token found = e.getOffendingToken();
        IntervalSet expected = parser.expectedAfterLast();
        if (e instanceof NoViableAltException dead && isBehind(parser, found)) {
            expected = expectedAt(parser, dead);
        }
        throw error(parser.getInputStream(), found, expected);
    }

    @Override
    public Token recoverInline(Parser recognizer) {
        GuardedParser parser = (GuardedParser) recognizer;
        throw error(parser.getInputStream(), parser.getCurrentToken(), parser.expectedAfterLast());
    }

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {
        // recover() follows at once and throws.
    }

    /** Whether tokens stand between the last one taken and this one, all of them acceptable. */
    private static boolean isBehind(GuardedParser parser, Token found) {
        TokenStream tokens = parser.getInputStream();
        for (int i = parser.lastIndex() + 1; i < found.getTokenIndex(); i++) {
            if (tokens.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
                return true;
            }
        }
        return false;
    }

    /** What the alternatives that were still possible before the offending token wanted there. */
    private static IntervalSet expectedAt(GuardedParser parser, NoViableAltException dead) {
        IntervalSet expected = new IntervalSet();
        if (dead.getDeadEndConfigs() != null) {
            for (ATNConfig config : dead.getDeadEndConfigs()) {
                expected.addAll(parser.getATN().nextTokens(config.state));
            }
        }
        return expected;
    }

    private QueryError error(TokenStream tokens, Token found, IntervalSet expected) {
        Token previous = previous(tokens, found);
        List<String> keywords = TokenNames.keywords(expected);
        Optional<String> foreign = new OtherDialects(tokens, found).hint();
        if (foreign.isPresent()) {
            return QueryError.syntax(
                    "found " + TokenNames.found(found) + ", expected " + TokenNames.describe(expected),
                    position(found),
                    foreign.get());
        }
        // A misspelt keyword behind a name reads as that name's alias: the word before is the one to mend.
        if (previous != null && previous.getType() == LqlLexer.IDENTIFIER && found.getType() != Token.EOF) {
            Optional<String> meant = Suggestions.nearest(previous.getText(), TokenNames.clauses());
            if (meant.isPresent()
                    && !Suggestions.nearest(found.getText(), keywords).isPresent()) {
                return QueryError.syntax(
                        "found " + TokenNames.found(previous) + " where a clause could begin",
                        position(previous),
                        "did you mean " + meant.get() + "?");
            }
        }
        return QueryError.syntax(
                "found " + TokenNames.found(found) + ", expected " + TokenNames.describe(expected),
                position(found),
                hint(found, expected, keywords));
    }

    private static @Nullable Token previous(TokenStream tokens, Token found) {
        for (int i = found.getTokenIndex() - 1; i >= 0; i--) {
            if (tokens.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
                return tokens.get(i);
            }
        }
        return null;
    }

    private @Nullable String hint(Token found, IntervalSet expected, List<String> keywords) {
        return switch (found.getType()) {
            case LqlLexer.UNCLOSED_STRING -> "the string that begins here has no closing '";
            case LqlLexer.UNCLOSED_QUOTED_IDENTIFIER -> "the quoted name that begins here is empty or not closed";
            case LqlLexer.UNCLOSED_COMMENT -> "the comment that begins here has no closing */";
            case LqlLexer.EQUAL -> "comparisons do not follow one another: join them with AND or OR";
            case LqlLexer.MALFORMED_NUMBER ->
                "numbers are written 12, 1.5 or 1.5e3; a name that begins with a digit stands in double quotes";
            case LqlLexer.UNKNOWN -> symbolHint(found.getText());
            case Token.EOF -> null;
            default -> {
                List<String> candidates = new ArrayList<>(keywords);
                if (TokenNames.couldBeMeantAsName(found.getType()) && expected.contains(LqlLexer.IDENTIFIER)) {
                    yield Optional.ofNullable(Suggestions.didYouMean(found.getText(), candidates))
                            .orElse("to use " + found.getText() + " as a name, quote it: \"" + found.getText() + "\"");
                }
                yield TokenNames.isWord(found.getType()) ? Suggestions.didYouMean(found.getText(), candidates) : null;
            }
        };
    }

    private static @Nullable String symbolHint(String symbol) {
        return switch (symbol) {
            case "&" -> "write AND";
            case "|" -> "write OR, or || to join strings";
            case "!" -> "write NOT, or != for 'not equal'";
            case "^" -> "write POWER(x, y)";
            case "~" -> "write MATCHES for regular expressions";
            case "#", "@", "\\" -> "names with other signs than letters, digits, _ and $ stand in double quotes";
            case "\u201C", "\u201D", "\u2018", "\u2019" -> "use straight quotes";
            default -> null;
        };
    }

    TextPosition position(Token token) {
        if (token.getType() == Token.EOF) {
            return TextPosition.in(text, text.length(), 0);
        }
        return Positions.of(text, token);
    }
}
