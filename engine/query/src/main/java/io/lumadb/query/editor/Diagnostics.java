package io.lumadb.query.editor;

import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.lql.LqlLanguage;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with a text: of an LQL script one problem a statement, of the other languages the first. Thread-safe. */
public final class Diagnostics {

    /** A script with more than that is better looked at from the top. */
    private static final int MOST = 100;

    private final Languages languages;
    private final LqlLanguage lql = new LqlLanguage();

    public Diagnostics(Languages languages) {
        this.languages = languages;
    }

    /** In the order of the text; empty where everything reads. Positions are in the whole text. */
    public List<QueryError> of(Language language, String text, Names names) {
        List<QueryError> problems = new ArrayList<>();
        if (language != Language.LQL) {
            try {
                languages.of(language).parse(text, names);
            } catch (QueryError problem) {
                problems.add(problem);
            }
            return problems;
        }
        int start = 0;
        while (start < text.length() && problems.size() < MOST) {
            int end = LqlCaret.statementEnd(text, start);
            try {
                lql.parseScript(text.substring(start, end));
            } catch (QueryError problem) {
                problems.add(shifted(problem, text, start));
            }
            start = end;
        }
        return problems;
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
