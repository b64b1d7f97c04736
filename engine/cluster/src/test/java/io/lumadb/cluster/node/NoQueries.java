package io.lumadb.cluster.node;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.*;
import io.lumadb.query.language.*;
import io.lumadb.query.statement.Statement;
import java.util.List;
record NoQueries(Database database) implements QueryEngine {
    public QuerySummary run(QueryRequest request, RowSink sink) { throw new IllegalStateException(); }
    public Statement parse(Language language, String text) { throw new IllegalStateException(); }
    public Privileges privileges(Statement statement) { throw new IllegalStateException(); }
    public String explain(Language language, String text) { throw new IllegalStateException(); }
    public Translation translate(Language from, Language to, String text) { throw new IllegalStateException(); }
    public boolean cancel(String id) { return false; }
    public List<RunningQuery> running() { return List.of(); }
    public Names names() { throw new IllegalStateException(); }
    public void close() {}
}
