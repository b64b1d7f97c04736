package io.lumadb.query.editor;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Says what is wrong with a text: of an LQL script one problem for each statement, of the other languages the first. Thread-safe. */
public final class Diagnostics {

    /** A script with more than that is better looked at from the top. */
    private static final int MOST = 100;

    private final Languages languages;
    private final LqlLanguage lql = new LqlLanguage();

    public Diagnostics(Languages languages) {
        this.languages = languages;
    }

    /** What the grammar alone tells. */
    public List<QueryError> of(Language language, String text, Names names) {
        return of(language, text, names, _ -> {});
    }

    /**
     * In the order of the text; empty where everything reads. Positions are in the whole text.
     *
     * @param check throws a {@link QueryError} for a statement that reads and yet cannot be planned
     */
    public List<QueryError> of(Language language, String text, Names names, Consumer<Statement> check) {
        return language == Language.LQL
                ? ofScript(text, check)
                : problem(() -> check.accept(languages.of(language).parse(text, names)), text).stream()
                        .toList();
    }

    private List<QueryError> ofScript(String text, Consumer<Statement> check) {
        List<QueryError> problems = new ArrayList<>();
        Set<String> created = new HashSet<>();
        int start = 0;
        while (start < text.length() && problems.size() < MOST) {
            int end = LqlCaret.statementEnd(text, start);
            String part = text.substring(start, end);
            int offset = start;
            problem(() -> lql.parseScript(part).forEach(statement -> check(statement, created, check)), part)
                    .ifPresent(problem -> problems.add(shifted(problem, text, offset)));
            start = end;
        }
        return problems;
    }

    private static Optional<QueryError> problem(Runnable reading, String text) {
        try {
            reading.run();
            return Optional.empty();
        } catch (QueryError problem) {
            return Optional.of(problem.located(text));
        }
    }

    /** A collection may be missing that a statement before this one will have made. */
    private static void check(Statement statement, Set<String> created, Consumer<Statement> check) {
        if (statement instanceof Statement.CreateCollection create) {
            created.add(create.name());
        }
        try {
            check.accept(statement);
        } catch (QueryError problem) {
            boolean made = problem.code() == ErrorCode.UNKNOWN_COLLECTION
                    && created.stream().anyMatch(problem::isAbout);
            if (!made) {
                throw problem;
            }
        }
    }

    private static QueryError shifted(QueryError problem, String text, int start) {
        return problem.position()
                .map(position -> new QueryError(
                        problem.code(),
                        problem.detail(),
                        TextPosition.in(text, start + position.offset(), position.length()),
                        problem.hint().orElse(null)))
                .orElse(problem);
    }
}
