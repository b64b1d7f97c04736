package io.lumadb.query.language;

import io.lumadb.query.statement.Statement;

/** A language is two functions and nothing else. Implementations are stateless and thread-safe. */
public interface QueryLanguage {

    /**
     * Reads one statement.
     *
     * @param names the collections and fields that words may mean; only NQL looks at them
     * @throws QueryError with the position, what was expected and a hint
     */
    Statement parse(String text, Names names);

    /**
     * Writes canonical text: {@code parse(print(s))} equals {@code s}.
     *
     * @throws QueryError INVALID_QUERY naming the construct that this language has no words for
     */
    String print(Statement statement);
}
