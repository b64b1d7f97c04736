package io.lumadb.query.editor;

import io.lumadb.document.Value;
import io.lumadb.query.editor.Completion.Kind;
import io.lumadb.query.editor.LqlCaret.Lexeme;
import io.lumadb.query.editor.LqlSources.Source;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.TypeNames;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.lql.LqlLexer;
import io.lumadb.query.lql.LqlParser;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What could stand at a caret of an LQL script: the grammar says of which kind, the statement and the catalog say which names. */
final class LqlCompletion {

    private static final List<String> UNITS =
            List.of("year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond");

    private static final Map<Integer, String> SYMBOLS = Map.of(
            LqlLexer.EQUAL, "equal to",
            LqlLexer.NOT_EQUAL, "other than",
            LqlLexer.LESS, "less than",
            LqlLexer.LESS_OR_EQUAL, "at most",
            LqlLexer.GREATER, "more than",
            LqlLexer.GREATER_OR_EQUAL, "at least");

    /** Tokens before the caret that are read. */
    private static final int MOST_TOKENS = 20_000;

    private final LqlCaret caret;
    private final Names names;
    private final Signatures signatures;
    private final GrammarWalk place;
    private final LqlSources sources;
    private final Offers offers;

    private LqlCompletion(LqlCaret caret, Names names, Signatures signatures) {
        this.caret = caret;
        this.names = names;
        this.signatures = signatures;
        GrammarWalk walk = GrammarWalk.ofStatement();
        List<Lexeme> before = LongLists.shortened(caret.before());
        // Of a text that is too long the end is read: it may be a statement's beginning.
        for (Lexeme lexeme : before.subList(Math.max(0, before.size() - MOST_TOKENS), before.size())) {
            walk = walk.tolerating(lexeme.type());
        }
        place = walk;
        sources = new LqlSources(caret, names);
        offers = new Offers(caret.word(), caret.from());
    }

    static List<Completion> at(String text, int offset, Names names, Signatures signatures) {
        LqlCaret caret = LqlCaret.at(text, offset);
        return caret.inert() ? List.of() : new LqlCompletion(caret, names, signatures).completions();
    }

    private List<Completion> completions() {
        Set<Integer> rules = place.rulesOfNames();
        boolean quoted = caret.word().startsWith("\"") || caret.word().startsWith("`");
        if (caret.word().startsWith("'")) {
            values();
            return offers.list();
        }
        if (previous(LqlLexer.CASE)) {
            offers.add(LqlWords.keyword(LqlLexer.WHEN), Kind.KEYWORD, "keyword");
        }
        // What stands behind AS is a new name, but for the type of CAST(x AS type).
        boolean named = !rules.isEmpty() && (!previous(LqlLexer.AS) || rules.contains(LqlParser.RULE_typeName));
        if (named && rules.contains(LqlParser.RULE_path)) {
            if (!quoted) {
                values();
            }
            fields();
        }
        if (named) {
            otherNames(rules);
        }
        if (!quoted && caret.word().indexOf('.') < 0) {
            boolean calls = named && rules.contains(LqlParser.RULE_functionName);
            if (calls && !LqlWords.looksAtSingleRows(caret.before())) {
                functions(true);
            }
            keywords(calls);
            if (calls) {
                functions(false);
            }
        }
        return offers.list();
    }

    private void otherNames(Set<Integer> rules) {
        if (wantsCollection(rules)) {
            sources.commonTables().forEach(name -> offers.add(written(name), Kind.COLLECTION, "of WITH"));
            names.collections().forEach(name -> offers.add(written(name), Kind.COLLECTION, "collection"));
        }
        if (rules.contains(LqlParser.RULE_columnNames) && !rules.contains(LqlParser.RULE_commonTable)) {
            fields();
        }
        if (rules.contains(LqlParser.RULE_typeName)) {
            offers.addAll(TypeNames.all(), Kind.KEYWORD, "type");
        }
        if (rules.contains(LqlParser.RULE_extraction) || rules.contains(LqlParser.RULE_interval)) {
            offers.addAll(UNITS, Kind.KEYWORD, "unit of time");
        }
    }

    private boolean wantsCollection(Set<Integer> rules) {
        for (int rule : rules) {
            switch (rule) {
                case LqlParser.RULE_sourcePrimary,
                        LqlParser.RULE_insertStatement,
                        LqlParser.RULE_updateStatement,
                        LqlParser.RULE_deleteStatement,
                        LqlParser.RULE_dropCollection,
                        LqlParser.RULE_alterStatement,
                        LqlParser.RULE_showStatement,
                        LqlParser.RULE_describeStatement -> {
                    return true;
                }
                case LqlParser.RULE_createIndex, LqlParser.RULE_dropIndex -> {
                    return previous(LqlLexer.ON);
                }
                default -> {}
            }
        }
        return false;
    }

    private boolean previous(int type) {
        return !caret.before().isEmpty() && caret.before().getLast().is(type);
    }

    /** A name as it has to be written at the caret: in the quotes that were opened there, or plain where that is possible. */
    private String written(String name) {
        String word = caret.word();
        if (word.startsWith("\"") || word.startsWith("`")) {
            String quote = word.substring(0, 1);
            return quote + name.replace(quote, quote + quote) + (caret.closed() ? "" : quote);
        }
        return LqlWords.written(name);
    }

    /** Of one source plainly; of several what only one has plainly, and everything qualified once a qualifier is typed. */
    private void fields() {
        List<Source> own = sources.own();
        boolean qualified = caret.word().indexOf('.') >= 0;
        sources.selectedNames().forEach(name -> offers.add(written(name), Kind.FIELD, "selected"));
        for (Source source : own) {
            for (String field : source.fields()) {
                boolean shared = own.stream()
                                .filter(other -> other.fields().contains(field))
                                .count()
                        > 1;
                String detail = "field of " + source.name();
                if (qualified) {
                    offers.add(LqlWords.written(source.name()) + "." + LqlWords.written(field), Kind.FIELD, detail);
                }
                offers.add(shared ? source.name() + "." + LqlWords.written(field) : written(field), Kind.FIELD, detail);
            }
        }
        List<Source> outer = sources.outer();
        for (Source source : outer) {
            if (qualified) {
                source.fields()
                        .forEach(field -> offers.add(
                                source.name() + "." + LqlWords.written(field),
                                Kind.FIELD,
                                "field of " + source.name() + ", outside"));
            }
        }
        for (Source source : own) {
            if ((source.aliased() || own.size() > 1)
                    && !qualified
                    && !source.name().isEmpty()) {
                offers.add(written(source.name()), Kind.COLLECTION, origin(source));
            }
        }
        if (!qualified) {
            outer.forEach(source -> offers.add(written(source.name()), Kind.COLLECTION, origin(source) + ", outside"));
        }
    }

    private static String origin(Source source) {
        if (source.collection().isEmpty()) {
            return "derived table";
        }
        return source.path().isEmpty()
                ? (source.aliased() ? "alias of " + source.collection() : "collection")
                : "elements in " + source.collection();
    }

    /** Values of the field that is compared, where it has few. */
    private void values() {
        comparedPath().flatMap(this::origin).ifPresent(field -> {
            for (Value value : names.values(field.collection, field.path)) {
                String text = LqlLanguage.print(new Expression.Literal(value));
                boolean string = value instanceof Value.Text;
                if (string || !caret.word().startsWith("'")) {
                    String shown = string && caret.closed() ? text.substring(0, text.length() - 1) : text;
                    offers.add(shown, Kind.VALUE, "value of " + field.path);
                }
            }
        });
    }

    private record StoredField(String collection, String path) {}

    private Optional<StoredField> origin(String path) {
        List<Source> all = new ArrayList<>(sources.own());
        all.addAll(sources.outer());
        for (Source source : all) {
            String start = source.name() + ".";
            if (path.startsWith(start) && source.fields().contains(path.substring(start.length()))) {
                return Optional.of(
                        new StoredField(source.collection(), source.path() + path.substring(start.length())));
            }
        }
        return all.stream()
                .filter(source -> source.fields().contains(path))
                .findFirst()
                .map(source -> new StoredField(source.collection(), source.path() + path));
    }

    /** {@code status} of {@code status = |} and of {@code status NOT IN ('a', |}. */
    private Optional<String> comparedPath() {
        List<Lexeme> before = caret.before();
        int at = before.size() - 1;
        if (at < 0) {
            return Optional.empty();
        }
        if (LqlWords.compares(before.get(at).type())) {
            return pathBefore(at);
        }
        while (at > 0
                && (before.get(at).is(LqlLexer.COMMA)
                        || isLiteral(before.get(at).type()))) {
            at--;
        }
        boolean in = at > 0
                && before.get(at).is(LqlLexer.LEFT_PAREN)
                && before.get(at - 1).is(LqlLexer.IN);
        return in && !isLiteral(before.getLast().type()) ? pathBefore(at - 1) : Optional.empty();
    }

    private static boolean isLiteral(int type) {
        return switch (type) {
            case LqlLexer.STRING, LqlLexer.INTEGER, LqlLexer.FLOATING, LqlLexer.TRUE, LqlLexer.FALSE, LqlLexer.NULL ->
                true;
            default -> false;
        };
    }

    private Optional<String> pathBefore(int operator) {
        List<Lexeme> before = caret.before();
        int at = operator - 1;
        at -= at >= 0 && before.get(at).is(LqlLexer.NOT) ? 1 : 0;
        StringBuilder path = new StringBuilder();
        while (at >= 0 && before.get(at).isWord()) {
            path.insert(0, before.get(at).name());
            if (at == 0 || !before.get(at - 1).is(LqlLexer.DOT)) {
                return Optional.of(path.toString());
            }
            path.insert(0, '.');
            at -= 2;
        }
        return Optional.empty();
    }

    private void functions(boolean aggregates) {
        for (Signature signature : signatures.all()) {
            if (LqlWords.isAggregate(LqlWords.typeOf(signature.name())) == aggregates) {
                String parameters = "(" + String.join(", ", signature.parameters()) + ")";
                offers.add(
                        signature.name(),
                        Kind.FUNCTION,
                        signature.description().isEmpty() ? parameters : parameters + "  " + signature.description());
            }
        }
    }

    /** Words and signs of the grammar. In a condition operators come first, elsewhere what begins a clause. */
    private void keywords(boolean calls) {
        Map<Integer, Set<Integer>> expected = place.expected();
        // The names of aggregates are offered among the functions.
        expected.values().removeIf(rules -> rules.equals(Set.of(LqlParser.RULE_aggregateName)));
        List<Integer> types = new ArrayList<>(expected.keySet());
        types.sort(Comparator.comparingInt(type -> rank(type)));
        for (int type : types) {
            boolean keyword = LqlWords.isKeyword(type);
            boolean function =
                    keyword && calls && signatures.find(LqlWords.keyword(type)).isPresent();
            if (keyword && !function && offers.fits(LqlWords.keyword(type))) {
                offers.add(
                        whole(type),
                        LqlWords.isOperator(type) ? Kind.OPERATOR : Kind.KEYWORD,
                        LqlWords.isOperator(type) ? "operator" : "keyword");
            } else if (SYMBOLS.containsKey(type)) {
                offers.add(LqlWords.symbol(type), Kind.OPERATOR, SYMBOLS.get(type));
            }
        }
    }

    private int rank(int type) {
        boolean operator = LqlWords.isOperator(type) || SYMBOLS.containsKey(type);
        boolean condition = LqlWords.inCondition(caret.before());
        int clause = LqlWords.order(type);
        return (operator == condition ? 0 : 10_000) + (SYMBOLS.containsKey(type) ? type : 1_000 + clause);
    }

    /** {@code GROUP BY} for {@code GROUP}: a word with those that have to follow it. */
    private String whole(int type) {
        StringBuilder words = new StringBuilder(LqlWords.keyword(type));
        Optional<GrammarWalk> walk = place.after(type);
        while (walk.isPresent() && !walk.get().complete()) {
            Set<Integer> next = walk.get().expected().keySet();
            int only = next.size() == 1 ? next.iterator().next() : LqlLexer.EOF;
            if (!LqlWords.isKeyword(only)) {
                break;
            }
            words.append(' ').append(LqlWords.keyword(only));
            walk = walk.get().after(only);
        }
        return words.toString();
    }
}
