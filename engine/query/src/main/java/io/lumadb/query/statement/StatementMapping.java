package io.lumadb.query.statement;

import io.lumadb.document.FieldPath;
import io.lumadb.query.statement.Statement.ArrayFilter;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Rebuilds statements with their expressions or their matching rules replaced. */
public final class StatementMapping {

    private StatementMapping() {}

    /** Replaces every expression that stands directly in the statement, in written order. */
    public static Statement expressions(Statement statement, UnaryOperator<Expression> map) {
        return switch (statement) {
            case Query query -> query(query, map);
            case Statement.Insert insert ->
                new Statement.Insert(
                        insert.collection(),
                        insert.documents().stream().map(map).toList(),
                        insert.upsert(),
                        insert.ordered(),
                        returning(insert.returning(), map));
            case Statement.InsertQuery insert ->
                new Statement.InsertQuery(
                        insert.collection(),
                        insert.fields(),
                        query(insert.query(), map),
                        insert.upsert(),
                        returning(insert.returning(), map));
            case Statement.Update update ->
                new Statement.Update(
                        update.rules(),
                        update.collection(),
                        update.changes().stream()
                                .map(change -> expressions(change, map))
                                .toList(),
                        update.where().map(map),
                        update.upsert(),
                        ExpressionMapping.keys(update.orderBy(), map),
                        update.limit().map(map),
                        update.arrayFilters().stream()
                                .map(filter -> new ArrayFilter(filter.name(), map.apply(filter.condition())))
                                .toList(),
                        returning(update.returning(), map));
            case Statement.Delete delete ->
                new Statement.Delete(
                        delete.rules(),
                        delete.collection(),
                        delete.where().map(map),
                        ExpressionMapping.keys(delete.orderBy(), map),
                        delete.limit().map(map),
                        returning(delete.returning(), map));
            case Statement.Explain(boolean analyze, Statement explained) ->
                new Statement.Explain(analyze, expressions(explained, map));
            case Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> statement;
        };
    }

    /** Replaces every expression that stands directly in a query or in the queries it is made of. */
    static Query query(Query query, UnaryOperator<Expression> map) {
        return switch (query) {
            case Statement.Select select ->
                new Statement.Select(
                        select.rules(),
                        select.distinct(),
                        items(select.items(), map),
                        select.from().map(source -> source(source, map)),
                        select.where().map(map),
                        select.groupBy().stream().map(map).toList(),
                        select.having().map(map),
                        ExpressionMapping.keys(select.orderBy(), map),
                        select.limit().map(map),
                        select.offset().map(map));
            case Statement.SetOperation operation ->
                new Statement.SetOperation(
                        operation.operator(),
                        operation.all(),
                        query(operation.left(), map),
                        query(operation.right(), map),
                        ExpressionMapping.keys(operation.orderBy(), map),
                        operation.limit().map(map),
                        operation.offset().map(map));
            case Statement.With(List<CommonTable> tables, Query body) ->
                new Statement.With(
                        tables.stream()
                                .map(table -> new CommonTable(table.name(), table.columns(), query(table.query(), map)))
                                .toList(),
                        query(body, map));
        };
    }

    private static Source source(Source source, UnaryOperator<Expression> map) {
        return switch (source) {
            case Source.Collection _ -> source;
            case Source.Derived(Query query, String alias, List<String> columns) ->
                new Source.Derived(query(query, map), alias, columns);
            case Source.Unnest(Expression array, String alias, var position) ->
                new Source.Unnest(map.apply(array), alias, position);
            case Source.Join(var type, Source left, Source right, var condition) ->
                new Source.Join(type, source(left, map), source(right, map), condition.map(map));
        };
    }

    private static Optional<Returning> returning(Optional<Returning> returning, UnaryOperator<Expression> map) {
        return returning.map(what -> new Returning(items(what.items(), map), what.image()));
    }

    private static List<SelectItem> items(List<SelectItem> items, UnaryOperator<Expression> map) {
        return items.stream().map(item -> item(item, map)).toList();
    }

    private static SelectItem item(SelectItem item, UnaryOperator<Expression> map) {
        return switch (item) {
            case SelectItem.Computed(Expression expression, var alias) ->
                new SelectItem.Computed(map.apply(expression), alias);
            case SelectItem.Placed(FieldPath path, Expression value) -> new SelectItem.Placed(path, map.apply(value));
            case SelectItem.Root(Expression document) -> new SelectItem.Root(map.apply(document));
            case SelectItem.AllFields _, SelectItem.SourceFields _, SelectItem.Kept _ -> item;
        };
    }

    /** Replaces every expression of a change. Those of a condition on elements have paths that start at the element. */
    public static Change expressions(Change change, UnaryOperator<Expression> map) {
        return switch (change) {
            case Change.SetField(var path, Expression value) -> new Change.SetField(path, map.apply(value));
            case Change.Increment(var path, Expression by) -> new Change.Increment(path, map.apply(by));
            case Change.UnsetField _ -> change;
            case Change.DocumentChange documentChange -> documentChange(documentChange, map);
        };
    }

    private static Change documentChange(Change.DocumentChange change, UnaryOperator<Expression> map) {
        return switch (change) {
            case Change.SetOnInsert(FieldPath path, Expression value) -> new Change.SetOnInsert(path, map.apply(value));
            case Change.Multiply(FieldPath path, Expression by) -> new Change.Multiply(path, map.apply(by));
            case Change.Bound(FieldPath path, Expression value, boolean upper) ->
                new Change.Bound(path, map.apply(value), upper);
            case Change.Push push ->
                new Change.Push(
                        push.path(),
                        push.values().stream().map(map).toList(),
                        push.position().map(map),
                        push.slice().map(map),
                        push.sort());
            case Change.AddToSet(FieldPath path, List<Expression> values) ->
                new Change.AddToSet(path, values.stream().map(map).toList());
            case Change.Pull(FieldPath path, Expression condition) -> new Change.Pull(path, map.apply(condition));
            case Change.Replace(Expression document) -> new Change.Replace(map.apply(document));
            case Change.Reshape(List<SelectItem> items) -> new Change.Reshape(items(items, map));
            case Change.Rename _, Change.Pop _ -> change;
        };
    }

    /** The same statement read by other rules, down to its sources; subqueries in expressions keep their own. */
    public static Statement rules(Statement statement, MatchingRules rules) {
        return switch (statement) {
            case Query query -> rules(query, rules);
            case Statement.InsertQuery insert ->
                new Statement.InsertQuery(
                        insert.collection(),
                        insert.fields(),
                        rules(insert.query(), rules),
                        insert.upsert(),
                        insert.returning());
            case Statement.Update update ->
                new Statement.Update(
                        rules,
                        update.collection(),
                        update.changes(),
                        update.where(),
                        update.upsert(),
                        update.orderBy(),
                        update.limit(),
                        update.arrayFilters(),
                        update.returning());
            case Statement.Delete delete ->
                new Statement.Delete(
                        rules,
                        delete.collection(),
                        delete.where(),
                        delete.orderBy(),
                        delete.limit(),
                        delete.returning());
            case Statement.Explain(boolean analyze, Statement explained) ->
                new Statement.Explain(analyze, rules(explained, rules));
            case Statement.Insert _,
                    Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> statement;
        };
    }

    private static Query rules(Query query, MatchingRules rules) {
        return selects(
                query,
                select -> new Statement.Select(
                        rules,
                        select.distinct(),
                        select.items(),
                        select.from(),
                        select.where(),
                        select.groupBy(),
                        select.having(),
                        select.orderBy(),
                        select.limit(),
                        select.offset()));
    }

    /** Replaces every SELECT that a query is made of, those in its sources first. Subqueries in expressions stay as they are. */
    public static Query selects(Query query, Function<Statement.Select, ? extends Query> map) {
        return switch (query) {
            case Statement.Select select ->
                map.apply(new Statement.Select(
                        select.rules(),
                        select.distinct(),
                        select.items(),
                        select.from().map(source -> selects(source, map)),
                        select.where(),
                        select.groupBy(),
                        select.having(),
                        select.orderBy(),
                        select.limit(),
                        select.offset()));
            case Statement.SetOperation operation ->
                new Statement.SetOperation(
                        operation.operator(),
                        operation.all(),
                        selects(operation.left(), map),
                        selects(operation.right(), map),
                        operation.orderBy(),
                        operation.limit(),
                        operation.offset());
            case Statement.With(List<CommonTable> tables, Query body) ->
                new Statement.With(
                        tables.stream()
                                .map(table ->
                                        new CommonTable(table.name(), table.columns(), selects(table.query(), map)))
                                .toList(),
                        selects(body, map));
        };
    }

    private static Source selects(Source source, Function<Statement.Select, ? extends Query> map) {
        return switch (source) {
            case Source.Collection _, Source.Unnest _ -> source;
            case Source.Derived(Query query, String alias, List<String> columns) ->
                new Source.Derived(selects(query, map), alias, columns);
            case Source.Join(var type, Source left, Source right, var condition) ->
                new Source.Join(type, selects(left, map), selects(right, map), condition);
        };
    }

    /** The expressions that stand directly in a statement, without those of the queries and sources it is made of. */
    public static List<Expression> ownExpressions(Statement statement) {
        List<Expression> found = new ArrayList<>();
        UnaryOperator<Expression> collect = expression -> {
            found.add(expression);
            return expression;
        };
        switch (statement) {
            case Statement.Select select -> {
                items(select.items(), collect);
                select.where().ifPresent(found::add);
                found.addAll(select.groupBy());
                select.having().ifPresent(found::add);
                ExpressionMapping.keys(select.orderBy(), collect);
                select.limit().ifPresent(found::add);
                select.offset().ifPresent(found::add);
            }
            case Statement.SetOperation operation -> {
                ExpressionMapping.keys(operation.orderBy(), collect);
                operation.limit().ifPresent(found::add);
                operation.offset().ifPresent(found::add);
            }
            case Statement.InsertQuery insert -> returning(insert.returning(), collect);
            case Statement.Insert _, Statement.Update _, Statement.Delete _ -> expressions(statement, collect);
            case Statement.With _,
                    Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _,
                    Statement.Explain _ -> {}
        }
        return found;
    }

    /** The same statement giving no rows back, where it writes. */
    public static Statement withoutReturning(Statement statement) {
        return switch (statement) {
            case Statement.Insert insert ->
                new Statement.Insert(
                        insert.collection(), insert.documents(), insert.upsert(), insert.ordered(), Optional.empty());
            case Statement.InsertQuery insert ->
                new Statement.InsertQuery(
                        insert.collection(), insert.fields(), insert.query(), insert.upsert(), Optional.empty());
            case Statement.Update update ->
                new Statement.Update(
                        update.rules(),
                        update.collection(),
                        update.changes(),
                        update.where(),
                        update.upsert(),
                        update.orderBy(),
                        update.limit(),
                        update.arrayFilters(),
                        Optional.empty());
            case Statement.Delete delete ->
                new Statement.Delete(
                        delete.rules(),
                        delete.collection(),
                        delete.where(),
                        delete.orderBy(),
                        delete.limit(),
                        Optional.empty());
            case Statement.Explain(boolean analyze, Statement explained) ->
                new Statement.Explain(analyze, withoutReturning(explained));
            case Query _,
                    Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> statement;
        };
    }

    /** Shows every expression and every part of one. */
    public static void visit(Statement statement, Consumer<Expression> visitor) {
        expressions(statement, expression -> {
            ExpressionMapping.visit(expression, visitor);
            return expression;
        });
    }
}
