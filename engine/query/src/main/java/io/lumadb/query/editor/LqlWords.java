package io.lumadb.query.editor;

import io.lumadb.query.editor.LqlCaret.Lexeme;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.lql.LqlLexer;
import io.lumadb.query.lql.LqlParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the words of LQL are for, as far as editors care. */
final class LqlWords {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*(\\.[\\p{L}_][\\p{L}\\p{N}_$]*)*");

    private static final Set<Integer> AGGREGATES = Set.copyOf(LqlParser._ATN
            .nextTokens(LqlParser._ATN.ruleToStartState[LqlParser.RULE_aggregateName])
            .toList());

    private static final Map<String, Integer> TYPES = IntStream.rangeClosed(LqlLexer.ALL, LqlLexer.WITH)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(LqlWords::keyword, type -> type));

    private static final List<Integer> CLAUSES = List.of(
            LqlLexer.SELECT,
            LqlLexer.DISTINCT,
            LqlLexer.FROM,
            LqlLexer.AS,
            LqlLexer.WHERE,
            LqlLexer.SET,
            LqlLexer.VALUES,
            LqlLexer.VALUE,
            LqlLexer.AND,
            LqlLexer.OR,
            LqlLexer.JOIN,
            LqlLexer.LEFT,
            LqlLexer.ON,
            LqlLexer.GROUP,
            LqlLexer.HAVING,
            LqlLexer.ORDER,
            LqlLexer.ASC,
            LqlLexer.DESC,
            LqlLexer.LIMIT,
            LqlLexer.OFFSET,
            LqlLexer.INSERT,
            LqlLexer.UPDATE,
            LqlLexer.DELETE,
            LqlLexer.UPSERT,
            LqlLexer.WITH,
            LqlLexer.CREATE,
            LqlLexer.DROP,
            LqlLexer.ALTER,
            LqlLexer.SHOW,
            LqlLexer.DESCRIBE,
            LqlLexer.EXPLAIN);

    private LqlWords() {}

    static boolean isKeyword(int type) {
        return type >= LqlLexer.ALL && type <= LqlLexer.WITH;
    }

    /** In capitals. */
    static String keyword(int type) {
        return LqlLexer.VOCABULARY.getSymbolicName(type);
    }

    static boolean beginsQuery(int type) {
        return type == LqlLexer.SELECT || type == LqlLexer.WITH;
    }

    /** Whether a word follows the last source of a query. */
    static boolean endsSources(int type) {
        return switch (type) {
            case LqlLexer.WHERE,
                    LqlLexer.GROUP,
                    LqlLexer.HAVING,
                    LqlLexer.ORDER,
                    LqlLexer.LIMIT,
                    LqlLexer.OFFSET,
                    LqlLexer.UNION,
                    LqlLexer.INTERSECT,
                    LqlLexer.EXCEPT,
                    LqlLexer.RETURNING,
                    LqlLexer.SELECT,
                    LqlLexer.SET -> true;
            default -> false;
        };
    }

    /** Words between sources. */
    static boolean joins(int type) {
        return switch (type) {
            case LqlLexer.INNER, LqlLexer.LEFT, LqlLexer.RIGHT, LqlLexer.FULL, LqlLexer.OUTER, LqlLexer.CROSS -> true;
            default -> false;
        };
    }

    /** Words that compare or compute, as opposed to those that begin clauses. */
    static boolean isOperator(int type) {
        return switch (type) {
            case LqlLexer.AND,
                    LqlLexer.OR,
                    LqlLexer.NOT,
                    LqlLexer.IS,
                    LqlLexer.IN,
                    LqlLexer.LIKE,
                    LqlLexer.ILIKE,
                    LqlLexer.BETWEEN,
                    LqlLexer.CONTAINS,
                    LqlLexer.STARTS,
                    LqlLexer.ENDS,
                    LqlLexer.MATCHES -> true;
            default -> false;
        };
    }

    /** Whether the comparison before a value is one that a value of the field may follow. */
    static boolean compares(int type) {
        return switch (type) {
            case LqlLexer.EQUAL,
                    LqlLexer.NOT_EQUAL,
                    LqlLexer.LESS,
                    LqlLexer.LESS_OR_EQUAL,
                    LqlLexer.GREATER,
                    LqlLexer.GREATER_OR_EQUAL,
                    LqlLexer.LIKE,
                    LqlLexer.ILIKE,
                    LqlLexer.CONTAINS -> true;
            default -> false;
        };
    }

    /** Whether a parenthesis behind it may call a function: many functions are words of the grammar too. */
    static boolean callable(int type) {
        return type == LqlLexer.IDENTIFIER || isKeyword(type);
    }

    static boolean isAggregate(int type) {
        return AGGREGATES.contains(type);
    }

    /** The keyword of a name in capitals; EOF where it is none. */
    static int typeOf(String name) {
        return TYPES.getOrDefault(name, LqlLexer.EOF);
    }

    /** {@code <=}. */
    static String symbol(int type) {
        String literal = LqlLexer.VOCABULARY.getLiteralName(type);
        return literal == null ? "<>" : literal.substring(1, literal.length() - 1);
    }

    /** Whether the last clause that began is a condition. */
    static boolean inCondition(List<Lexeme> before) {
        return switch (clause(before)) {
            case LqlLexer.WHERE, LqlLexer.ON, LqlLexer.HAVING, LqlLexer.WHEN, LqlLexer.CHECK -> true;
            default -> false;
        };
    }

    /** Whether the last clause that began is one in which no aggregate can stand. */
    static boolean looksAtSingleRows(List<Lexeme> before) {
        return switch (clause(before)) {
            case LqlLexer.WHERE, LqlLexer.ON, LqlLexer.SET, LqlLexer.CHECK -> true;
            default -> false;
        };
    }

    /** The last word before the caret that begins a clause; EOF where there is none. */
    private static int clause(List<Lexeme> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            int type = before.get(i).type();
            switch (type) {
                case LqlLexer.WHERE,
                        LqlLexer.ON,
                        LqlLexer.HAVING,
                        LqlLexer.WHEN,
                        LqlLexer.CHECK,
                        LqlLexer.SELECT,
                        LqlLexer.FROM,
                        LqlLexer.BY,
                        LqlLexer.SET,
                        LqlLexer.LIMIT,
                        LqlLexer.THEN -> {
                    return type;
                }
                default -> {}
            }
        }
        return LqlLexer.EOF;
    }

    /** A number that is the smaller the earlier a word stands in statements. */
    static int order(int type) {
        int found = CLAUSES.indexOf(type);
        return found < 0 ? CLAUSES.size() + type : found;
    }

    /** A path as it has to be written: what cannot stand plainly in quotes. */
    static String written(String path) {
        if (PLAIN.matcher(path).matches() && path.chars().noneMatch(c -> c == '.')) {
            return isReserved(path) ? "\"" + path + "\"" : path;
        }
        StringBuilder text = new StringBuilder();
        for (String step : path.split("\\.", -1)) {
            text.append(text.isEmpty() ? "" : ".");
            boolean plain = !step.isEmpty() && PLAIN.matcher(step).matches() && !isReserved(step);
            text.append(plain ? step : "\"" + step.replace("\"", "\"\"") + "\"");
        }
        return text.toString();
    }

    private static boolean isReserved(String word) {
        return LqlLanguage.isReserved(word);
    }
}
