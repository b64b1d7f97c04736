package io.lumadb.query.execution.plan;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the source's name off field paths, and puts what an output name stands for in its place. */
final class NameResolution {

    private final Optional<String> qualifier;

    private NameResolution(Optional<String> qualifier) {
        this.qualifier = qualifier;
    }

    /** JQL's paths always start in the document; SQL's may start with the source's alias or name. */
    static NameResolution of(MatchingRules rules, Optional<Source> source) {
        return switch (rules) {
            case DOCUMENT -> new NameResolution(Optional.empty());
            case SQL ->
                new NameResolution(source.map(from -> switch (from) {
                    case Source.Collection collection -> collection.alias().orElse(collection.name());
                    case Source.Derived _, Source.Unnest _, Source.Join _ -> throw Unplanned.construct(from);
                }));
        };
    }

    Expression resolve(Expression expression) {
        return ExpressionTree.replace(expression, part -> switch (part) {
            case Expression.Field(FieldPath path) -> Optional.of(new Expression.Field(resolve(path)));
            case Expression.AnyElement(FieldPath array, Expression condition) ->
                Optional.of(new Expression.AnyElement(resolve(array), condition));
            default -> Optional.empty();
        });
    }

    FieldPath resolve(FieldPath path) {
        List<FieldPath.Segment> segments = path.segments();
        boolean qualified = segments.size() > 1
                && segments.get(1) instanceof FieldPath.Field
                && qualifier.isPresent()
                && path.root().equals(qualifier.get());
        return qualified ? new FieldPath(segments.subList(1, segments.size())) : path;
    }

    List<Expression> resolveAll(List<Expression> expressions) {
        return expressions.stream().map(this::resolve).toList();
    }

    List<SelectItem> resolveItems(List<SelectItem> items) {
        return items.stream()
                .<SelectItem>map(item -> switch (item) {
                    case SelectItem.AllFields(List<FieldPath> except) ->
                        new SelectItem.AllFields(
                                except.stream().map(this::resolve).toList());
                    case SelectItem.Computed computed ->
                        new SelectItem.Computed(resolve(computed.expression()), computed.alias());
                    case SelectItem.SourceFields _ -> item;
                    case SelectItem.Placed(FieldPath path, Expression value) ->
                        new SelectItem.Placed(path, resolve(value));
                    case SelectItem.Root(Expression document) -> new SelectItem.Root(resolve(document));
                    case SelectItem.Kept(FieldPath path) -> new SelectItem.Kept(resolve(path));
                })
                .toList();
    }

    List<SortKey> resolveKeys(List<SortKey> keys) {
        return keys.stream()
                .map(key -> new SortKey(resolve(key.expression()), key.descending(), key.nullsFirst()))
                .toList();
    }

    /** The expression behind an output name, where the expression is nothing but that name. */
    static Expression named(Expression expression, Map<String, Expression> outputs) {
        if (expression instanceof Expression.Field(FieldPath path) && path.isTopLevel()) {
            return outputs.getOrDefault(path.root(), expression);
        }
        return expression;
    }

    /** Output names anywhere in an expression over groups, except where the name is a group's key. */
    static Expression namedWithin(Expression expression, Map<String, Expression> outputs, List<Expression> keys) {
        return ExpressionTree.replace(expression, part -> {
            if (part instanceof Expression.Aggregate || keys.contains(part)) {
                return Optional.of(part);
            }
            Expression named = named(part, outputs);
            return named.equals(part) ? Optional.empty() : Optional.of(named);
        });
    }
}
