package io.lumadb.console.app.command;

import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.Token;
import io.lumadb.console.ui.query.text.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/**
 * Tells the shell whether Enter ends a statement or begins its next line. A backslash means itself. For one thread.
 *
 * <p>A line that looks whole need not be: {@code DELETE FROM c} alone means every document, and {@code WHERE} may be about to come.
 * So LQL ends with {@code ;} or an empty line, JQL with its last brace, and NQL, a sentence, with its line.
 */
final class StatementParser extends DefaultParser {

    private static final List<String> COMMANDS = List.of("quit", "exit");

    private final Supplier<String> language;

    /** {@code language}: the one that is spoken when a line ends, as the API writes it. */
    StatementParser(Supplier<String> language) {
        this.language = language;
        setEscapeChars(null);
    }

    @Override
    public ParsedLine parse(String text, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isWhole(QueryLanguage.ofWireName(language.get()), text)) {
            throw new EOFError(-1, cursor, "the statement goes on", "…");
        }
        return super.parse(text, cursor, context);
    }

    static boolean isWhole(QueryLanguage language, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.startsWith("\\") || COMMANDS.contains(stripped.toLowerCase(Locale.ROOT))) {
            return true;
        }
        List<Token> tokens = language.tokens(text).stream()
                .filter(token -> token.kind() != TokenKind.SPACE && token.kind() != TokenKind.COMMENT)
                .toList();
        return switch (language) {
            case NQL -> true;
            case JQL -> depth(tokens, text) <= 0;
            case LQL ->
                text.endsWith("\n")
                        || !tokens.isEmpty() && text.charAt(tokens.getLast().start()) == ';';
        };
    }

    private static int depth(List<Token> tokens, String text) {
        int depth = 0;
        for (Token token : tokens) {
            if (token.kind() == TokenKind.PUNCTUATION) {
                depth += switch (text.charAt(token.start())) {
                    case '{', '[' -> 1;
                    case '}', ']' -> -1;
                    default -> 0;
                };
            }
        }
        return depth;
    }
}
