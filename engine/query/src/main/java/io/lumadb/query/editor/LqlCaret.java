package io.lumadb.query.editor;

import io.lumadb.query.lql.LqlLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * What stands around a caret in an LQL script: the tokens of its statement before and behind it, and the word that is being
 * typed. Only that statement is read with care; what lies before is skipped.
 *
 * @param before the statement's tokens in front of the word; comments and white space left out
 * @param behind the statement's tokens behind the word
 * @param word the path or name before the caret, perhaps empty; with its quote where a string or a quoted name is open
 * @param from where the word begins in the script, in UTF-16 units
 * @param closed the quote that the word began with stands behind the caret already
 * @param inert the caret is in a comment, or in a number: nothing can be offered
 */
record LqlCaret(List<Lexeme> before, List<Lexeme> behind, String word, int from, boolean closed, boolean inert) {

    /** Longer statements are not read: their tokens before the caret are left out. */
    private static final int MOST_CHARACTERS = 400_000;

    /** A token: its kind in the grammar and its text. */
    record Lexeme(int type, String text) {
        boolean is(int wanted) {
            return type == wanted;
        }

        boolean isWord() {
            return type >= LqlLexer.ALL && type <= LqlLexer.WITH || isName();
        }

        boolean isName() {
            return type == LqlLexer.IDENTIFIER || type == LqlLexer.QUOTED_IDENTIFIER;
        }

        /** A name without its quotes. */
        String name() {
            if (type != LqlLexer.QUOTED_IDENTIFIER) {
                return text;
            }
            String quote = text.substring(0, 1);
            return text.substring(1, text.length() - 1).replace(quote + quote, quote);
        }
    }

    static LqlCaret at(String text, int offset) {
        int caret = Math.clamp(offset, 0, text.length());
        int begin = statementStart(text, caret);
        if (caret - begin > MOST_CHARACTERS) {
            return new LqlCaret(List.of(), List.of(), "", caret, false, true);
        }
        List<Lexeme> before = lexemes(text.substring(begin, caret), true);
        Lexeme last = before.isEmpty() ? new Lexeme(Token.EOF, "") : before.getLast();
        return switch (last.type) {
            case LqlLexer.UNCLOSED_COMMENT, LqlLexer.LINE_COMMENT ->
                new LqlCaret(List.of(), List.of(), "", caret, false, true);
            case LqlLexer.UNCLOSED_STRING, LqlLexer.UNCLOSED_QUOTED_IDENTIFIER -> {
                before.removeLast();
                boolean closed = caret < text.length() && text.charAt(caret) == last.text.charAt(0);
                yield of(text, before, last.text, caret, closed ? caret + 1 : caret, closed);
            }
            default -> inWord(text, begin, caret, before);
        };
    }

    private static LqlCaret inWord(String text, int begin, int caret, List<Lexeme> before) {
        int from = caret;
        while (from > begin && isPathPart(text.charAt(from - 1))) {
            from--;
        }
        String word = text.substring(from, caret);
        if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
            return new LqlCaret(List.of(), List.of(), "", caret, false, true);
        }
        int end = caret;
        while (end < text.length() && isPathPart(text.charAt(end))) {
            end++;
        }
        return of(text, word.isEmpty() ? before : lexemes(text.substring(begin, from), false), word, caret, end, false);
    }

    private static LqlCaret of(String text, List<Lexeme> before, String word, int caret, int end, boolean closed) {
        String rest = text.substring(end, Math.min(text.length(), end + MOST_CHARACTERS));
        List<Lexeme> behind = lexemes(rest, false);
        return new LqlCaret(List.copyOf(before), List.copyOf(behind), word, caret - word.length(), closed, false);
    }

    private static boolean isPathPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '$' || character == '.';
    }

    /** Behind the last semicolon before the caret that is not within quotes or a comment. */
    static int statementStart(String text, int caret) {
        int start = 0;
        for (int end = statementEnd(text, 0);
                end <= caret && end > start && text.charAt(end - 1) == ';';
                end = statementEnd(text, end)) {
            start = end;
        }
        return start;
    }

    /** Behind the next semicolon that is not within quotes or a comment, or the end of the text. */
    static int statementEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == ';') {
                return at + 1;
            }
            at = switch (character) {
                case '\'', '"', '`' -> behind(text, String.valueOf(character), at + 1);
                case '-' -> text.startsWith("--", at) ? behind(text, "\n", at + 2) : at + 1;
                case '/' -> text.startsWith("/*", at) ? behind(text, "*/", at + 2) : at + 1;
                default -> at + 1;
            };
        }
        return at;
    }

    private static int behind(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    /** Up to a semicolon, which is not among them. {@code openComment}: whether to tell a comment that ends the text. */
    private static List<Lexeme> lexemes(String text, boolean openComment) {
        LqlLexer lexer = new LqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Lexeme> lexemes = new ArrayList<>();
        int last = Token.EOF;
        for (Token token = lexer.nextToken();
                token.getType() != Token.EOF && token.getType() != LqlLexer.SEMICOLON;
                token = lexer.nextToken()) {
            last = token.getType();
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                lexemes.add(new Lexeme(token.getType(), token.getText()));
            }
        }
        if (openComment && last == LqlLexer.LINE_COMMENT) {
            lexemes.add(new Lexeme(last, ""));
        }
        return lexemes;
    }
}
