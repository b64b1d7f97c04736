package io.lumadb.query.nql.text;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence as words, and the place where reading has got to. One object serves one sentence, on one thread. */
public final class Words {

    private static final String SIGNS = ",()[];=<>!:?";

    /** Each opening quote with its closing one behind it; what is pasted from a text comes with the curly ones. */
    private static final String QUOTES = "\"\"''``\u201C\u201D\u2018\u2019\u201E\u201C";

    private static final Pattern SUBSCRIPT = Pattern.compile("\\[-?[0-9]{1,9}]");

    private static final int MOST_WORDS = 5_000;

    /** Letters of the longest word outside quotes: a path through a hundred objects fits. */
    private static final int LONGEST_WORD = 2_000;

    private static final int DEEPEST = 100;

    private final String sentence;
    private final List<Word> list = new ArrayList<>();
    private int at;
    private int depth;

    /** @throws QueryError TOO_LARGE for a sentence or a word that is too long; SYNTAX_ERROR for a text without its closing quote */
    public Words(String sentence) {
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
        int quote = QUOTES.indexOf(first);
        if (quote >= 0 && quote % 2 == 0) {
            return quoted(start, first, QUOTES.charAt(quote + 1));
        }
        if (SIGNS.indexOf(first) >= 0) {
            String two = sentence.substring(start, Math.min(start + 2, sentence.length()));
            boolean pair =
                    two.equals("!=") || two.equals("<=") || two.equals(">=") || two.equals("<>") || two.equals("==");
            int end = start + (pair ? 2 : 1);
            return new Word(Word.Kind.SIGN, sentence.substring(start, end), start, end);
        }
        return plain(start);
    }

    private Word plain(int start) {
        int end = start + 1;
        int length = continuing(start, end);
        while (length > 0) {
            end += length;
            if (end - start > LONGEST_WORD) {
                throw new QueryError(
                        ErrorCode.TOO_LARGE,
                        "a word outside quotes has at most " + LONGEST_WORD + " letters",
                        TextPosition.in(sentence, start, LONGEST_WORD),
                        "long texts stand in \"quotes\"");
            }
            length = continuing(start, end);
        }
        // A full stop ends the sentence or the word; it is never the last letter of one.
        while (end > start + 1 && sentence.charAt(end - 1) == '.') {
            end--;
        }
        String text = sentence.substring(start, end).replace('\u2019', '\'');
        return new Word(Word.Kind.PLAIN, text, start, end);
    }

    /** How many letters from here go on with the word: colons within a time of day, whole subscripts within a path. */
    private int continuing(int start, int at) {
        if (at >= sentence.length()) {
            return 0;
        }
        char c = sentence.charAt(at);
        return switch (c) {
            case ':' -> isDigit(start) && isDigit(at - 1) && isDigit(at + 1) ? 1 : 0;
            case '[' -> {
                Matcher subscript = SUBSCRIPT.matcher(sentence).region(at, Math.min(at + 12, sentence.length()));
                yield subscript.lookingAt() ? subscript.end() - at : 0;
            }
            case '"', '`', '\u201C', '\u201D' -> 0;
            default -> Character.isWhitespace(c) || SIGNS.indexOf(c) >= 0 ? 0 : 1;
        };
    }

    private boolean isDigit(int at) {
        return at < sentence.length() && Character.isDigit(sentence.charAt(at));
    }

    private Word quoted(int start, char opening, char closing) {
        StringBuilder text = new StringBuilder();
        int at = start + 1;
        while (at < sentence.length()) {
            char c = sentence.charAt(at);
            if (c == closing) {
                boolean doubled = at + 1 < sentence.length() && sentence.charAt(at + 1) == closing;
                if (!doubled && opening == '`' && text.isEmpty()) {
                    throw QueryError.syntax(
                            "the name in backquotes is empty",
                            TextPosition.in(sentence, start, at + 1 - start),
                            "write the name between them: `first name`");
                }
                if (!doubled) {
                    return new Word(opening == '`' ? Word.Kind.NAME : Word.Kind.QUOTED, text.toString(), start, at + 1);
                }
                at++;
            }
            text.append(c);
            at++;
        }
        throw QueryError.syntax(
                "the text that begins here has no closing " + closing,
                TextPosition.in(sentence, start, sentence.length() - start),
                "close it with " + closing);
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
    public void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw new QueryError(
                    ErrorCode.TOO_LARGE,
                    "the sentence is nested more than " + DEEPEST + " levels deep",
                    position(peek()),
                    null);
        }
    }

    /** Goes up again. */
    public void leave() {
        depth--;
    }

    /** The word that comes next; the end behind the last one. */
    public Word peek() {
        return peek(0);
    }

    /** The word so many words ahead; the end behind the last one. */
    public Word peek(int ahead) {
        return list.get(Math.min(at + ahead, list.size() - 1));
    }

    /** Takes the next word; the end is never taken. */
    public Word next() {
        Word word = peek();
        if (word.kind() != Word.Kind.END) {
            at++;
        }
        return word;
    }

    /** All words, the end last. */
    public List<Word> all() {
        return Collections.unmodifiableList(list);
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return peek().kind() == Word.Kind.END;
    }

    /** The index of the next word. */
    public int position() {
        return at;
    }

    /** Goes on reading at the word of that index. */
    public void goTo(int position) {
        at = Math.min(position, list.size() - 1);
    }

    /** Goes on reading at that word. */
    public void goToWord(Word word) {
        at = Math.max(0, list.indexOf(word));
    }

    /** Whether these words come next. */
    public boolean sees(String... phrase) {
        return seesAt(0, phrase);
    }

    /** Whether these words come so many words ahead. */
    public boolean seesAt(int ahead, String... phrase) {
        for (int i = 0; i < phrase.length; i++) {
            if (!peek(ahead + i).is(phrase[i])) {
                return false;
            }
        }
        return true;
    }

    /** Takes a phrase, its words separated by spaces, if it comes next. */
    public boolean accept(String phrase) {
        String[] words = phrase.split(" ");
        if (!sees(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    /** Takes the first of these phrases that comes next; longer ones stand before their beginnings. */
    public boolean acceptAny(String... phrases) {
        for (String phrase : phrases) {
            if (accept(phrase)) {
                return true;
            }
        }
        return false;
    }

    /** Takes what stands between the parts of a list: a comma, and, or both. */
    public boolean acceptSeparator() {
        boolean comma = accept(",");
        return accept("and") || comma;
    }

    /** The place of a word. */
    public TextPosition position(Word word) {
        return TextPosition.in(sentence, word.start(), word.end() - word.start());
    }

    /** What is written from a word up to, but not with, the current one, with single spaces. */
    public String textFrom(Word first) {
        Word last = list.get(at - 1);
        return sentence.substring(first.start(), last.end()).replaceAll("\\s+", " ");
    }

    /** The word before one that is not the first. */
    Word before(Word word) {
        int index = list.indexOf(word);
        return list.get(Math.max(0, index - 1));
    }

    /** The place of the words from one up to, but not with, another position. */
    public TextPosition span(Word from, int untilPosition) {
        Word last = list.get(Math.max(list.indexOf(from), Math.min(untilPosition, list.size()) - 1));
        return TextPosition.in(sentence, from.start(), Math.max(from.end(), last.end()) - from.start());
    }
}
