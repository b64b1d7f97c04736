package io.lumadb.query.lql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** The kinds of tokens in words, for error messages, and which words are reserved. */
final class TokenNames {

    /** The most alternatives an error message lists. */
    private static final int MOST_LISTED = 9;

    private static final int[] EXPRESSION_STARTS = {
        LqlLexer.IDENTIFIER,
        LqlLexer.QUOTED_IDENTIFIER,
        LqlLexer.INTEGER,
        LqlLexer.FLOATING,
        LqlLexer.STRING,
        LqlLexer.LEFT_PAREN,
        LqlParser.QUERY_PAREN,
        LqlLexer.EXISTS,
        LqlLexer.LEFT_BRACE,
        LqlLexer.LEFT_BRACKET,
        LqlLexer.QUESTION,
        LqlLexer.COLON,
        LqlLexer.MINUS,
        LqlLexer.PLUS,
        LqlLexer.NOT,
        LqlLexer.TRUE,
        LqlLexer.FALSE,
        LqlLexer.NULL,
        LqlLexer.CASE,
        LqlLexer.CAST,
        LqlLexer.CURRENT_DATE,
        LqlLexer.CURRENT_TIMESTAMP,
        LqlLexer.LEFT,
        LqlLexer.RIGHT
    };

    private static final int[] OPERATORS = {
        LqlLexer.EQUAL,
        LqlLexer.NOT_EQUAL,
        LqlLexer.LESS,
        LqlLexer.LESS_OR_EQUAL,
        LqlLexer.GREATER,
        LqlLexer.GREATER_OR_EQUAL,
        LqlLexer.PLUS,
        LqlLexer.MINUS,
        LqlLexer.STAR,
        LqlLexer.SLASH,
        LqlLexer.PERCENT,
        LqlLexer.CONCATENATE,
        LqlLexer.IS,
        LqlLexer.IN,
        LqlLexer.LIKE,
        LqlLexer.ILIKE,
        LqlLexer.BETWEEN,
        LqlLexer.CONTAINS,
        LqlLexer.STARTS,
        LqlLexer.ENDS,
        LqlLexer.MATCHES,
        LqlLexer.NOT
    };

    /** In step with the rule {@code reservedWord}, which a test checks. */
    private static final Set<Integer> RESERVED = Set.of(
            LqlLexer.ALL,
            LqlLexer.ALTER,
            LqlLexer.AND,
            LqlLexer.AS,
            LqlLexer.BETWEEN,
            LqlLexer.BY,
            LqlLexer.CASE,
            LqlLexer.CAST,
            LqlLexer.CREATE,
            LqlLexer.CROSS,
            LqlLexer.CURRENT_DATE,
            LqlLexer.CURRENT_TIMESTAMP,
            LqlLexer.DELETE,
            LqlLexer.DISTINCT,
            LqlLexer.DROP,
            LqlLexer.ELSE,
            LqlLexer.END,
            LqlLexer.EXCEPT,
            LqlLexer.EXISTS,
            LqlLexer.FALSE,
            LqlLexer.FROM,
            LqlLexer.FULL,
            LqlLexer.GROUP,
            LqlLexer.HAVING,
            LqlLexer.ILIKE,
            LqlLexer.IN,
            LqlLexer.INNER,
            LqlLexer.INSERT,
            LqlLexer.INTERSECT,
            LqlLexer.INTO,
            LqlLexer.IS,
            LqlLexer.JOIN,
            LqlLexer.LEFT,
            LqlLexer.LIKE,
            LqlLexer.LIMIT,
            LqlLexer.NOT,
            LqlLexer.NULL,
            LqlLexer.OFFSET,
            LqlLexer.ON,
            LqlLexer.OR,
            LqlLexer.ORDER,
            LqlLexer.RIGHT,
            LqlLexer.SELECT,
            LqlLexer.SET,
            LqlLexer.THEN,
            LqlLexer.TRUE,
            LqlLexer.UNION,
            LqlLexer.UNIQUE,
            LqlLexer.UNSET,
            LqlLexer.UPDATE,
            LqlLexer.UPSERT,
            LqlLexer.USING,
            LqlLexer.VALUES,
            LqlLexer.WHEN,
            LqlLexer.WHERE,
            LqlLexer.WITH);

    private static final Set<String> RESERVED_WORDS =
            RESERVED.stream().map(TokenNames::keyword).collect(Collectors.toUnmodifiableSet());

    private TokenNames() {}

    /** Whether a word must be quoted to be a name. */
    static boolean isReserved(String word) {
        return RESERVED_WORDS.contains(word.toUpperCase(Locale.ROOT));
    }

    /** A word of the language, reserved or not. */
    static boolean isKeyword(int type) {
        return type >= LqlLexer.ALL && type <= LqlLexer.WITH;
    }

    static boolean isWord(int type) {
        return isKeyword(type) || type == LqlLexer.IDENTIFIER;
    }

    static boolean isReserved(int type) {
        return RESERVED.contains(type);
    }

    /** A reserved word that people use as the name of a field or a collection. */
    static boolean couldBeMeantAsName(int type) {
        return switch (type) {
            case LqlLexer.ALL,
                    LqlLexer.END,
                    LqlLexer.FULL,
                    LqlLexer.GROUP,
                    LqlLexer.LEFT,
                    LqlLexer.LIMIT,
                    LqlLexer.OFFSET,
                    LqlLexer.ORDER,
                    LqlLexer.RIGHT,
                    LqlLexer.SET,
                    LqlLexer.UNIQUE,
                    LqlLexer.VALUES -> true;
            default -> false;
        };
    }

    /** All words of the language, in upper case and in order. */
    static List<String> allKeywords() {
        List<String> words = new ArrayList<>();
        for (int type = LqlLexer.ALL; type <= LqlLexer.WITH; type++) {
            words.add(keyword(type));
        }
        return words;
    }

    /** The words that begin a clause or follow a source. */
    static List<String> clauses() {
        return List.of(
                "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "UNION", "JOIN", "LEFT", "RIGHT",
                "INNER");
    }

    private static String keyword(int type) {
        return LqlLexer.VOCABULARY.getSymbolicName(type);
    }

    /** What stands at the place of an error. */
    static String found(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end of the statement";
        }
        String text = token.getText();
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }

    /** The keywords among some kinds of tokens. Where a name may stand, words that may be names are left out. */
    static List<String> keywords(IntervalSet types) {
        List<String> words = new ArrayList<>();
        boolean names = types.contains(LqlLexer.IDENTIFIER) && types.contains(LqlLexer.TABLE);
        for (int type : types.toArray()) {
            if (isKeyword(type) && (!names || isReserved(type) || type == LqlLexer.KEEP)) {
                words.add(keyword(type));
            }
        }
        return words;
    }

    /** {@code FROM, WHERE or the end}. */
    static String describe(IntervalSet expected) {
        IntervalSet rest = new IntervalSet(expected);
        Set<String> named = new TreeSet<>();
        if (rest.contains(LqlLexer.INTEGER) && rest.contains(LqlLexer.STRING) && rest.contains(LqlLexer.IDENTIFIER)) {
            named.add("an expression");
            removeNames(rest);
            removeAll(rest, EXPRESSION_STARTS);
        }
        if (rest.contains(LqlLexer.NOT_EQUAL)) {
            named.add("an operator");
            removeAll(rest, OPERATORS);
        }
        if (rest.contains(LqlLexer.IDENTIFIER)) {
            named.add(rest.contains(LqlLexer.TABLE) ? "a name" : "an alias");
            if (rest.contains(LqlLexer.SELECT) && rest.contains(LqlLexer.WHERE)) {
                rest = rest.subtract(IntervalSet.of(LqlLexer.ALL, LqlLexer.WITH));
            }
            removeNames(rest);
            removeAll(rest, LqlLexer.IDENTIFIER, LqlLexer.QUOTED_IDENTIFIER);
        }
        if (rest.contains(Token.EOF)) {
            rest.remove(LqlLexer.SEMICOLON);
        }
        for (int type : rest.toArray()) {
            named.add(name(type));
        }
        List<String> all = new ArrayList<>(named);
        if (all.size() > MOST_LISTED) {
            all = new ArrayList<>(all.subList(0, MOST_LISTED));
            all.add("…");
        }
        if (all.isEmpty()) {
            return "something else";
        }
        String last = all.removeLast();
        return all.isEmpty() ? last : String.join(", ", all) + " or " + last;
    }

    private static void removeAll(IntervalSet set, int... types) {
        for (int type : types) {
            set.remove(type);
        }
    }

    private static void removeNames(IntervalSet set) {
        if (!set.contains(LqlLexer.TABLE)) {
            return;
        }
        for (int type = LqlLexer.ALL; type <= LqlLexer.WITH; type++) {
            if (!isReserved(type)) {
                set.remove(type);
            }
        }
    }

    private static String name(int type) {
        if (type == Token.EOF) {
            return "the end";
        }
        if (isKeyword(type)) {
            return keyword(type);
        }
        return switch (type) {
            case LqlLexer.INTEGER -> "a whole number";
            case LqlLexer.FLOATING -> "a number";
            case LqlLexer.STRING -> "a 'string'";
            case LqlLexer.IDENTIFIER, LqlLexer.QUOTED_IDENTIFIER -> "a name";
            case LqlLexer.NOT_EQUAL -> "!=";
            case LqlParser.QUERY_PAREN -> "a (SELECT …)";
            default -> {
                String literal = LqlLexer.VOCABULARY.getLiteralName(type);
                yield literal == null
                        ? LqlLexer.VOCABULARY.getSymbolicName(type).toLowerCase(Locale.ROOT)
                        : literal;
            }
        };
    }
}
