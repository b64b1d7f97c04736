package io.lumadb.query.editor;

import io.lumadb.query.editor.LqlCaret.Lexeme;
import io.lumadb.query.language.Names;
import io.lumadb.query.lql.LqlLexer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the names at a caret may mean: the sources of the query around it, then those of the queries around that. Reads tokens
 * and brackets only, so that the statement need not be finished. One object reads one statement.
 */
final class LqlSources {

    /** Derived tables within derived tables beyond this have no columns. */
    private static final int DEEPEST = 8;

    /** Queries around queries beyond this offer nothing. */
    private static final int MOST_LEVELS = 8;

    private final List<Lexeme> tokens;
    private final Brackets brackets;
    private final int caret;
    private final Names names;

    /**
     * A source of a query.
     *
     * @param name what its fields are qualified by
     * @param aliased whether the name is another than the collection's
     * @param collection whose documents they are; empty for what is computed
     * @param path where in those documents the fields are; empty for the top
     */
    record Source(String name, boolean aliased, List<String> fields, String collection, String path) {}

    LqlSources(LqlCaret around, Names names) {
        this.names = names;
        List<Lexeme> all = new ArrayList<>(around.before());
        caret = all.size();
        all.add(new Lexeme(LqlLexer.IDENTIFIER, ""));
        all.addAll(around.behind());
        tokens = all;
        brackets = new Brackets(all);
    }

    /** The sources of the innermost query around the caret. */
    List<Source> own() {
        List<List<Source>> levels = levels();
        return levels.isEmpty() ? List.of() : levels.getFirst();
    }

    /** The sources of the queries around that one, from the inside out. */
    List<Source> outer() {
        List<Source> outer = new ArrayList<>();
        levels().stream().skip(1).forEach(outer::addAll);
        return outer;
    }

    /**
     * The names that the query around the caret gives to what it selects, where the caret stands in a clause that may use them: GROUP BY,
     * HAVING, ORDER BY.
     */
    List<String> selectedNames() {
        int open = brackets.around(caret);
        List<String> selected = new ArrayList<>();
        boolean listed = false;
        boolean usable = false;
        for (int i = open + 1; i < caret; i = brackets.next(i)) {
            switch (tokens.get(i).type()) {
                case LqlLexer.SELECT -> {
                    selected.clear();
                    listed = true;
                    usable = false;
                }
                case LqlLexer.FROM, LqlLexer.WHERE -> listed = false;
                case LqlLexer.GROUP, LqlLexer.HAVING, LqlLexer.ORDER -> {
                    listed = false;
                    usable = true;
                }
                case LqlLexer.LIMIT, LqlLexer.OFFSET -> usable = false;
                case LqlLexer.AS -> {
                    if (listed) {
                        nameAt(i + 1).ifPresent(selected::add);
                    }
                }
                default -> {}
            }
        }
        return usable ? selected : List.of();
    }

    /** The names of the common table expressions that the caret may ask. */
    List<String> commonTables() {
        return List.copyOf(commonTables(caret, 0).keySet());
    }

    private List<List<Source>> levels() {
        List<List<Source>> levels = new ArrayList<>();
        int open = brackets.around(caret);
        while (true) {
            List<Source> sources = sourcesOf(new Block(open + 1, brackets.end(open)), caret, 0);
            if (!sources.isEmpty()) {
                levels.add(sources);
            }
            if (open < 0 || levels.size() == MOST_LEVELS) {
                return levels;
            }
            open = brackets.around(open);
        }
    }

    /** What stands directly between two brackets, or the statement. */
    private record Block(int from, int end) {}

    /** The sources of the query of a block that a place is in; of a statement that writes, what it writes. */
    private List<Source> sourcesOf(Block block, int place, int depth) {
        int select = -1;
        int from = -1;
        boolean behindPlace = false;
        Optional<String> target = Optional.empty();
        for (int i = block.from; i < block.end; i = brackets.next(i)) {
            behindPlace |= i >= place;
            switch (tokens.get(i).type()) {
                case LqlLexer.SELECT -> {
                    if (behindPlace && (select >= 0 || from >= 0)) {
                        return from < 0 ? List.of() : fromClause(from + 1, block.end, depth);
                    }
                    select = i;
                    from = -1;
                }
                case LqlLexer.FROM -> from = from < 0 ? i : from;
                case LqlLexer.INTO, LqlLexer.UPDATE -> target = nameAt(i + 1);
                case LqlLexer.ON -> {
                    if (from < 0 && select < 0) {
                        target = nameAt(i + 1);
                    }
                }
                case LqlLexer.RETURNING -> {
                    if (target.isPresent() && !behindPlace) {
                        return List.of(collection(target.get(), target.get(), depth, i));
                    }
                }
                default -> {}
            }
        }
        if (from >= 0 && (select < 0 || select <= place || target.isEmpty())) {
            return fromClause(from + 1, block.end, depth);
        }
        int at = block.from;
        return target.map(name -> List.of(collection(name, name, depth, at))).orElse(List.of());
    }

    private Optional<String> nameAt(int index) {
        return index < tokens.size() && index != caret && tokens.get(index).isWord()
                ? Optional.of(tokens.get(index).name())
                : Optional.empty();
    }

    private List<Source> fromClause(int begin, int end, int depth) {
        List<Source> sources = new ArrayList<>();
        boolean expected = true;
        int i = begin;
        while (i < end && !LqlWords.endsSources(tokens.get(i).type())) {
            int type = tokens.get(i).type();
            if (type == LqlLexer.COMMA || type == LqlLexer.JOIN) {
                expected = true;
                i++;
            } else if (expected && i != caret && !LqlWords.joins(type)) {
                i = source(i, end, depth, sources);
                expected = false;
            } else {
                i = brackets.next(i);
            }
        }
        return sources;
    }

    /** Reads one source; the index behind it. */
    private int source(int at, int end, int depth, List<Source> sources) {
        Lexeme first = tokens.get(at);
        if (brackets.opens(at)) {
            int close = brackets.end(at);
            int inside = at + 1;
            if (inside < close && !LqlWords.beginsQuery(tokens.get(inside).type()) && !brackets.opens(inside)) {
                sources.addAll(fromClause(inside, close, depth));
                return Math.min(end, close + 1);
            }
            Alias alias = alias(Math.min(end, close + 1), end);
            List<String> columns = brackets.opens(alias.next) && alias.next < end
                    ? namesIn(alias.next)
                    : columns(new Block(inside, close), depth + 1);
            sources.add(new Source(alias.name, true, columns, "", ""));
            return alias.next;
        }
        if (first.is(LqlLexer.UNNEST) && brackets.opens(at + 1)) {
            Alias alias = alias(Math.min(end, brackets.end(at + 1) + 1), end);
            sources.add(elements(alias.name, path(at + 2, brackets.end(at + 1)), sources));
            return alias.next;
        }
        if (!first.isWord()) {
            return brackets.next(at);
        }
        Alias alias = alias(at + 1, end);
        sources.add(collection(first.name(), alias.name.isEmpty() ? first.name() : alias.name, depth, at));
        return alias.next;
    }

    private record Alias(String name, int next) {}

    private Alias alias(int at, int end) {
        int i = at < end && tokens.get(at).is(LqlLexer.AS) ? at + 1 : at;
        boolean named = i < end
                && i != caret
                && (tokens.get(i).isName() || i > at && tokens.get(i).isWord());
        return named ? new Alias(tokens.get(i).name(), i + 1) : new Alias("", i);
    }

    private Source collection(String collection, String name, int depth, int at) {
        boolean aliased = !collection.equals(name);
        List<String> columns = depth > DEEPEST ? null : commonTables(at, depth).get(collection);
        return columns == null
                ? new Source(name, aliased, names.fields(collection), collection, "")
                : new Source(name, aliased, columns, "", "");
    }

    /** The elements of an array field of a source before it. */
    private static Source elements(String alias, String array, List<Source> before) {
        for (Source source : before) {
            String path = array.startsWith(source.name + ".") ? array.substring(source.name.length() + 1) : array;
            String prefix = path + ".";
            List<String> below = source.fields.stream()
                    .filter(field -> field.startsWith(prefix))
                    .map(field -> field.substring(prefix.length()))
                    .toList();
            if (!below.isEmpty()) {
                return new Source(alias, true, below, source.collection, source.path + prefix);
            }
        }
        return new Source(alias, true, List.of(), "", "");
    }

    private String path(int from, int end) {
        StringBuilder path = new StringBuilder();
        for (int i = from; i < end; i++) {
            path.append(tokens.get(i).name());
        }
        return path.toString();
    }

    private List<String> namesIn(int open) {
        List<String> all = new ArrayList<>();
        for (int i = open + 1; i < brackets.end(open); i++) {
            if (tokens.get(i).isWord()) {
                all.add(tokens.get(i).name());
            }
        }
        return all;
    }

    /** The common tables that a place may ask, with their columns: those of all blocks around it that end before it. */
    private Map<String, List<String>> commonTables(int place, int depth) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        int open = brackets.around(place);
        while (true) {
            int end = Math.min(place, brackets.end(open));
            for (int i = open + 1; i < end && !tokens.get(i).is(LqlLexer.SELECT); i = brackets.next(i)) {
                if (tokens.get(i).is(LqlLexer.AS) && brackets.opens(i + 1) && brackets.end(i + 1) <= end) {
                    commonTable(open, i, depth, tables);
                }
            }
            if (open < 0) {
                return tables;
            }
            open = brackets.around(open);
        }
    }

    /** {@code name (column, …) AS (query)}. {@code as}: the index of AS. */
    private void commonTable(int blockOpen, int as, int depth, Map<String, List<String>> tables) {
        int named = brackets.openOf(as - 1);
        int name = (named > blockOpen ? named : as) - 1;
        if (name > blockOpen && tokens.get(name).isWord()) {
            int open = as + 1;
            List<String> columns = named > blockOpen
                    ? namesIn(named)
                    : depth >= DEEPEST ? List.of() : columns(new Block(open + 1, brackets.end(open)), depth + 1);
            tables.putIfAbsent(tokens.get(name).name(), columns);
        }
    }

    /** The names of the columns of a query; expressions without a name have none. */
    private List<String> columns(Block block, int depth) {
        if (depth > DEEPEST) {
            return List.of();
        }
        int i = block.from;
        while (i < block.end && !tokens.get(i).is(LqlLexer.SELECT)) {
            if (brackets.opens(i) && LqlWords.beginsQuery(typeAt(i + 1)) && !typeBefore(i, LqlLexer.AS)) {
                return columns(new Block(i + 1, brackets.end(i)), depth + 1);
            }
            i = brackets.next(i);
        }
        List<String> columns = new ArrayList<>();
        int begin = i + 1;
        for (i = begin; i < block.end && !tokens.get(i).is(LqlLexer.FROM); i = brackets.next(i)) {
            if (tokens.get(i).is(LqlLexer.COMMA)) {
                column(begin, i, block, depth, columns);
                begin = i + 1;
            }
        }
        column(begin, Math.min(i, block.end), block, depth, columns);
        return columns;
    }

    private void column(int begin, int end, Block block, int depth, List<String> columns) {
        if (begin >= end) {
            return;
        }
        Lexeme last = tokens.get(end - 1);
        boolean everything = tokens.get(begin).is(LqlLexer.STAR);
        if (everything || last.is(LqlLexer.STAR) && typeBefore(end - 1, LqlLexer.DOT)) {
            String qualifier = everything ? "" : tokens.get(begin).name();
            sourcesOf(block, begin, depth).stream()
                    .filter(source -> everything || source.name.equals(qualifier))
                    .forEach(source -> columns.addAll(source.fields));
        } else if (last.isWord() && !last.is(LqlLexer.END)) {
            columns.add(last.name());
        }
    }

    private int typeAt(int index) {
        return index < tokens.size() ? tokens.get(index).type() : LqlLexer.EOF;
    }

    private boolean typeBefore(int index, int type) {
        return index > 0 && tokens.get(index - 1).is(type);
    }
}
