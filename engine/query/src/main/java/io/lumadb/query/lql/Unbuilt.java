package io.lumadb.query.lql;

import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** Constructs of LQL that this version recognises but does not have: their names, by the words that give them away. */
final class Unbuilt {

    /** Aggregates and functions that LQL lists and this version cannot compute. */
    private static final Set<String> FUNCTIONS = Set.of(
            "STDDEV",
            "VARIANCE",
            "FIRST",
            "LAST",
            "ARRAY_AGG",
            "STRING_AGG",
            "MEDIAN",
            "PERCENTILE",
            "ROW_NUMBER",
            "RANK",
            "DENSE_RANK",
            "NTILE",
            "LAG",
            "LEAD",
            "FIRST_VALUE",
            "LAST_VALUE",
            "ANY",
            "SOME",
            "SIMILARITY",
            "EMBED",
            "UNNEST");

    private Unbuilt() {}

    static boolean function(String name) {
        return FUNCTIONS.contains(name);
    }

    /** The construct that a token which does not fit begins, if it is one of LQL's. */
    static Optional<String> construct(TokenStream tokens, Token found, @Nullable Token previous) {
        int before = previous == null ? Token.INVALID_TYPE : previous.getType();
        return Optional.ofNullable(
                switch (found.getType()) {
                    case LqlLexer.JOIN -> "JOIN";
                    case LqlLexer.INNER, LqlLexer.LEFT, LqlLexer.RIGHT, LqlLexer.FULL, LqlLexer.CROSS ->
                        previous == null ? null : keyword(found) + " JOIN";
                    case LqlLexer.UNION, LqlLexer.INTERSECT, LqlLexer.EXCEPT -> keyword(found);
                    case LqlLexer.WITH ->
                        previous == null || before == LqlLexer.SEMICOLON ? "WITH (a common table expression)" : null;
                    case LqlLexer.OVER -> before == LqlLexer.RIGHT_PAREN ? "OVER (a window function)" : null;
                    case LqlLexer.RETURNING -> "RETURNING";
                    case LqlLexer.EXISTS -> before == LqlLexer.IF ? null : "EXISTS";
                    case LqlLexer.SELECT -> subquery(tokens, before);
                    case LqlLexer.LEFT_PAREN -> derived(tokens, previous);
                    case LqlLexer.COMMA -> followsSource(tokens, found) ? "a comma join" : null;
                    case LqlLexer.SCHEMA -> before == LqlLexer.SET ? "ALTER COLLECTION … SET SCHEMA" : null;
                    case LqlLexer.DROP ->
                        previous != null && before != LqlLexer.SEMICOLON ? "ALTER COLLECTION … DROP SCHEMA" : null;
                    default -> null;
                });
    }

    private static String keyword(Token token) {
        return LqlLexer.VOCABULARY.getSymbolicName(token.getType());
    }

    private static @Nullable String subquery(TokenStream tokens, int before) {
        if (before == LqlLexer.LEFT_PAREN) {
            return "a subquery";
        }
        boolean inserts =
                tokens.get(0).getType() == LqlLexer.INSERT || tokens.get(0).getType() == LqlLexer.UPSERT;
        return inserts && before != LqlLexer.INTO ? "INSERT … SELECT" : null;
    }

    private static @Nullable String derived(TokenStream tokens, @Nullable Token previous) {
        if (previous == null) {
            return null;
        }
        if (previous.getType() == LqlLexer.FROM) {
            return "a derived table";
        }
        Token beforeThat = significant(tokens, previous.getTokenIndex() - 1);
        boolean source = beforeThat != null && beforeThat.getType() == LqlLexer.FROM;
        return source && previous.getText().equalsIgnoreCase("UNNEST") ? "UNNEST" : null;
    }

    /** Whether FROM, a name and at most an alias stand before this token. */
    private static boolean followsSource(TokenStream tokens, Token found) {
        Token at = significant(tokens, found.getTokenIndex() - 1);
        for (int steps = 0; at != null && steps < 4; steps++) {
            if (at.getType() == LqlLexer.FROM) {
                return steps > 0;
            }
            at = significant(tokens, at.getTokenIndex() - 1);
        }
        return false;
    }

    private static @Nullable Token significant(TokenStream tokens, int from) {
        for (int i = from; i >= 0; i--) {
            if (tokens.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
                return tokens.get(i);
            }
        }
        return null;
    }
}
