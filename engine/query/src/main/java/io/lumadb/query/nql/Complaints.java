package io.lumadb.query.nql;

import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Errors that name the first words not understood. */
final class Complaints {

    private static final List<String> CLAUSE_WORDS = List.of(
            "where", "with", "sorted", "ordered", "limit", "skip", "grouped", "newest", "oldest", "first", "top",
            "per");

    private Complaints() {}

    /** Something else should stand at the place where reading has got to. */
    static QueryError expected(Words words, String wanted, @Nullable String hint) {
        Word found = words.peek();
        String what = found.kind() == Word.Kind.END ? "the sentence ends" : "found '" + phrase(words) + "'";
        return QueryError.syntax(what + " where " + wanted + " was expected", words.position(found), hint);
    }

    /** The first words of what is left, as many as make it recognisable. */
    private static String phrase(Words words) {
        StringBuilder phrase = new StringBuilder(words.peek().text());
        for (int i = 1; i < 3 && words.peek(i).isPlain(); i++) {
            phrase.append(' ').append(words.peek(i).text());
        }
        return phrase.toString();
    }

    /** Words are left behind a sentence that would have been complete without them. */
    static QueryError leftOver(Words words) {
        Word found = words.peek();
        Optional<String> meant = found.isPlain() ? Suggestions.nearest(found.text(), CLAUSE_WORDS) : Optional.empty();
        return QueryError.syntax(
                "'" + phrase(words) + "' is not understood here",
                words.position(found),
                meant.map(word -> "did you mean " + word + "?")
                        .orElse("this would be understood: " + words.before(found)
                                + "; behind it may stand where …, sorted by …, limit N, skip N"));
    }

    static QueryError unknownVerb(Words words, String collection) {
        Word found = words.peek();
        String example = "find " + collection + " where price is over 100 sorted by price descending";
        Optional<String> meant =
                found.isPlain() ? Suggestions.nearest(found.text(), Vocabulary.VERBS) : Optional.empty();
        return QueryError.syntax(
                found.kind() == Word.Kind.END
                        ? "the sentence is empty"
                        : "no sentence begins with '" + phrase(words) + "'",
                words.position(found),
                meant.map(verb -> "did you mean " + verb + "? For example: ").orElse("for example: ") + example);
    }
}
