package io.lumadb.query.execution;

import io.lumadb.query.language.Language;
import io.lumadb.query.language.Names;
import io.lumadb.query.statement.Statement;
import java.util.List;

/** Runs statements against a database. Thread-safe; every call runs on the caller's (virtual) thread until it ends. */
public interface QueryEngine extends AutoCloseable {

    /**
     * Parses, plans and runs. Rows go to the sink as they come.
     *
     * @throws io.lumadb.query.language.QueryError when the text cannot be read or planned
     * @throws io.lumadb.document.error.LumaException CANCELLED, TIMEOUT, TOO_LARGE, UNKNOWN_COLLECTION, …
     */
    QuerySummary run(QueryRequest request, RowSink sink);

    /** Parses only. */
    Statement parse(Language language, String text);

    /** What a statement reads or changes, for the privilege check before it runs. */
    Privileges privileges(Statement statement);

    /** The plan, without running. */
    ExplainedPlan explain(Language language, String text);

    /**
     * Plans only.
     *
     * @throws io.lumadb.query.language.QueryError when the catalog or the functions do not have what the statement names
     */
    void check(Statement statement);

    /** Writes a text of one language in another; notes name every difference in meaning. */
    Translation translate(Language from, Language to, String text);

    /** Stops a running query within 100 ms; false when there is none of that id. */
    boolean cancel(String id);

    List<RunningQuery> running();

    /** The catalog's collections and their sampled fields, as NQL and completion see them. */
    Names names();

    @Override
    void close();

    record Translation(String text, List<String> notes) {
        public Translation {
            notes = List.copyOf(notes);
        }
    }

    /** {@code reads} and {@code writes} name collections; {@code definesData}: makes or drops collections or indexes. */
    record Privileges(List<String> reads, List<String> writes, boolean definesData) {
        public Privileges {
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
        }
    }
}
