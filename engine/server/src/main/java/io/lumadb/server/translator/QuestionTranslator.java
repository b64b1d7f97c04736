package io.lumadb.server.translator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Statement;
import io.lumadb.server.http.HttpFailure;
import io.lumadb.server.wire.Shapes.FieldSample;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns free questions into LQL by a language model. The LQL is read before it is given back, and never run. Thread-safe. */
public final class QuestionTranslator {

    private static final int BAD_GATEWAY = 502;
    private static final int LONGEST_QUESTION = 2_000;
    private static final Pattern FENCED = Pattern.compile("(?s)\\A[^`]*```[a-zA-Z]*\\s*(.*?)```[^`]*\\z");
    private static final String IMPOSSIBLE = "IMPOSSIBLE";

    private final NodeConfig.Translator settings;
    private final ChatEndpoint endpoint;
    private final CatalogText catalog;
    private final Database database;
    private final Function<Statement, QueryEngine.Privileges> privileges;
    private final InstantSource clock;
    private final LqlLanguage lql = new LqlLanguage();

    /**
     * Asks nothing yet.
     *
     * @param sampling the fields that some documents of a collection have
     * @param privileges what a statement reads and writes
     */
    public QuestionTranslator(
            NodeConfig.Translator settings,
            Database database,
            Function<String, List<FieldSample>> sampling,
            Function<Statement, QueryEngine.Privileges> privileges,
            InstantSource clock) {
        this.settings = settings;
        this.endpoint = new ChatEndpoint(settings);
        this.catalog = new CatalogText(database, sampling);
        this.database = database;
        this.privileges = privileges;
        this.clock = clock;
    }

    /**
     * @param lql one statement as LQL prints it
     * @param notes where it comes from, and what it would change
     */
    public record Translated(String lql, List<String> notes) {
        public Translated {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Asks the model.
     *
     * @throws LumaException TOO_LARGE for a long question; TIMEOUT; UNAVAILABLE (502) when the endpoint cannot be used;
     *     INVALID_QUERY (502) when it answers with what is not LQL, or with LQL about a collection that does not exist, the
     *     answer in the problem's {@code answer}; INVALID_QUERY when it says that there is no answer
     */
    public Translated translate(String question) {
        String asked = question.strip();
        if (asked.isEmpty()) {
            throw new LumaException(ErrorCode.BAD_REQUEST, "there is no question", "write what you want to know");
        }
        if (asked.length() > LONGEST_QUESTION) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE,
                    "a question has at most " + LONGEST_QUESTION + " letters, this one has " + asked.length(),
                    "ask for one thing at a time");
        }
        String answer = unfenced(endpoint.answer(Instructions.of(catalog.text(), clock.instant()), asked));
        if (answer.startsWith(IMPOSSIBLE)) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "the translator finds no answer in the collections there are: "
                            + answer.substring(IMPOSSIBLE.length()).replaceAll("\\A[\\s:.,–-]+", ""),
                    "ask about what the collections have, or write the query");
        }
        Statement statement = parsed(answer);
        QueryEngine.Privileges needed = privileges.apply(statement);
        requireKnown(needed, answer);
        return new Translated(lql.print(statement), notes(needed));
    }

    /** Models put code into fences, whatever they are told. */
    private static String unfenced(String answer) {
        Matcher fenced = FENCED.matcher(answer);
        return (fenced.matches() ? fenced.group(1) : answer).strip();
    }

    private Statement parsed(String answer) {
        try {
            return lql.parse(answer, Names.NONE);
        } catch (QueryError error) {
            throw new Unusable("it is not LQL: " + error.detail(), answer, error);
        }
    }

    private void requireKnown(QueryEngine.Privileges needed, String answer) {
        List<String> named = new ArrayList<>(needed.reads());
        named.addAll(needed.definesData() ? List.of() : needed.writes());
        Optional<String> unknown = named.stream()
                .filter(name -> database.collection(name).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            throw new Unusable("there is no collection '" + unknown.get() + "'", answer, null);
        }
    }

    private List<String> notes(QueryEngine.Privileges needed) {
        List<String> notes = new ArrayList<>();
        notes.add("Written by " + settings.model() + ": read it before you run it.");
        if (needed.definesData() || !needed.writes().isEmpty()) {
            notes.add("It is no question: it would change " + String.join(", ", needed.writes()) + ".");
        }
        return notes;
    }

    /** An answer that is not taken; the problem body shows it. */
    private static final class Unusable extends HttpFailure {

        private static final long serialVersionUID = 1L;
        private static final int MOST_SHOWN = 2_000;

        private final String answer;

        Unusable(String why, String answer, @Nullable Exception cause) {
            super(
                    BAD_GATEWAY,
                    ErrorCode.INVALID_QUERY,
                    "the translator's answer is not taken: " + why,
                    "ask in other words, or write the query",
                    cause);
            this.answer = answer.length() <= MOST_SHOWN ? answer : answer.substring(0, MOST_SHOWN) + "…";
        }

        @Override
        protected void writeExtensions(JsonGenerator out) throws IOException {
            out.writeStringField("answer", answer);
        }
    }
}
