package io.lumadb.console.ui.query.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one statement ends and the next begins. LQL ends a statement with {@code ;}, NQL with {@code ;} or an empty line,
 * JQL with the brace that closes the command. Marks inside strings and comments do not count.
 */
public final class Statements {

    private Statements() {}

    /** The statements that hold more than space and comments, in order. */
    public static List<StatementRange> split(QueryLanguage language, String text) {
        return pieces(language, text).stream()
                .map(piece -> trim(language, text, piece))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The statement that holds the caret; between two, the one before it on the same line, otherwise the one behind it;
     * behind the last one, the last.
     */
    public static Optional<StatementRange> at(QueryLanguage language, String text, int caret) {
        List<StatementRange> statements = split(language, text);
        StatementRange before = null;
        for (StatementRange statement : statements) {
            if (caret < statement.start()) {
                if (before != null && text.substring(before.end(), caret).indexOf('\n') < 0) {
                    return Optional.of(before);
                }
                return Optional.of(statement);
            }
            if (caret <= statement.end()) {
                return Optional.of(statement);
            }
            before = statement;
        }
        return Optional.ofNullable(before);
    }

    private record Piece(int start, int end) {}

    private static List<Piece> pieces(QueryLanguage language, String text) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (Token token : language.tokens(text)) {
            char first = text.charAt(token.start());
            boolean mark = token.kind() == TokenKind.PUNCTUATION;
            switch (language) {
                case LQL -> {
                    if (mark && first == ';') {
                        pieces.add(new Piece(start, token.start()));
                        start = token.end();
                    }
                }
                case NQL -> {
                    boolean emptyLine = token.kind() == TokenKind.SPACE && newlines(text, token) >= 2;
                    if (emptyLine || (mark && first == ';')) {
                        pieces.add(new Piece(start, token.start()));
                        start = token.end();
                    }
                }
                case JQL -> {
                    if (mark && (first == '{' || first == '[')) {
                        depth++;
                    } else if (mark && (first == '}' || first == ']')) {
                        depth--;
                        if (depth <= 0) {
                            pieces.add(new Piece(start, token.end()));
                            start = token.end();
                            depth = 0;
                        }
                    } else if (first == ';' && depth == 0) {
                        pieces.add(new Piece(start, token.start()));
                        start = token.end();
                    }
                }
            }
        }
        pieces.add(new Piece(start, text.length()));
        return pieces;
    }

    private static long newlines(String text, Token token) {
        return text.substring(token.start(), token.end())
                .chars()
                .filter(character -> character == '\n')
                .count();
    }

    /** From the first token that says something to the last; empty when there is none. */
    private static Optional<StatementRange> trim(QueryLanguage language, String text, Piece piece) {
        int start = -1;
        int end = -1;
        for (Token token : language.tokens(text.substring(piece.start(), piece.end()))) {
            if (!token.isBlank()) {
                start = start < 0 ? piece.start() + token.start() : start;
                end = piece.start() + token.end();
            }
        }
        return start < 0 ? Optional.empty() : Optional.of(new StatementRange(start, text.substring(start, end)));
    }
}
