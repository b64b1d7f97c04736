package io.lumadb.console.ui.tiers;

import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.Placement;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TieringPolicyBody.Rule;
import io.lumadb.client.model.TieringPolicyBody.Strategy;
import io.lumadb.console.ui.fixture.ScriptedClient;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A server that keeps policies and knows two documents, one with a text for a key and one with a number. */
final class TieringClient extends ScriptedClient {

    static final Instant NOW = Instant.parse("2026-03-14T12:00:00Z");

    private final Instant now;
    final List<MoveCall> moves = new ArrayList<>();
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
