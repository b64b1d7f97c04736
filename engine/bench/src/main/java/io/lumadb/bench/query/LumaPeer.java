package io.lumadb.bench.query;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.execution.QuerySummary;
import io.lumadb.query.language.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A node in this process, asked without HTTP. */
final class LumaPeer implements Peer {

    private static final String QUESTION = "SELECT country, COUNT(*) AS n, SUM(amount) AS total, AVG(quantity) AS mean"
            + " FROM orders WHERE status = 'shipped' AND amount > 100 GROUP BY country";

    private static final int BATCH = 2_000;
    private static final int BATCHES_UNDER_WAY = 4;

    private final LumaNode node;
    private final AtomicLong queries = new AtomicLong();

    LumaPeer(Path data) {
        this.node = LumaNodes.start(NodeConfigs.defaults(data, 0));
    }

    LumaNode node() {
        return node;
    }

    @Override
    public String name() {
        return "LumaDB";
    }

    @Override
    public SortedMap<String, Totals> totals() {
        SortedMap<String, Totals> totals = new TreeMap<>();
        for (Value.Obj row : rows(QUESTION)) {
            if (row.get("country") instanceof Value.Text(String country)
                    && row.get("n") instanceof Value.Int64(long orders)
                    && row.get("total") instanceof Value.Float64(double amount)
                    && row.get("mean") instanceof Value.Float64(double quantity)) {
                totals.put(country, new Totals(orders, amount, quantity));
            }
        }
        return totals;
    }

    @Override
    public void fill(Orders orders, long count) {
        node.database().createCollection(Orders.COLLECTION, Optional.empty(), false);
        Deque<CompletableFuture<List<WriteOutcome>>> underWay = new ArrayDeque<>();
        List<Mutation> batch = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            batch.add(new Mutation.Insert(orders.document(number)));
            if (batch.size() == BATCH || number == count - 1) {
                underWay.add(node.database().write(Orders.COLLECTION, List.copyOf(batch)));
                batch.clear();
            }
            if (underWay.size() > BATCHES_UNDER_WAY) {
                underWay.remove().join();
            }
        }
        underWay.forEach(CompletableFuture::join);
    }

    List<Value.Obj> rows(String lql) {
        List<Value.Obj> rows = new ArrayList<>();
        run(lql, rows);
        return rows;
    }

    QuerySummary run(String lql, List<Value.Obj> rows) {
        return node.queries()
                .run(
                        new QueryRequest(
                                "bench-" + queries.incrementAndGet(),
                                Language.LQL,
                                lql,
                                Map.of(),
                                Duration.ofMinutes(5),
                                Long.MAX_VALUE,
                                Consistency.LINEARIZABLE,
                                "bench"),
                        rows::add);
    }

    @Override
    public void close() {
        node.close();
    }
}
