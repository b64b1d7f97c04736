package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.CollectionSummary;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.Placement;
import io.lumadb.client.model.PreviewCall;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code luma cluster}: what a DBA asks and does from a terminal. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel =
                "(status | collections | moves | policy | preview | move | where | pause-moves | resume-moves)",
        description =
                "Show a cluster's nodes, shards, collections and tier moves; preview and set policies; move documents;"
                        + " pause moves.")
public final class ClusterCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Nodes, shards and what is wrong right now.")
    void status(@Mixin ConnectionOptions connection) {
        withClient(connection, (client, out) -> {
            ClusterStatus cluster = client.cluster().join();
            out.printf("cluster %s: %s%n", cluster.clusterId(), cluster.health());
            cluster.troubles()
                    .forEach(trouble ->
                            out.printf("  %s: %s (%s)%n", trouble.severity(), trouble.text(), trouble.action()));
            for (ClusterStatus.NodeStatus node : cluster.nodes()) {
                out.printf(
                        "node %s  %s  %s  version %s  hot %,d of %,d bytes  %d cores%n",
                        node.id(),
                        node.state(),
                        node.http(),
                        node.version(),
                        node.memory().hotUsed(),
                        node.memory().hotBudget(),
                        node.cores().size());
            }
            out.println("shard  leader    core  term  applied     hot docs   warm docs   cold docs  heat/s");
            for (ShardStatus shard : cluster.shards()) {
                out.printf(
                        "%5d  %-8s  %4d  %4d  %7d  %11d %11d %11d  %6.1f%n",
                        shard.shard(),
                        shard.leader(),
                        shard.core(),
                        shard.term(),
                        shard.appliedIndex(),
                        shard.tiers().hot().documents(),
                        shard.tiers().warm().documents(),
                        shard.tiers().cold().documents(),
                        shard.heat());
            }
        });
    }

    @Command(
            name = "collections",
            mixinStandardHelpOptions = true,
            description = "Collections, their documents by tier, and indexes that are not ready.")
    void collections(@Mixin ConnectionOptions connection) {
        withClient(connection, (client, out) -> {
            out.println("collection                documents         hot        warm        cold");
            for (CollectionSummary collection : client.collections().join()) {
                out.printf(
                        "%-24s %,10d  %,10d  %,10d  %,10d%n",
                        collection.name(),
                        collection.documents(),
                        collection.tiers().hot().documents(),
                        collection.tiers().warm().documents(),
                        collection.tiers().cold().documents());
                collection.indexes().stream()
                        .filter(index -> index.state() != null && !index.state().equals("ready"))
                        .forEach(index -> out.printf("  index %s: %s%n", index.name(), index.stateText()));
            }
        });
    }

    @Command(name = "moves", mixinStandardHelpOptions = true, description = "The newest tier moves and their reasons.")
    void moves(
            @Mixin ConnectionOptions connection,
            @Option(names = "--limit", defaultValue = "20", description = "how many (default: ${DEFAULT-VALUE})")
                    int limit) {
        withClient(connection, (client, out) -> {
            for (TierMove move : client.moves(limit).join()) {
                out.printf(
                        "%s  %-16s shard %-3d %s → %-4s  %,8d documents  %s: %s%n",
                        move.at(),
                        move.collection(),
                        move.shard(),
                        move.from(),
                        move.to(),
                        move.documents(),
                        move.reason(),
                        move.detail());
            }
        });
    }

    @Command(
            name = "policy",
            mixinStandardHelpOptions = true,
            description = "Show a collection's tiering policy, or set it with the options.")
    void policy(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "COLLECTION") String collection,
            @Option(names = "--warm-after", paramLabel = "SECONDS", description = "idle seconds from hot to warm")
                    @Nullable
                    Long warmAfter,
            @Option(names = "--cold-after", paramLabel = "SECONDS", description = "idle seconds until cold") @Nullable
                    Long coldAfter) {
        withClient(connection, (client, out) -> {
            TieringPolicyBody now = client.tieringPolicy(collection).join();
            if (warmAfter != null || coldAfter != null) {
                now = client.setTieringPolicy(
                                collection,
                                new TieringPolicyBody(
                                        now.hot(), aged(now.warm(), warmAfter), aged(now.cold(), coldAfter)))
                        .join();
            }
            print(out, "hot", now.hot());
            print(out, "warm", now.warm());
            print(out, "cold", now.cold());
        });
    }

    @Command(
            name = "preview",
            mixinStandardHelpOptions = true,
            description = "What a collection's policy would move with other idle times, before it is set.")
    void preview(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "COLLECTION") String collection,
            @Option(names = "--warm-after", paramLabel = "SECONDS", description = "idle seconds from hot to warm")
                    @Nullable
                    Long warmAfter,
            @Option(names = "--cold-after", paramLabel = "SECONDS", description = "idle seconds until cold") @Nullable
                    Long coldAfter,
            @Option(
                            names = "--within",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "count what comes due in that time too (default: ${DEFAULT-VALUE})")
                    long within) {
        withClient(connection, (client, out) -> {
            TieringPolicyBody now = client.tieringPolicy(collection).join();
            TieringPolicyBody policy =
                    new TieringPolicyBody(now.hot(), aged(now.warm(), warmAfter), aged(now.cold(), coldAfter));
            PreviewPrinter.print(
                    client.previewPolicy(new PreviewCall(collection, policy, within))
                            .join(),
                    out);
        });
    }

    @Command(
            name = "pause-moves",
            mixinStandardHelpOptions = true,
            description =
                    "Pause all moves between tiers, those by hand too; only pressure on RAM goes on, and a restart"
                            + " resumes them.")
    void pauseMoves(@Mixin ConnectionOptions connection) {
        withClient(connection, (client, out) -> {
            TiersStatus.Moving moving = client.pauseMoves().join();
            out.printf("moves are paused since %s by %s%n", moving.pausedSince(), moving.pausedBy());
        });
    }

    @Command(name = "resume-moves", mixinStandardHelpOptions = true, description = "Resume the moves between tiers.")
    void resumeMoves(@Mixin ConnectionOptions connection) {
        withClient(connection, (client, out) -> {
            client.resumeMoves().join();
            out.println("documents move again");
        });
    }

    private static TieringPolicyBody.@Nullable Rule aged(
            TieringPolicyBody.@Nullable Rule rule, @Nullable Long seconds) {
        if (seconds == null) {
            return rule;
        }
        return rule == null
                ? new TieringPolicyBody.Rule(true, seconds, null, null)
                : new TieringPolicyBody.Rule(rule.enabled(), seconds, rule.maxBytes(), rule.strategy());
    }

    private static void print(PrintWriter out, String tier, TieringPolicyBody.@Nullable Rule rule) {
        if (rule == null) {
            return;
        }
        StringBuilder line = new StringBuilder(tier).append(": ");
        line.append(Boolean.FALSE.equals(rule.enabled()) ? "off" : "on");
        if (rule.ageThresholdSeconds() != null) {
            line.append(", after ").append(rule.ageThresholdSeconds()).append(" s idle");
        }
        if (rule.maxBytes() != null) {
            line.append(String.format(", at most %,d bytes", rule.maxBytes()));
        }
        if (rule.strategy() != null) {
            line.append(", ").append(rule.strategy().type());
        }
        out.println(line);
    }

    @Command(name = "move", mixinStandardHelpOptions = true, description = "Move documents to a tier by hand.")
    void move(
            @Mixin ConnectionOptions connection,
            @Parameters(index = "0", paramLabel = "COLLECTION") String collection,
            @Parameters(index = "1", paramLabel = "TIER", description = "hot, warm or cold") String tier,
            @Option(names = "--id", description = "a document's key; may be repeated (default: all)") @Nullable
                    List<String> ids) {
        withClient(connection, (client, out) -> {
            List<Value> keys = ids == null ? null : ids.stream().map(Value::of).toList();
            long moved = client.move(new MoveCall(collection, keys, tier)).join();
            out.printf("%,d documents moved to %s%n", moved, tier);
        });
    }

    @Command(
            name = "where",
            mixinStandardHelpOptions = true,
            description = "Where a document is, why, and what moves it next.")
    void where(
            @Mixin ConnectionOptions connection,
            @Parameters(index = "0", paramLabel = "COLLECTION") String collection,
            @Parameters(index = "1", paramLabel = "ID") String id) {
        withClient(connection, (client, out) -> {
            Placement placement = client.placement(collection, Value.of(id)).join();
            out.printf(
                    "%s is %s on shard %d (core %d of %s): %s%n",
                    Json.relaxed(placement.id()),
                    placement.tier(),
                    placement.shard(),
                    placement.core(),
                    placement.node(),
                    placement.reason());
            Placement.Next next = placement.next();
            if (next != null) {
                out.printf("next: %s at %s (%s)%n", next.tier(), next.at(), next.rule());
            }
            placement
                    .moves()
                    .forEach(move ->
                            out.printf("  %s  %s → %s  %s%n", move.at(), move.from(), move.to(), move.reason()));
        });
    }

    private interface Work {
        void with(LumaClient client, PrintWriter out);
    }

    private void withClient(ConnectionOptions connection, Work work) {
        PrintWriter out = spec.commandLine().getOut();
        try (LumaClient client = connection.connect()) {
            work.with(client, out);
            out.flush();
        } catch (CompletionException e) {
            throw ClientException.of(e);
        }
    }
}
