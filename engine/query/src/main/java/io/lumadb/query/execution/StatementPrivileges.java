package io.lumadb.query.execution;

import io.lumadb.query.execution.QueryEngine.Privileges;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.Source;
import io.lumadb.query.statement.StatementMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement reads, writes and defines. Every collection counts, wherever it is read: behind FROM, in a join, a
 * derived table, a common table, a subquery of any expression.
 */
final class StatementPrivileges {

    private final Set<String> reads = new TreeSet<>();

    private StatementPrivileges() {}

    /** An EXPLAIN needs what its statement needs, since ANALYZE runs it. */
    static Privileges of(Statement statement) {
        StatementPrivileges found = new StatementPrivileges();
        return switch (statement) {
            case Query query -> {
                found.query(query, Set.of());
                yield found.with(List.of(), false);
            }
            case Statement.Insert insert -> found.write(insert, insert.collection());
            case Statement.InsertQuery insert -> found.write(insert, insert.collection());
            case Statement.Update update -> {
                found.reads.add(update.collection());
                yield found.write(update, update.collection());
            }
            case Statement.Delete delete -> {
                found.reads.add(delete.collection());
                yield found.write(delete, delete.collection());
            }
            case Statement.SetSchema change -> found.with(List.of(change.collection()), true);
            case Statement.CreateCollection create -> found.with(List.of(create.name()), true);
            case Statement.DropCollection drop -> found.with(List.of(drop.name()), true);
            case Statement.SetTiering tiering -> found.with(List.of(tiering.collection()), true);
            case Statement.CreateIndex create -> found.with(List.of(create.collection()), true);
            case Statement.DropIndex drop -> found.with(List.of(drop.collection()), true);
            case Statement.ShowCollections _ -> found.with(List.of(), false);
            case Statement.ShowIndexes show -> reading(show.collection());
            case Statement.Describe describe -> reading(describe.collection());
            case Statement.Explain explain -> of(explain.statement());
        };
    }

    private Privileges with(List<String> writes, boolean definesData) {
        return new Privileges(List.copyOf(reads), writes, definesData);
    }

    private static Privileges reading(String collection) {
        return new Privileges(List.of(collection), List.of(), false);
    }

    private Privileges write(Statement statement, String collection) {
        if (statement instanceof Statement.InsertQuery insert) {
            query(insert.query(), Set.of());
        }
        StatementMapping.ownExpressions(statement).forEach(expression -> subqueries(expression, Set.of()));
        return with(List.of(collection), false);
    }

    /** {@code tables}: the common tables in sight, whose names are no collections. */
    private void query(Query query, Set<String> tables) {
        switch (query) {
            case Statement.Select select -> {
                select.from().ifPresent(source -> source(source, tables));
                StatementMapping.ownExpressions(select).forEach(expression -> subqueries(expression, tables));
            }
            case Statement.SetOperation operation -> {
                query(operation.left(), tables);
                query(operation.right(), tables);
                operation.orderBy().forEach(key -> subqueries(key.expression(), tables));
            }
            case Statement.With(List<CommonTable> named, Query body) -> {
                Set<String> inSight = new HashSet<>(tables);
                for (CommonTable table : named) {
                    query(table.query(), inSight);
                    inSight.add(table.name());
                }
                query(body, inSight);
            }
        }
    }

    private void source(Source source, Set<String> tables) {
        switch (source) {
            case Source.Collection(String name, Optional<String> _) -> {
                if (!tables.contains(name)) {
                    reads.add(name);
                }
            }
            case Source.Derived derived -> query(derived.query(), tables);
            case Source.Unnest unnest -> subqueries(unnest.array(), tables);
            case Source.Join join -> {
                source(join.left(), tables);
                source(join.right(), tables);
                join.condition().ifPresent(condition -> subqueries(condition, tables));
            }
        }
    }

    private void subqueries(Expression expression, Set<String> tables) {
        ExpressionMapping.visitOwn(expression, part -> {
            switch (part) {
                case Expression.Subquery(Query query) -> query(query, tables);
                case Expression.Exists(Query query) -> query(query, tables);
                case Expression.RowArray(Query query) -> query(query, tables);
                case Expression.InSubquery(Expression _, Query query) -> query(query, tables);
                case Expression.Quantified quantified -> query(quantified.query(), tables);
                default -> {
                    // Only subqueries read.
                }
            }
        });
    }
}
