package io.lumadb.console.ui.query.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a statement changes anything, told from its leading words: enough to warn and refuse early. The server decides by
 * the account's role whatever is said here.
 */
public enum StatementNature {
    READ,
    WRITE;

    private static final Set<String> LQL_WRITES =
            Set.of("INSERT", "UPSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER");
    private static final Set<String> NQL_WRITES =
            Set.of("add", "insert", "create", "update", "modify", "change", "increase", "decrease", "remove", "delete");
    private static final Set<String> JQL_WRITES = Set.of(
            "insert",
            "update",
            "replace",
            "delete",
            "findAndModify",
            "createCollection",
            "dropCollection",
            "createIndex",
            "dropIndex");

    public static StatementNature of(QueryLanguage language, String statement) {
        List<String> words = words(language, statement);
        boolean write = !words.isEmpty()
                && switch (language) {
                    case LQL -> lqlWrites(words);
                    case NQL -> NQL_WRITES.contains(words.getFirst().toLowerCase(Locale.ROOT));
                    case JQL -> jqlWrites(words);
                };
        return write ? WRITE : READ;
    }

    /** The leading words as an error message names them, such as {@code DELETE}. */
    public static String verb(QueryLanguage language, String statement) {
        List<String> words = words(language, statement);
        if (words.isEmpty()) {
            return "the statement";
        }
        return language == QueryLanguage.LQL ? words.getFirst().toUpperCase(Locale.ROOT) : words.getFirst();
    }

    private static boolean lqlWrites(List<String> words) {
        String first = words.getFirst().toUpperCase(Locale.ROOT);
        if (first.equals("WITH")) {
            return words.stream().anyMatch(word -> LQL_WRITES.contains(word.toUpperCase(Locale.ROOT)));
        }
        if (first.equals("EXPLAIN")) {
            return words.size() > 2
                    && words.get(1).equalsIgnoreCase("ANALYZE")
                    && LQL_WRITES.contains(words.get(2).toUpperCase(Locale.ROOT));
        }
        return LQL_WRITES.contains(first);
    }

    private static boolean jqlWrites(List<String> keys) {
        if (keys.getFirst().equals("explain")) {
            return keys.contains("analyze") && keys.size() > 1 && JQL_WRITES.contains(keys.get(1));
        }
        return JQL_WRITES.contains(keys.getFirst());
    }

    /** LQL: keywords; NQL: words; JQL: keys without their quotes. */
    private static List<String> words(QueryLanguage language, String statement) {
        return language.tokens(statement).stream()
                .filter(token -> switch (language) {
                    case LQL -> token.kind() == TokenKind.KEYWORD;
                    case NQL -> TextCursor.isWordStart(statement.charAt(token.start()));
                    case JQL ->
                        token.kind() == TokenKind.KEYWORD
                                || token.kind() == TokenKind.NAME
                                || token.kind() == TokenKind.FUNCTION;
                })
                .map(token -> statement.substring(token.start(), token.end()).replace("\"", ""))
                .toList();
    }
}
