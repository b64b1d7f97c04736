package io.lumadb.console.ui.tiers;

import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.model.ColdSegment;
import io.lumadb.client.model.ColdTier;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.Placement;
import io.lumadb.client.model.PreviewCall;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TieringPolicyBody.Rule;
import io.lumadb.client.model.TieringPolicyBody.Strategy;
import io.lumadb.client.model.TieringPreview;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.WarmStatus;
import io.lumadb.console.ui.fixture.ExampleCluster;
import io.lumadb.console.ui.fixture.ScriptedClient;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A server that keeps policies and knows two documents, one with a text for a key and one with a number. */
final class TieringClient extends ScriptedClient {

    static final Instant NOW = Instant.parse("2026-03-14T12:00:00Z");

    private final Instant now;
    final List<MoveCall> moves = new ArrayList<>();
    final List<PreviewCall> previews = new ArrayList<>();
    int scrubs;
    /** Why previews and pauses fail; null while they do not. */
    @Nullable
    ClientException refusal;

    private final Map<String, TieringPolicyBody> policies = new LinkedHashMap<>();
    private final Map<Value, String> tiers = new LinkedHashMap<>();

    /** @param now the time that placements are told from */
    TieringClient(Instant now) {
        super(ConnectionAddress.parse("lumadb://admin@127.0.0.1:8080/"));
        this.now = now;
        tiers.put(Value.of("p-1001"), "hot");
        tiers.put(Value.of("42"), "warm");
    }

    @Override
    public CompletableFuture<TieringPolicyBody> tieringPolicy(String collection) {
        return CompletableFuture.completedFuture(policies.getOrDefault(
                collection,
                new TieringPolicyBody(
                        new Rule(true, null, 64L << 20, null),
                        new Rule(true, 3_600L, null, null),
                        new Rule(true, 604_800L, null, new Strategy("ErasureCoding", null, 4, 2)))));
    }

    @Override
    public CompletableFuture<TieringPolicyBody> setTieringPolicy(String collection, TieringPolicyBody policy) {
        policies.put(collection, policy);
        return CompletableFuture.completedFuture(policy);
    }

    TieringPolicyBody saved(String collection) {
        return policies.get(collection);
    }

    /** What it answers to a preview; the question is kept. */
    static TieringPreview preview(String collection) {
        return new TieringPreview(
                collection,
                0,
                List.of(
                        new TieringPreview.Flow(
                                "hot", "warm", "idle for 20 s (warm_policy)", 41_300, 620, 47_800_000, 730_000),
                        new TieringPreview.Flow(
                                "warm", "cold", "idle for 60 s (cold_policy)", 12_004, 410, 13_900_000, 480_000)),
                ExampleCluster.amounts(60_718, 194_800, 904_000, 1_100),
                ExampleCluster.amounts(19_418, 224_096, 916_004, 1_100),
                new TieringPreview.Ram(93L << 20, 47L << 20, 800_000, 256L << 20),
                new TieringPreview.Disk(620L << 20, 648L << 20),
                new TieringPreview.HitRatio(0.934, 0.871, 0.012, 48_211, NOW, 120, 30),
                20_000,
                255_518,
                false,
                0.95,
                List.of("Nobody reads or writes these documents in the meantime.", "RAM stays within the budget."));
    }

    @Override
    public CompletableFuture<TieringPreview> previewPolicy(PreviewCall call) {
        previews.add(call);
        return refusal == null
                ? CompletableFuture.completedFuture(preview(call.collection()))
                : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public CompletableFuture<TiersStatus.Moving> pauseMoves() {
        return refusal == null
                ? CompletableFuture.completedFuture(
                        new TiersStatus.Moving(true, now.minusSeconds(3), "admin", 256L << 20, 1))
                : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public CompletableFuture<TiersStatus.Moving> resumeMoves() {
        return CompletableFuture.completedFuture(new TiersStatus.Moving(false, null, null, 256L << 20, 0.5));
    }

    @Override
    public CompletableFuture<ColdTier> scrub() {
        scrubs++;
        return CompletableFuture.completedFuture(ExampleCluster.cold("running", 0, 0));
    }

    @Override
    public CompletableFuture<List<ColdSegment>> segments(Optional<String> collection, int limit) {
        return CompletableFuture.completedFuture(List.of(
                ExampleCluster.segment(0, "orders", 41_200, "ok", "ok"),
                ExampleCluster.segment(1, "orders", 39_004, "missing", "ok"),
                ExampleCluster.segment(2, "events_archive", 8_192, "damaged", "rebuilding")));
    }

    @Override
    public CompletableFuture<WarmStatus> warm() {
        return CompletableFuture.completedFuture(ExampleCluster.warm());
    }

    @Override
    public CompletableFuture<Long> move(MoveCall call) {
        moves.add(call);
        call.ids().forEach(id -> tiers.put(id, call.to()));
        return CompletableFuture.completedFuture(1L);
    }

    @Override
    public CompletableFuture<Placement> placement(String collection, Value id) {
        String tier = tiers.get(id);
        if (tier == null) {
            return CompletableFuture.failedFuture(new ClientException(
                    ErrorCode.NOT_FOUND, "collection " + collection + " has no document " + id, null, null));
        }
        return CompletableFuture.completedFuture(new Placement(
                id,
                collection,
                tier,
                3,
                1,
                "node-1",
                "node-1",
                List.of("node-1", "node-2", "node-3"),
                now.minusSeconds(8),
                2.4,
                "read 3 times in the last 10 s, so it was brought back to RAM",
                new Placement.Next("warm", now.plusSeconds(12), "idle for 20 s (warm_policy)"),
                List.of(
                        new Placement.Move("hot", "warm", now.minusSeconds(3_600), "policy", 1_180),
                        new Placement.Move("warm", "cold", now.minusSeconds(1_300), "policy", 1_180),
                        new Placement.Move("cold", "hot", now.minusSeconds(8), "access", 1_180)),
                null));
    }
}
