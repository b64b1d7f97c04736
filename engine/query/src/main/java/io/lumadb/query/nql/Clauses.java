package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the clauses of one sentence say. */
final class Clauses {

    private String collection = "";
    private final Set<String> shown = new HashSet<>();
    private final List<Expression> where = new ArrayList<>();
    private final List<SortKey> orderBy = new ArrayList<>();

    /** Where the sentence says each key, but for those that it means by itself. */
    private final List<Optional<TextPosition>> keys = new ArrayList<>();

    private final List<FieldPath> groupBy = new ArrayList<>();
    private Optional<Word> grouping = Optional.empty();
    private Optional<Expression> limit = Optional.empty();
    private Optional<Expression> offset = Optional.empty();
    private boolean sorted;
    private boolean change;
    private Optional<QueryError> computedKey = Optional.empty();
    private @Nullable QueryError search;

    /** From here on the clauses say which documents are changed. */
    Clauses ofChange() {
        change = true;
        return this;
    }

    boolean isOfChange() {
        return change;
    }

    void collection(String name) {
        collection = name;
    }

    String collection() {
        return collection;
    }

    /** Remembers the names of what is shown: results can be sorted by them. */
    void shows(List<SelectItem> items) {
        for (SelectItem item : items) {
            if (item instanceof SelectItem.Computed(var _, Optional<String> alias)) {
                alias.ifPresent(shown::add);
            }
        }
    }

    boolean shows(String name) {
        return shown.contains(name);
    }

    void and(Expression condition) {
        where.add(condition);
    }

    /** Sorts as the sentence means by itself, such as {@code the newest 5}. */
    void sortBy(SortKey key) {
        orderBy.add(key);
        keys.add(Optional.empty());
    }

    /** From here on another sorting would say something else. */
    void sortNoMore() {
        sorted = true;
    }

    /** Sorts by a key that begins with this word. */
    void sortBy(SortKey key, Words words, Word first) {
        if (sorted) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "the sentence is sorted already, by what it asks for",
                    words.span(first, words.position()),
                    "leave the sorting out, or ask without newest, oldest, top … by, most, highest and lowest");
        }
        orderBy.add(key);
        keys.add(Optional.of(words.span(first, words.position())));
        if (key.expression() instanceof Expression.Aggregate) {
            computedKey = Optional.of(new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "documents cannot be sorted by what is computed of them all",
                    words.span(first, words.position()),
                    "sort by a field, or compute it for groups, as in: count " + collection
                            + " per F sorted by count"));
        }
    }

    /** @param first the word that says so */
    void groupBy(FieldPath path, Word first) {
        grouping = groupBy.isEmpty() ? Optional.of(first) : grouping;
        groupBy.add(path);
    }

    /** The first word that asks for groups. */
    Optional<Word> grouping() {
        return grouping;
    }

    void limit(Expression rows, Words words, Word first) {
        limit = once(limit, rows, "how many documents are wanted", words, first);
    }

    void skip(Expression rows, Words words, Word first) {
        offset = once(offset, rows, "how many documents are skipped", words, first);
    }

    private static Optional<Expression> once(
            Optional<Expression> before, Expression rows, String what, Words words, Word first) {
        if (before.isPresent()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "it is said twice " + what,
                    words.span(first, words.position()),
                    "leave one of the two out");
        }
        return Optional.of(rows);
    }

    /** Keeps the refusal of a search until the rest of its sentence is known to be right. */
    void search(QueryError refusal) {
        search = refusal;
    }

    void refuseSearch() {
        if (search != null) {
            throw search;
        }
    }

    Optional<Expression> limit() {
        return limit;
    }

    Optional<Expression> offset() {
        return offset;
    }

    List<FieldPath> groupBy() {
        return groupBy;
    }

    List<SortKey> orderBy() {
        return orderBy;
    }

    Optional<Expression> where() {
        return where.isEmpty() ? Optional.empty() : Optional.of(Expressions.and(where));
    }

    /** Groups are sorted by what they are grouped by, and by what is shown or computed of them. */
    private void refuseUngrouped(List<SelectItem> items) {
        for (int i = 0; i < orderBy.size(); i++) {
            if (orderBy.get(i).expression() instanceof Expression.Field(FieldPath path)
                    && keys.get(i).isPresent()
                    && !groupBy.contains(path)
                    && !(path.isTopLevel() && shows(path.root()))) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "'" + path + "' has a value in each document, not one for each group",
                        keys.get(i).get(),
                        "say what is wanted of it: sorted by " + computed(items, path));
            }
        }
    }

    /** What is shown of a field, or else may be, in the sentence's words. */
    private static String computed(List<SelectItem> items, FieldPath path) {
        return items.stream()
                .filter(item -> item instanceof SelectItem.Computed(Expression.Aggregate aggregate, var _)
                        && aggregate.operand().equals(Optional.of(new Expression.Field(path))))
                .map(SentencePrinter::item)
                .findFirst()
                .orElse("average " + path + ", or by what the groups are of");
    }

    /** @throws QueryError when documents are to be sorted by what only groups have, or groups by what only documents have */
    Statement select(boolean distinct, List<SelectItem> items) {
        boolean groups = !groupBy.isEmpty()
                || items.stream()
                        .anyMatch(item -> item instanceof SelectItem.Computed(Expression value, var _)
                                && value instanceof Expression.Aggregate);
        if (!groups && computedKey.isPresent()) {
            throw computedKey.get();
        }
        if (groups) {
            refuseUngrouped(items);
        }
        return new Statement.Select(
                MatchingRules.SQL,
                distinct,
                items,
                Optional.of(new Source.Collection(collection, Optional.empty())),
                where(),
                groupBy.stream().<Expression>map(Expression.Field::new).toList(),
                Optional.empty(),
                orderBy,
                limit,
                offset);
    }
}
