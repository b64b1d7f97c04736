package io.lumadb.cluster.node;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.WriteOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Real nodes in temporary folders, and short ways to write and read. */
final class TestNodes {

    private static final long MIB = 1L << 20;

    private TestNodes() {}

    /** Two shards on one core loop, small budgets, any free Raft port. */
    static NodeConfig config(Path data) {
        return config(data, Optional.empty(), 2);
    }

    static NodeConfig config(Path data, Optional<String> id, int shards) {
        NodeConfig defaults = NodeConfigs.defaults(data, 0);
        return new NodeConfig(
                new NodeConfig.Node(
                        id, data, defaults.node().http(), defaults.node().raft(), Optional.of("zone-a")),
                new NodeConfig.Cluster(shards, 3, List.of()),
                new NodeConfig.Storage(1, 64 * MIB, 8 * MIB, List.of()),
                defaults.tiering(),
                defaults.security(),
                defaults.limits());
    }

    static LumaNode start(NodeConfig config) {
        return LumaNodes.start(config);
    }

    static Document document(long id, String text) {
        return Document.of(new Value.Obj(Map.of("_id", Value.of(id), "text", Value.of(text))));
    }

    static WriteOutcome write(Database database, String collection, Mutation mutation) {
        return database.write(collection, List.of(mutation)).join().getFirst();
    }

    static Optional<StoredDocument> find(Database database, String collection, Value id) {
        ScanRequest request = new ScanRequest(
                collection,
                database.shardOf(id),
                ScanRequest.Consistency.LINEARIZABLE,
                new ScanRequest.Access.ByIds(List.of(id)),
                false);
        return drain(database, request).stream().findFirst();
    }

    static List<StoredDocument> all(Database database, String collection) {
        List<StoredDocument> documents = new ArrayList<>();
        for (int shard = 0; shard < database.shardCount(); shard++) {
            documents.addAll(drain(
                    database,
                    new ScanRequest(
                            collection,
                            shard,
                            ScanRequest.Consistency.LINEARIZABLE,
                            new ScanRequest.Access.Everything(),
                            false)));
        }
        return documents;
    }

    static List<StoredDocument> drain(Database database, ScanRequest request) {
        List<StoredDocument> documents = new ArrayList<>();
        try (DocumentCursor cursor = database.open(request)) {
            for (List<StoredDocument> batch = cursor.next(); !batch.isEmpty(); batch = cursor.next()) {
                documents.addAll(batch);
            }
        }
        return documents;
    }
}
