package io.lumadb.query.nql.text;

import io.lumadb.document.error.Excerpt;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.nql.condition.Moments;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Errors that name the first words not understood. */
public final class Complaints {

    /** Letters of the sentence that an error repeats at a time. */
    private static final int MOST_SHOWN = 60;

    /** Words that begin clauses, for what was probably meant. */
    public static final List<String> CLAUSE_WORDS = List.of(
            "where", "with", "without", "whose", "sorted", "ordered", "limit", "skip", "grouped", "newest", "oldest",
            "first", "top", "per", "since", "before", "after", "between");

    private static final Set<String> TIME_WORDS =
            Set.of("on", "in", "at", "during", "within", "last", "past", "this", "next", "from");

    private Complaints() {}

    /** A text of the sentence as an error repeats it: no longer than a line. */
    public static String shown(@Nullable String text) {
        return Excerpt.of(text == null ? "" : text);
    }

    /** Something else should stand at the place where reading has got to. */
    public static QueryError expected(Words words, String wanted, @Nullable String hint) {
        Word found = words.peek();
        String what = found.kind() == Word.Kind.END ? "the sentence ends" : "found '" + phrase(words) + "'";
        return QueryError.syntax(what + " where " + wanted + " was expected", words.position(found), hint);
    }

    /** The first words of what is left, as many as make it recognisable. */
    private static String phrase(Words words) {
        StringBuilder phrase = new StringBuilder(words.peek().text());
        for (int i = 1; i < 3 && words.peek(i).isPlain() && phrase.length() < MOST_SHOWN; i++) {
            phrase.append(' ').append(words.peek(i).text());
        }
        return shown(phrase.toString());
    }

    /** Words are left behind a sentence that would have been complete without them. */
    public static QueryError leftOver(Words words) {
        Word found = words.peek();
        Optional<String> meant = found.isPlain() ? Suggestions.nearest(found.text(), CLAUSE_WORDS) : Optional.empty();
        return QueryError.syntax(
                "'" + phrase(words) + "' is not understood here",
                words.position(found),
                meant.map(word -> "did you mean " + word + "?").orElseGet(() -> expectedBehind(words, found)));
    }

    private static String expectedBehind(Words words, Word found) {
        Word before = words.before(found);
        boolean number =
                !before.text().isEmpty() && Character.isDigit(before.text().charAt(0));
        if (found.isPlain() && TIME_WORDS.contains(found.lower())) {
            return "a condition names its field, as in: where F is …; " + Moments.KNOWN;
        }
        if (number && found.is(",")) {
            return "numbers have no separators and a point before the fraction, as 1000.5";
        }
        if (number && found.isPlain()) {
            return "numbers have no unit, and a text that begins with a number stands in \"quotes\"";
        }
        return "here may stand where …, sorted by …, limit N, skip N; a text with words of the language stands in \"quotes\"";
    }

    /** @param example a sentence that is understood */
    public static QueryError unknownVerb(Words words, String example) {
        Word found = words.peek();
        Optional<String> meant = found.isPlain() && !Vocabulary.isWord(found.text())
                ? Suggestions.nearest(found.text(), Vocabulary.VERBS)
                : Optional.empty();
        return QueryError.syntax(
                found.kind() == Word.Kind.END
                        ? "the sentence is empty"
                        : "no sentence begins with '" + phrase(words) + "'",
                words.position(found),
                meant.map(verb -> "did you mean " + verb + "? For example: ").orElse("for example: ") + example);
    }
}
