package io.lumadb.client;

import io.lumadb.client.model.ClusterEvent;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.ColdSegment;
import io.lumadb.client.model.ColdTier;
import io.lumadb.client.model.CollectionSummary;
import io.lumadb.client.model.Completion;
import io.lumadb.client.model.CoreReport;
import io.lumadb.client.model.FieldSample;
import io.lumadb.client.model.ImportReport;
import io.lumadb.client.model.IndexVerification;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.Placement;
import io.lumadb.client.model.PreviewCall;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.client.model.ServerVersion;
import io.lumadb.client.model.Session;
import io.lumadb.client.model.Signature;
import io.lumadb.client.model.TextToken;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TieringPreview;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.Translation;
import io.lumadb.client.model.WarmStatus;
import io.lumadb.document.Value;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A connection to a cluster. Thread-safe. Every call is asynchronous: its future completes on a client thread, fails with
 * {@link ClientException}, and cancelling it gives the request up (a query is cancelled on the server too). The token is
 * refreshed before it expires.
 */
public interface LumaClient extends AutoCloseable {

    ConnectionAddress address();

    CompletableFuture<Session> login(String username, String password);

    /** The session's bearer token of now, for requests of one's own; empty before login. */
    default Optional<String> token() {
        return Optional.empty();
    }

    CompletableFuture<ServerVersion> version();

    /** True when {@code /health/ready} says 200. */
    CompletableFuture<Boolean> ready();

    CompletableFuture<QueryResult> query(QueryCall call);

    /**
     * Streams rows as they come; the result's {@code documents} stay empty. {@code onRow} runs on a client thread and may
     * block it: that slows the server down, and nothing piles up.
     */
    CompletableFuture<QueryResult> stream(QueryCall call, Consumer<Value.Obj> onRow);

    CompletableFuture<Void> cancelQuery(String id);

    CompletableFuture<String> explain(String language, String query);

    /** @param from {@code lql}, {@code nql}, {@code jql}, or {@code question} where {@link #translatable} has it */
    CompletableFuture<Translation> translate(String from, String to, String query);

    /** What {@link #translate} translates from; {@code question} only where a translator is configured. */
    CompletableFuture<List<String>> translatable();

    CompletableFuture<List<Completion>> complete(String language, String query, int offset);

    /** The call that the caret is in; empty where it is in none. */
    CompletableFuture<Optional<Signature>> signature(String language, String query, int offset);

    /** The pieces of a text for highlighting, finished or not. */
    CompletableFuture<List<TextToken>> tokens(String language, String query);

    /** A query text laid out for people, with the same meaning; SYNTAX_ERROR where it does not parse. */
    CompletableFuture<String> format(String language, String query);

    CompletableFuture<List<CollectionSummary>> collections();

    CompletableFuture<CollectionSummary> collection(String name);

    CompletableFuture<Void> createCollection(String name);

    CompletableFuture<Void> dropCollection(String name);

    /** Holds an index against the documents; the server reads the whole collection for it. */
    CompletableFuture<IndexVerification> verifyIndex(String collection, String index);

    CompletableFuture<List<FieldSample>> sample(String collection);

    /** The document, with its revision as the field {@code _rev}. */
    CompletableFuture<Value.Obj> document(String collection, Value id);

    CompletableFuture<Value> insert(String collection, Value.Obj document);

    CompletableFuture<Void> replace(String collection, Value id, Value.Obj document);

    CompletableFuture<Void> delete(String collection, Value id);

    /**
     * Streams a file's text to {@code POST …/import}.
     *
     * @param format {@code ndjson}, {@code json} or {@code csv}
     * @param skipErrors go on past documents that fail
     * @param onBytes told how many bytes have been sent so far
     */
    CompletableFuture<ImportReport> importDocuments(
            String collection, InputStream in, String format, boolean skipErrors, LongConsumer onBytes);

    /** Opens {@code GET …/export}; the stream ends with the collection. */
    CompletableFuture<InputStream> exportDocuments(String collection, String format);

    CompletableFuture<ClusterStatus> cluster();

    /** The core loops of the node that answers, with the tasks that held them up lately. */
    CompletableFuture<List<CoreReport>> cores();

    CompletableFuture<TieringPolicyBody> tieringPolicy(String collection);

    CompletableFuture<TieringPolicyBody> setTieringPolicy(String collection, TieringPolicyBody policy);

    /** Takes the collection's own policy away: that of {@code luma.toml} holds again. */
    CompletableFuture<Void> dropTieringPolicy(String collection);

    /** What the tiers hold, and what flows between them: what the stream's {@code tiers} topic carries. */
    CompletableFuture<TiersStatus> tiers();

    /** The warm tier's levels, flushes, compactions and write amplification. */
    CompletableFuture<WarmStatus> warm();

    /** Begins to read every cold fragment, and to rebuild what is lost; completes at once with how far it is. */
    CompletableFuture<ColdTier> scrub();

    /**
     * Cold segments with their fragments, oldest first in each shard.
     *
     * @param collection empty for those of all collections
     * @param limit the newest so many of each shard
     */
    CompletableFuture<List<ColdSegment>> segments(Optional<String> collection, int limit);

    /** How many documents moved. */
    CompletableFuture<Long> move(MoveCall call);

    CompletableFuture<List<TierMove>> moves(int limit);

    /** What a policy would move, before it is set. */
    CompletableFuture<TieringPreview> previewPolicy(PreviewCall call);

    /** Pauses all moves between tiers, those by hand too; only pressure on RAM goes on. A restart resumes them. */
    CompletableFuture<TiersStatus.Moving> pauseMoves();

    CompletableFuture<TiersStatus.Moving> resumeMoves();

    CompletableFuture<Placement> placement(String collection, Value id);

    CompletableFuture<List<ClusterEvent>> events(long after);

    /** Opens the live stream. It reconnects by itself, with back-off, until closed. */
    LiveStream subscribe(Set<StreamListener.Topic> topics, int intervalMs, StreamListener listener);

    @Override
    void close();

    /** A live stream under way. */
    interface LiveStream extends AutoCloseable {
        @Override
        void close();
    }
}
