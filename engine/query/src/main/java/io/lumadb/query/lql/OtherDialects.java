package io.lumadb.query.lql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** How LQL says what other dialects of SQL have words of their own for, around the place where a text leaves the grammar. */
final class OtherDialects {

    private static final int LOOKED_BACK = 8;

    /** By the word that is not understood. */
    private static final Map<String, String> FOUND = Map.ofEntries(
            Map.entry("USING", "name both fields: JOIN b ON a.id = b.id"),
            Map.entry("RLIKE", "write MATCHES for regular expressions"),
            Map.entry("REGEXP", "write MATCHES for regular expressions"),
            Map.entry("SIMILAR", "write MATCHES for regular expressions"),
            Map.entry("GLOB", "write LIKE with % and _, or MATCHES for regular expressions"),
            Map.entry("ESCAPE", "in a pattern of LIKE a backslash takes the next character as it is"),
            Map.entry("DIV", "write /: the quotient of two whole numbers is whole"),
            Map.entry("MOD", "write a % b, or MOD(a, b)"),
            Map.entry("XOR", "write != between two conditions in parentheses"),
            Map.entry("FETCH", "write LIMIT n"),
            Map.entry("QUALIFY", "select the window function in a derived table, and put the condition on that"),
            Map.entry("TRUNCATE", "write DELETE FROM c"),
            Map.entry("REPLACE", "write UPSERT INTO c"),
            Map.entry("MERGE", "write UPSERT INTO c SELECT …, or UPDATE c SET …"),
            Map.entry("VIEW", "write the query as a common table: WITH v AS (SELECT …)"),
            Map.entry("ADD", "declare all fields anew: ALTER COLLECTION c SET SCHEMA (…)"),
            Map.entry("TABLES", "write SHOW COLLECTIONS"),
            Map.entry("DATABASES", "there is one database: SHOW COLLECTIONS lists what it has"),
            Map.entry("USE", "there is one database: name the collection in each statement"),
            Map.entry("AUTO_INCREMENT", "a document that comes without an _id gets one"),
            Map.entry("IDENTITY", "a document that comes without an _id gets one"),
            Map.entry("PRIMARY", "the key of every collection is _id; for others CREATE UNIQUE INDEX i ON c (f)"),
            Map.entry("REFERENCES", "documents of other collections are not watched over: JOIN finds who has none"),
            Map.entry("BEGIN", "each statement stands on its own; there are no transactions around several"),
            Map.entry("COMMIT", "each statement stands on its own; there are no transactions around several"));

    /** By the word before it, which was taken for a name. */
    private static final Map<String, String> BEFORE = Map.of(
            "FETCH", "write LIMIT n",
            "TOP", "write LIMIT n at the end of the query",
            "RECURSIVE", "leave RECURSIVE out; a common table sees the tables before it, never itself",
            "LATERAL",
                    "a derived table does not see the sources before it: use a subquery in SELECT or WHERE, or UNNEST an array",
            "CONFLICT", "write UPSERT INTO c",
            "IGNORE", "write UPSERT INTO c");

    /** Words between operands: behind the first they are taken for its name. */
    private static final Set<String> INFIX = Set.of("RLIKE", "REGEXP", "SIMILAR", "GLOB", "DIV", "MOD", "XOR");

    private final List<Token> tokens = new ArrayList<>();
    private final Token found;
    private final String word;

    OtherDialects(TokenStream stream, Token found) {
        this.found = found;
        this.word = upper(found);
        for (int i = found.getTokenIndex() - 1; i >= 0 && tokens.size() < LOOKED_BACK; i--) {
            if (stream.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
                tokens.add(stream.get(i));
            }
        }
    }

    private static String upper(Token token) {
        return token.getType() == Token.EOF ? "" : token.getText().toUpperCase(Locale.ROOT);
    }

    /** The word so many tokens before the one found. */
    private String before(int distance) {
        return distance <= tokens.size() ? upper(tokens.get(distance - 1)) : "";
    }

    Optional<String> hint() {
        return sign().or(this::literal).or(this::test).or(this::clause);
    }

    private Optional<String> sign() {
        return Optional.ofNullable(
                switch (word) {
                    case "=" ->
                        before(1).equals("=")
                                ? "equality is written with one ="
                                : hasBefore("||") ? "write OR between conditions; || joins texts" : null;
                    case ":" ->
                        before(1).equals("]") || !tokens.isEmpty() && isName(tokens.getFirst()) ? castHint() : null;
                    case ">" ->
                        before(1).equals("<=")
                                ? "write a = b OR a IS NULL AND b IS NULL"
                                : before(1).equals("=") ? "write >=" : null;
                    case "?" -> before(1).equals("IN") ? "write x IN (?, ?), one for each value" : null;
                    case "," ->
                        before(2).equals("LIMIT")
                                ? "write LIMIT n OFFSET m"
                                : before(2).equals("[") && before(3).equals("ARRAY")
                                        ? "write [a, b] without ARRAY"
                                        : null;
                    case "]" -> before(1).equals("[") && before(2).equals("ARRAY") ? "write [] without ARRAY" : null;
                    default -> null;
                });
    }

    /** {@code x::type}. */
    private String castHint() {
        return "to change a value's type write CAST(x AS type)";
    }

    private static boolean isName(Token token) {
        return TokenNames.isWord(token.getType()) || token.getType() == LqlLexer.QUOTED_IDENTIFIER;
    }

    private boolean hasBefore(String text) {
        return tokens.stream().anyMatch(token -> token.getText().equals(text));
    }

    private Optional<String> literal() {
        if (found.getType() == LqlLexer.STRING) {
            return switch (before(1)) {
                case "[" -> Optional.of("a field of an object is written o.name, or o.\"other name\"");
                case "DATE", "TIME", "DATETIME", "TIMESTAMPTZ" ->
                    Optional.of("write TIMESTAMP '2026-01-31' or TIMESTAMP '2026-01-31T12:00:00Z'");
                case "B", "X" -> Optional.of("write BINARY 'Base64', or UNHEX('hexadecimal digits')");
                default -> Optional.empty();
            };
        }
        return before(1).equals("INTERVAL") && (found.getType() == LqlLexer.INTEGER || word.equals("-"))
                ? Optional.of("write the number in quotes: INTERVAL '3' day")
                : Optional.empty();
    }

    private Optional<String> test() {
        boolean is =
                before(1).equals("IS") || before(1).equals("NOT") && before(2).equals("IS");
        if (is) {
            return switch (word) {
                case "TRUE", "FALSE" -> Optional.of("write = " + word);
                case "DISTINCT" -> Optional.of("compare with = or !=, and look for NULL with IS NULL");
                default -> Optional.empty();
            };
        }
        boolean pattern = before(2).equals("LIKE") || before(2).equals("ILIKE");
        return pattern && List.of("ANY", "SOME").contains(before(1)) || pattern && word.equals("ALL")
                ? Optional.of("write one condition for each pattern, or MATCHES 'one|other'")
                : Optional.empty();
    }

    /** Words of LQL in an order that is another dialect's. */
    private Optional<String> statement() {
        return Optional.ofNullable(
                switch (word) {
                    case "VALUES" ->
                        before(2).equals("INTO")
                                ? "name the fields, as in INSERT INTO c (a, b) VALUES (1, 2), or write VALUE {a: 1, b: 2}"
                                : null;
                    case "DESC" -> tokens.isEmpty() ? "write DESCRIBE c" : null;
                    case "NOT" ->
                        before(1).equals("IF") && before(2).equals("INDEX")
                                ? "SHOW INDEXES ON c lists those there are; only collections are made IF NOT EXISTS"
                                : null;
                    case "LIMIT" -> before(2).equals("OFFSET") ? "LIMIT stands before OFFSET" : null;
                    default ->
                        before(1).equals("DELETE")
                                ? "write DELETE FROM c"
                                : before(1).equals("INDEXES") && before(2).equals("SHOW")
                                        ? "write SHOW INDEXES ON c"
                                        : null;
                });
    }

    private Optional<String> clause() {
        for (int i = 2; i <= tokens.size(); i++) {
            boolean joined = List.of("JOIN", "LEFT", "RIGHT", "INNER", "FULL").contains(before(i - 1));
            if (before(i).equals("NATURAL") && joined) {
                return Optional.of("name the fields: JOIN b ON a.id = b.id");
            }
        }
        Optional<String> statement = statement();
        if (statement.isPresent()) {
            return statement;
        }
        if (before(1).equals("DISTINCT") && word.equals("ON")) {
            return Optional.of("group, and take FIRST(x ORDER BY y) of each group");
        }
        if (word.equals("ON") && (hasBefore("VALUES") || hasBefore("values"))) {
            return Optional.of("write UPSERT INTO c");
        }
        String infix = INFIX.contains(before(1)) ? before(1) : word;
        return Optional.ofNullable(BEFORE.get(before(1))).or(() -> Optional.ofNullable(FOUND.get(infix)));
    }
}
