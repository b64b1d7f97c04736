package io.lumadb.query.execution.bind;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources that names may mean at one place of a statement.
 *
 * <p>A path whose first step is a source's name goes into that source. Any other path is a field of the source that is
 * known to have it; where none is known to, and the first step does not name a source of a query around, of the only source
 * that may have any field; otherwise of the query around.
 *
 * <p>Under MongoDB's rules a path over one source always starts in its documents, unless its first step is the alias
 * of a source of the query around.
 */
final class Scope {

    private final MatchingRules rules;
    private final List<ScopeSource> sources;
    private final boolean prefixed;
    private final Optional<Correlation> outer;

    private Scope(MatchingRules rules, List<ScopeSource> sources, boolean prefixed, Optional<Correlation> outer) {
        this.rules = rules;
        this.sources = List.copyOf(sources);
        this.prefixed = prefixed;
        this.outer = outer;
    }

    /** Of a query without sources. */
    static Scope empty(MatchingRules rules, Optional<Correlation> outer) {
        return new Scope(rules, List.of(), false, outer);
    }

    /** Of one source whose rows are read as they are: resolved paths start in them. */
    static Scope single(MatchingRules rules, ScopeSource source, Optional<Correlation> outer) {
        return new Scope(rules, List.of(source), false, outer);
    }

    /** Of sources put together: resolved paths start with a source's name. */
    static Scope joined(MatchingRules rules, List<ScopeSource> sources, Optional<Correlation> outer) {
        for (int i = 0; i < sources.size(); i++) {
            String name = sources.get(i).name();
            if (sources.subList(0, i).stream().anyMatch(other -> other.name().equals(name))) {
                throw QueryError.about(
                        name,
                        ErrorCode.INVALID_QUERY,
                        "two sources are called '" + name + "'",
                        "give one of them another name: " + name + " AS …");
            }
        }
        return new Scope(rules, sources, true, outer);
    }

    List<ScopeSource> sources() {
        return sources;
    }

    /** Whether resolved paths start with a source's name. */
    boolean prefixed() {
        return prefixed;
    }

    MatchingRules rules() {
        return rules;
    }

    /**
     * What a path means: a field of one of the sources, or a parameter taken from the query around.
     *
     * @throws QueryError INVALID_QUERY when it means nothing or more than one thing, with the candidates
     */
    Expression resolve(FieldPath path) {
        return find(path).orElseThrow(() -> unknown(path));
    }

    /**
     * A path that has to lie in one of this query's own sources.
     *
     * @throws QueryError INVALID_QUERY when it does not
     */
    FieldPath resolveOwn(FieldPath path) {
        if (resolve(path) instanceof Expression.Field(FieldPath own)) {
            return own;
        }
        throw QueryError.about(
                path.toString(),
                ErrorCode.INVALID_QUERY,
                "'" + path + "' belongs to the query around this one and cannot stand here",
                "name a field of this query's own sources");
    }

    /** As {@link #resolve}, none where the path means nothing. */
    Optional<Expression> find(FieldPath path) {
        if (rules == MatchingRules.DOCUMENT && sources.size() == 1 && !prefixed) {
            return isSourceAround(path, ScopeSource::aliased)
                    ? outer.flatMap(around -> around.resolve(path))
                    : Optional.of(field(path));
        }
        Optional<ScopeSource> named = qualifier(path);
        if (named.isPresent()) {
            return Optional.of(qualified(named.get(), path));
        }
        List<ScopeSource> knowing =
                sources.stream().filter(source -> source.knows(path.root())).toList();
        if (knowing.isEmpty() && isSourceAround(path, _ -> true)) {
            return outer.flatMap(around -> around.resolve(path));
        }
        if (knowing.isEmpty()) {
            knowing = sources.stream().filter(ScopeSource::isOpen).toList();
        }
        if (knowing.size() > 1) {
            throw ambiguous(path, knowing);
        }
        return knowing.isEmpty()
                ? outer.flatMap(around -> around.resolve(path))
                : Optional.of(unqualified(knowing.getFirst(), path));
    }

    /**
     * What a path means here for a query within, which has to say whose path it is. A source's name alone means its whole
     * rows.
     */
    Optional<Expression> findForWithin(FieldPath path) {
        if (rules != MatchingRules.DOCUMENT || sources.size() != 1 || prefixed) {
            return find(path);
        }
        ScopeSource only = sources.getFirst();
        if (!only.aliased() || !path.root().equals(only.name())) {
            return outer.flatMap(around -> around.resolve(path));
        }
        return Optional.of(path.isTopLevel() ? new Expression.Variable("ROOT", Optional.empty()) : field(tail(path)));
    }

    /** All values that a path leads to which belongs to a query around. */
    Expression valuesAround(FieldPath path) {
        return outer.flatMap(around -> around.values(path)).orElseThrow(() -> unknown(path));
    }

    /** The source of that name. */
    Optional<ScopeSource> source(String name) {
        return sources.stream().filter(source -> source.name().equals(name)).findFirst();
    }

    /** Whether some source is certain to have a field of that name. */
    boolean knows(String field) {
        return sources.stream().anyMatch(source -> source.knows(field));
    }

    /** Whether the path's first step names a source of a query around. */
    private boolean isSourceAround(FieldPath path, Predicate<ScopeSource> eligible) {
        return Stream.iterate(outer, Optional::isPresent, around -> around.flatMap(it -> it.around().outer))
                .flatMap(around -> around.stream().flatMap(it -> it.around().sources.stream()))
                .filter(source -> isLonger(path) || source.meansItsRows())
                .anyMatch(source -> source.name().equals(path.root()) && eligible.test(source));
    }

    private static boolean isLonger(FieldPath path) {
        return path.segments().size() > 1 && path.segments().get(1) instanceof FieldPath.Field;
    }

    /** The source that the path's first step names, if the rest can be one of its fields. */
    private Optional<ScopeSource> qualifier(FieldPath path) {
        Optional<ScopeSource> source = source(path.root());
        if (source.isEmpty()) {
            return Optional.empty();
        }
        return switch (source.get().kind()) {
            case ELEMENTS -> source;
            case COLLECTION, QUERY -> {
                if (!isLonger(path)) {
                    yield Optional.empty();
                }
                if (rules == MatchingRules.DOCUMENT) {
                    // What no row has is missing.
                    yield source;
                }
                String field = ((FieldPath.Field) path.segments().get(1)).name();
                if (!source.get().mayHave(field) && !knows(path.root())) {
                    throw unknown(field, List.of(source.get()));
                }
                yield source.filter(it -> it.mayHave(field));
            }
        };
    }

    private Expression qualified(ScopeSource source, FieldPath path) {
        if (source.kind() == ScopeSource.Kind.ELEMENTS) {
            return field(element(path));
        }
        return field(prefixed ? path : tail(path));
    }

    private Expression unqualified(ScopeSource source, FieldPath path) {
        if (source.kind() == ScopeSource.Kind.ELEMENTS) {
            return field(element(path));
        }
        if (!prefixed) {
            return field(path);
        }
        List<FieldPath.Segment> segments = new ArrayList<>();
        segments.add(new FieldPath.Field(source.name()));
        segments.addAll(path.segments());
        return field(new FieldPath(segments));
    }

    /** A path through an element; the element itself has a name of its own within its row. */
    private static FieldPath element(FieldPath path) {
        if (isLonger(path)) {
            return path;
        }
        List<FieldPath.Segment> segments = new ArrayList<>(path.segments());
        segments.addAll(1, ElementRow.SELF.segments());
        return new FieldPath(segments);
    }

    private static FieldPath tail(FieldPath path) {
        return new FieldPath(path.segments().subList(1, path.segments().size()));
    }

    private static Expression field(FieldPath path) {
        return new Expression.Field(path);
    }

    private static QueryError ambiguous(FieldPath path, List<ScopeSource> candidates) {
        String sources =
                candidates.stream().map(source -> "'" + source.name() + "'").collect(Collectors.joining(", "));
        return QueryError.about(
                path.toString(),
                ErrorCode.INVALID_QUERY,
                "'" + path + "' may be a field of " + sources,
                candidates.stream()
                        .map(source -> source.name() + "." + path)
                        .collect(Collectors.joining(" or ", "write ", "")));
    }

    private QueryError unknown(FieldPath path) {
        List<ScopeSource> all = new ArrayList<>(sources);
        outer.ifPresent(around -> all.addAll(around.around().sources));
        return unknown(path.toString(), all);
    }

    private static QueryError unknown(String name, List<ScopeSource> candidates) {
        if (candidates.isEmpty()) {
            return QueryError.about(
                    name,
                    ErrorCode.INVALID_QUERY,
                    "there is no source that '" + name + "' could be a field of",
                    "name one behind FROM, or write a string as '" + name + "'");
        }
        List<String> known = candidates.stream()
                .flatMap(source -> source.columns().names().stream())
                .distinct()
                .toList();
        String sources =
                candidates.stream().map(source -> "'" + source.name() + "'").collect(Collectors.joining(" and "));
        return QueryError.about(
                name,
                ErrorCode.INVALID_QUERY,
                "there is no field '" + name + "' in " + sources,
                Suggestions.nearest(name, known)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("the fields are " + String.join(", ", known)));
    }
}
