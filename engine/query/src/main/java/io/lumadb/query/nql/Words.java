package io.lumadb.query.nql;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import java.util.ArrayList;
import java.util.List;

/** A sentence as words, and the place where reading has got to. One object serves one sentence, on one thread. */
final class Words {

    private static final String SIGNS = ",()[];=<>!:?";

    private static final int MOST_WORDS = 5_000;
    private static final int DEEPEST = 100;

    private final String sentence;
    private final List<Word> list = new ArrayList<>();
    private int at;
    private int depth;

    Words(String sentence) {
        this.sentence = sentence;
        int offset = 0;
        while (offset < sentence.length()) {
            char c = sentence.charAt(offset);
            if (Character.isWhitespace(c)) {
                offset++;
            } else {
                Word word = wordAt(offset, c);
                list.add(word);
                offset = word.end();
                if (list.size() > MOST_WORDS) {
                    throw new QueryError(
                            ErrorCode.TOO_LARGE,
                            "a sentence has at most " + MOST_WORDS + " words",
                            position(word),
                            "long lists are parameters of LQL and JQL");
                }
            }
        }
        dropSentenceEnd();
        list.add(new Word(Word.Kind.END, "", sentence.length(), sentence.length()));
    }

    private Word wordAt(int start, char first) {
        if (first == '"' || first == '\'' || first == '`') {
            return quoted(start, first);
        }
        if (SIGNS.indexOf(first) >= 0) {
            String two = sentence.substring(start, Math.min(start + 2, sentence.length()));
            boolean pair =
                    two.equals("!=") || two.equals("<=") || two.equals(">=") || two.equals("<>") || two.equals("==");
            int end = start + (pair ? 2 : 1);
            return new Word(Word.Kind.SIGN, sentence.substring(start, end), start, end);
        }
        int end = start + 1;
        while (end < sentence.length() && continues(start, end)) {
            end++;
        }
        // A full stop ends the sentence or the word; it is never the last letter of one.
        while (end > start + 1 && sentence.charAt(end - 1) == '.') {
            end--;
        }
        return new Word(Word.Kind.PLAIN, sentence.substring(start, end), start, end);
    }

    /** Colons go on within a time of day, brackets within a path's subscript. */
    private boolean continues(int start, int at) {
        char c = sentence.charAt(at);
        char before = sentence.charAt(at - 1);
        boolean digitNext = at + 1 < sentence.length() && Character.isDigit(sentence.charAt(at + 1));
        return switch (c) {
            case ':' -> Character.isDigit(sentence.charAt(start)) && Character.isDigit(before) && digitNext;
            case '[' ->
                !Character.isWhitespace(before)
                        && (digitNext || sentence.startsWith("[-", at))
                        && sentence.indexOf(']', at) > 0;
            case ']' -> sentence.substring(start, at).indexOf('[') >= 0 && before != ']';
            case '"', '`', '\u201C' -> false;
            default -> !Character.isWhitespace(c) && SIGNS.indexOf(c) < 0;
        };
    }

    private Word quoted(int start, char quote) {
        StringBuilder text = new StringBuilder();
        int at = start + 1;
        while (at < sentence.length()) {
            char c = sentence.charAt(at);
            if (c == quote) {
                boolean doubled = at + 1 < sentence.length() && sentence.charAt(at + 1) == quote;
                if (!doubled) {
                    return new Word(quote == '`' ? Word.Kind.NAME : Word.Kind.QUOTED, text.toString(), start, at + 1);
                }
                at++;
            }
            text.append(c);
            at++;
        }
        throw QueryError.syntax(
                "the text that begins here has no closing " + quote,
                TextPosition.in(sentence, start, sentence.length() - start),
                "close it with " + quote);
    }

    private void dropSentenceEnd() {
        while (!list.isEmpty()) {
            Word last = list.getLast();
            boolean end = last.kind() == Word.Kind.PLAIN
                            && (last.text().equals(".") || last.text().equals("!"))
                    || last.kind() == Word.Kind.SIGN
                            && (last.text().equals("?") || last.text().equals(";"))
                            && !(last.text().equals("?")
                                    && list.size() > 1
                                    && expectsValue(list.get(list.size() - 2), last));
            if (!end) {
                return;
            }
            list.removeLast();
        }
    }

    /** A question mark that stands apart behind a comparison is a parameter, not the end of a question. */
    private static boolean expectsValue(Word before, Word question) {
        boolean apart = before.end() < question.start();
        return apart
                && (before.kind() == Word.Kind.SIGN
                        || List.of("is", "than", "to", "limit", "least", "most", "by")
                                .contains(before.lower()));
    }

    /** Goes one level down, into parentheses, a list or a negation; every call has its {@link #leave()}. */
    void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw new QueryError(
                    ErrorCode.TOO_LARGE,
                    "the sentence is nested more than " + DEEPEST + " levels deep",
                    position(peek()),
                    null);
        }
    }

    void leave() {
        depth--;
    }

    Word peek() {
        return peek(0);
    }

    Word peek(int ahead) {
        return list.get(Math.min(at + ahead, list.size() - 1));
    }

    Word next() {
        Word word = peek();
        if (word.kind() != Word.Kind.END) {
            at++;
        }
        return word;
    }

    boolean atEnd() {
        return peek().kind() == Word.Kind.END;
    }

    int position() {
        return at;
    }

    void goTo(int position) {
        at = Math.min(position, list.size() - 1);
    }

    /** Whether these words come next. */
    boolean sees(String... phrase) {
        return seesAt(0, phrase);
    }

    boolean seesAt(int ahead, String... phrase) {
        for (int i = 0; i < phrase.length; i++) {
            if (!peek(ahead + i).is(phrase[i])) {
                return false;
            }
        }
        return true;
    }

    /** Takes a phrase, its words separated by spaces, if it comes next. */
    boolean accept(String phrase) {
        String[] words = phrase.split(" ");
        if (!sees(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    /** Takes the first of these phrases that comes next; longer ones stand before their beginnings. */
    boolean acceptAny(String... phrases) {
        for (String phrase : phrases) {
            if (accept(phrase)) {
                return true;
            }
        }
        return false;
    }

    /** Takes what stands between the parts of a list: a comma, and, or both. */
    boolean acceptSeparator() {
        boolean comma = accept(",");
        return accept("and") || comma;
    }

    /** The text up to a word. */
    String before(Word word) {
        return sentence.substring(0, word.start()).strip();
    }

    TextPosition position(Word word) {
        return TextPosition.in(sentence, word.start(), word.end() - word.start());
    }

    /** The place of the words from one up to, but not with, another position. */
    TextPosition span(Word from, int untilPosition) {
        Word last = list.get(Math.max(list.indexOf(from), Math.min(untilPosition, list.size()) - 1));
        return TextPosition.in(sentence, from.start(), Math.max(from.end(), last.end()) - from.start());
    }
}
