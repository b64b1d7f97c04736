package io.lumadb.query.nql;

import io.lumadb.document.FieldPath;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
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

/** Reads the clauses behind a collection, in any order, each at most once save for conditions, which add up. */
final class ClauseReader {

    private final Words words;
    private final NameResolver names;
    private final ValueReader values;
    private final ConditionReader conditions;
    private final Moments moments;
    private Clauses current = new Clauses();

    ClauseReader(Words words, NameResolver names, ValueReader values, ConditionReader conditions, Moments moments) {
        this.words = words;
        this.names = names;
        this.values = values;
        this.conditions = conditions;
        this.moments = moments;
    }

    /** What the clauses of one sentence say. */
    static final class Clauses {
        private String collection = "";
        private final Set<String> aliases = new HashSet<>();
        private final List<Expression> where = new ArrayList<>();
        private final List<SortKey> orderBy = new ArrayList<>();
        private final List<FieldPath> groupBy = new ArrayList<>();
        private Optional<Expression> limit = Optional.empty();
        private Optional<Expression> offset = Optional.empty();

        void collection(String name) {
            collection = name;
        }

        String collection() {
            return collection;
        }

        void limit(Expression rows) {
            limit = Optional.of(rows);
        }

        /** Remembers the names of what is shown: results can be sorted by them. */
        void shows(List<SelectItem> items) {
            for (SelectItem item : items) {
                if (item instanceof SelectItem.Computed(var _, Optional<String> alias)) {
                    alias.ifPresent(aliases::add);
                }
            }
        }

        Optional<Expression> limit() {
            return limit;
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

        Statement select(boolean distinct, List<SelectItem> items) {
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

    Clauses collect() {
        current = new Clauses();
        return current;
    }

    Clauses current() {
        return current;
    }

    void read(Clauses all) {
        current = all;
        boolean more = true;
        while (more) {
            int before = words.position();
            words.acceptSeparator();
            more = clause(all);
            if (!more) {
                words.goTo(before);
            }
        }
    }

    private boolean clause(Clauses all) {
        Word first = words.peek();
        if (words.acceptAny(
                "that have",
                "that has",
                "who have",
                "who has",
                "which have",
                "which has",
                "have",
                "that are",
                "who are",
                "which are",
                "where",
                "with",
                "whose",
                "having",
                "if",
                "when",
                "for which")) {
            all.where.add(conditions.read());
            return true;
        }
        if (words.sees("older", "than") || words.sees("younger", "than")) {
            all.where.add(conditions.read());
            return true;
        }
        return sorting(all) || rows(all) || grouping(all) || time(all, first);
    }

    private boolean sorting(Clauses all) {
        if (words.acceptAny("sorted", "ordered", "sort", "order", "arranged")) {
            words.accept("by");
            do {
                all.orderBy.add(sortKey());
            } while (nextSortKey());
            return true;
        }
        Word first = words.peek();
        if (words.acceptAny("newest first", "latest first", "most recent first")) {
            all.orderBy.add(new SortKey(new Expression.Field(timeField(first)), true, Optional.empty()));
            return true;
        }
        if (words.accept("oldest first")) {
            all.orderBy.add(new SortKey(new Expression.Field(timeField(first)), false, Optional.empty()));
            return true;
        }
        return false;
    }

    private FieldPath timeField(Word asking) {
        return words.accept("by") ? names.field() : names.timeField(asking);
    }

    private SortKey sortKey() {
        Expression by = alias().orElseGet(() -> {
            words.accept("the");
            return new ItemReader(words, names).expression(Integer.MAX_VALUE);
        });
        boolean descending = words.acceptAny(
                "descending",
                "desc",
                "highest first",
                "largest first",
                "from high to low",
                "high to low",
                "newest first",
                "in descending order");
        if (!descending) {
            words.acceptAny(
                    "ascending",
                    "asc",
                    "lowest first",
                    "smallest first",
                    "from low to high",
                    "low to high",
                    "oldest first",
                    "in ascending order");
        }
        return new SortKey(by, descending, Optional.empty());
    }

    /** A name that an item was given with as, or a count's own. */
    private Optional<Expression> alias() {
        Word word = words.peek();
        boolean known = word.kind() != Word.Kind.QUOTED && current.aliases.contains(word.text());
        if (known) {
            words.next();
        }
        return known ? Optional.of(new Expression.Field(FieldPath.of(word.text()))) : Optional.empty();
    }

    private boolean nextSortKey() {
        int before = words.position();
        boolean separator =
                words.acceptAny(", and then by", ", then by", "and then by", "then by") || words.acceptSeparator();
        int field = names.fieldLength(0);
        boolean key = separator
                && (words.peek().kind() == Word.Kind.NAME
                        || field > 1
                        || (field == 1 || current.aliases.contains(words.peek().text()))
                                && !startsClause(words.peek()));
        if (!key) {
            words.goTo(before);
        }
        return key;
    }

    private static boolean startsClause(Word word) {
        return word.isPlain()
                && switch (word.lower()) {
                    case "where", "with", "limit", "skip", "first", "top", "offset", "per", "grouped" -> true;
                    default -> false;
                };
    }

    private boolean rows(Clauses all) {
        if (words.acceptAny(
                "limit to", "limited to", "limit", "first", "top", "only the first", "but only", "only", "at most")) {
            all.limit = Optional.of(values.count("limit"));
            words.acceptAny("documents", "results", "rows", "of them");
            return true;
        }
        if (words.acceptAny("skip the first", "skip", "skipping", "offset", "starting after")) {
            all.offset = Optional.of(values.count("skip"));
            return true;
        }
        return false;
    }

    private boolean grouping(Clauses all) {
        if (!words.acceptAny("grouped by", "group by", "for each", "for every", "per", "by")) {
            return false;
        }
        do {
            words.accept("the");
            all.groupBy.add(names.field());
        } while (nextKey());
        return true;
    }

    private boolean nextKey() {
        int before = words.position();
        boolean key = words.acceptSeparator() && names.fieldLength(0) > 0;
        if (!key) {
            words.goTo(before);
        }
        return key;
    }

    /** Times without a field are about the one field that holds a time. */
    private boolean time(Clauses all, Word first) {
        if (words.accept("between")) {
            all.where.add(conditions.between(new Expression.Field(names.timeField(first))));
            return true;
        }
        ComparisonOperator operator = null;
        if (words.accept("since")) {
            operator = ComparisonOperator.GREATER_OR_EQUAL;
        } else if (words.accept("before")) {
            operator = ComparisonOperator.LESS;
        } else if (words.accept("after")) {
            operator = ComparisonOperator.GREATER;
        }
        if (operator != null) {
            all.where.add(new Comparison(operator, new Expression.Field(names.timeField(first)), values.value()));
            return true;
        }
        words.acceptAny("in", "during", "from", "of", "within");
        Optional<Moments.Span> span = moments.span();
        span.ifPresent(
                time -> all.where.add(ConditionReader.within(new Expression.Field(names.timeField(first)), time)));
        return span.isPresent();
    }
}
