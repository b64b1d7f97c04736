package io.lumadb.query.execution;

import io.lumadb.query.execution.QueryEngine.Privileges;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Source;
import java.util.List;

/** What a statement reads, writes and defines. */
final class StatementPrivileges {

    private StatementPrivileges() {}

    /** An EXPLAIN needs what its statement needs, since ANALYZE runs it. */
    static Privileges of(Statement statement) {
        return switch (statement) {
            case Statement.Select select ->
                reads(select.from()
                        .map(source -> switch (source) {
                            case Source.Collection collection -> List.of(collection.name());
                            case Source.Derived _, Source.Unnest _, Source.Join _ -> throw Unplanned.construct(source);
                        })
                        .orElse(List.of()));
            case Statement.SetOperation _, Statement.With _, Statement.InsertQuery _ ->
                throw Unplanned.construct(statement);
            case Statement.SetSchema change -> defines(change.collection());
            case Statement.Insert insert -> new Privileges(List.of(), List.of(insert.collection()), false);
            case Statement.Update update -> readsAndWrites(update.collection());
            case Statement.Delete delete -> readsAndWrites(delete.collection());
            case Statement.CreateCollection create -> defines(create.name());
            case Statement.DropCollection drop -> defines(drop.name());
            case Statement.SetTiering tiering -> defines(tiering.collection());
            case Statement.CreateIndex create -> defines(create.collection());
            case Statement.DropIndex drop -> defines(drop.collection());
            case Statement.ShowCollections _ -> reads(List.of());
            case Statement.ShowIndexes show -> reads(List.of(show.collection()));
            case Statement.Describe describe -> reads(List.of(describe.collection()));
            case Statement.Explain explain -> of(explain.statement());
        };
    }

    private static Privileges reads(List<String> collections) {
        return new Privileges(collections, List.of(), false);
    }

    private static Privileges readsAndWrites(String collection) {
        return new Privileges(List.of(collection), List.of(collection), false);
    }

    private static Privileges defines(String collection) {
        return new Privileges(List.of(), List.of(collection), true);
    }
}
