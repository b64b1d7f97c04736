package io.lumadb.query.nql;

import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.QueryLanguage;
import io.lumadb.query.nql.name.KnownNames;
import io.lumadb.query.nql.text.Vocabulary;
import io.lumadb.query.statement.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** NQL: sentences in a controlled English. Each has one meaning, which LQL shows. */
public final class NqlLanguage implements QueryLanguage {

    private final InstantSource clock;

    /** @param clock what {@code today} and {@code last 7 days} are counted from, when a sentence is read */
    public NqlLanguage(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Statement parse(String text, Names names) {
        KnownNames known = new KnownNames(names);
        try {
            return new SentenceReader(text, known, clock).read();
        } catch (QueryError refused) {
            throw NearestSentence.explained(text, refused, known, clock);
        }
    }

    @Override
    public String print(Statement statement) {
        return new SentencePrinter().print(statement);
    }

    /** Words that begin sentences. */
    public static List<String> verbs() {
        return Vocabulary.VERBS;
    }

    /** Words that begin clauses. */
    public static Set<String> clauses() {
        return new TreeSet<>(Vocabulary.CLAUSES);
    }

    /** Whether a word has a meaning of its own. */
    public static boolean isWord(String word) {
        return Vocabulary.isWord(word);
    }

    /** A name as a word, or in backquotes where a word would mean something else. */
    public static String quoted(String name) {
        return Vocabulary.quoted(name);
    }
}
