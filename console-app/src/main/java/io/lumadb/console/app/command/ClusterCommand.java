package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.CollectionSummary;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.Placement;
import io.lumadb.client.model.PreviewCall;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TieringPreview;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
        subcommands = {
            TierReports.Tiers.class,
            ActivityReports.Moves.class,
            TierReports.Segments.class,
            TierReports.Scrub.class,
            TierReports.Warm.class,
            ActivityReports.Cores.class,
            ActivityReports.Events.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Show a cluster's nodes, cores, shards, tiers and moves; preview and set policies; move documents;"
                        + " pause moves; scrub.")
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
    void status(@Mixin ConnectionOptions connection, @Option(names = "--json", description = "as JSON") boolean json) {
        withClient(connection, (client, out) -> {
            ClusterStatus cluster = client.cluster().join();
            if (json) {
                out.println(JsonOutput.of(cluster));
                return;
            }
            out.printf("cluster %s: %s%n", cluster.clusterId(), cluster.health());
            cluster.troubles()
                    .forEach(trouble ->
                            out.printf("  %s: %s (%s)%n", trouble.severity(), trouble.text(), trouble.action()));
            for (ClusterStatus.NodeStatus node : cluster.nodes()) {
                out.printf(
                        "node %s  %s  %s  version %s  hot %s of %s  %d cores%n",
                        node.id(),
                        node.state(),
                        node.http(),
                        node.version(),
                        Figures.bytes(node.memory().hotUsed()),
                        Figures.bytes(node.memory().hotBudget()),
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
    void collections(
            @Mixin ConnectionOptions connection, @Option(names = "--json", description = "as JSON") boolean json) {
        withClient(connection, (client, out) -> {
            List<CollectionSummary> collections = client.collections().join();
            if (json) {
                out.println(JsonOutput.of(collections));
                return;
            }
            TextTable table = new TextTable().text("collection").numbers("documents", "hot", "warm", "cold");
            for (CollectionSummary collection : collections) {
                table.row(
                        collection.name(),
                        Figures.exact(collection.documents()),
                        Figures.exact(collection.tiers().hot().documents()),
                        Figures.exact(collection.tiers().warm().documents()),
                        Figures.exact(collection.tiers().cold().documents()));
            }
            table.print(out);
            for (CollectionSummary collection : collections) {
                collection.indexes().stream()
                        .filter(index -> index.state() != null && !index.state().equals("ready"))
                        .forEach(index ->
                                out.printf("index %s of %s: %s%n", index.name(), collection.name(), index.stateText()));
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
            @Mixin PolicyOptions options,
            @Option(names = "--reset", description = "take the collection's own policy away: that of luma.toml holds")
                    boolean reset,
            @Option(names = "--json", description = "as JSON") boolean json) {
        if (reset && options.given()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--reset takes no other settings: the policy of luma.toml holds then");
        }
        withClient(connection, (client, out) -> {
            if (reset) {
                client.dropTieringPolicy(collection).join();
            }
            TieringPolicyBody now = client.tieringPolicy(collection).join();
            if (options.given()) {
                now = client.setTieringPolicy(collection, options.over(now)).join();
            }
            if (json) {
                out.println(JsonOutput.of(now));
                return;
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
            @Mixin PolicyOptions options,
            @Option(
                            names = "--within",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "count what comes due in that time too (default: ${DEFAULT-VALUE})")
                    long within,
            @Option(names = "--json", description = "as JSON") boolean json) {
        withClient(connection, (client, out) -> {
            TieringPolicyBody policy =
                    options.over(client.tieringPolicy(collection).join());
            TieringPreview preview = client.previewPolicy(new PreviewCall(collection, policy, within))
                    .join();
            if (json) {
                out.println(JsonOutput.of(preview));
            } else {
                PreviewPrinter.print(preview, out);
            }
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
            line.append(", at most ").append(Figures.bytes(rule.maxBytes()));
        }
        if (rule.strategy() != null) {
            line.append(", ").append(words(rule.strategy()));
        }
        out.println(line);
    }

    private static String words(TieringPolicyBody.Strategy strategy) {
        return strategy.dataShards() == null
                ? strategy.factor() + (Integer.valueOf(1).equals(strategy.factor()) ? " copy" : " copies")
                : "fragments " + strategy.dataShards() + "+" + strategy.parityShards() + " (any "
                        + strategy.parityShards() + " may be lost)";
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
            out.printf("%s moved to %s%n", Figures.counted(moved, "document", "documents"), tier);
            if (keys != null && moved < keys.size()) {
                out.printf(
                        "the other %d of those asked for are there already, or not at all: luma cluster where %s ID%n",
                        keys.size() - moved, collection);
            }
        });
    }

    @Command(
            name = "where",
            mixinStandardHelpOptions = true,
            description = "Where a document is, why, and what moves it next.")
    void where(
            @Mixin ConnectionOptions connection,
            @Parameters(index = "0", paramLabel = "COLLECTION") String collection,
            @Parameters(index = "1", paramLabel = "ID") String id,
            @Option(names = "--json", description = "as JSON") boolean json) {
        withClient(connection, (client, out) -> {
            Placement placement = client.placement(collection, Value.of(id)).join();
            if (json) {
                out.println(JsonOutput.of(placement));
                return;
            }
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
                    .forEach(move -> out.printf(
                            "  %s  %s → %s  %s, %s%n",
                            move.at(), move.from(), move.to(), move.reason(), Figures.bytes(move.bytes())));
            if (placement.fragments() != null) {
                placement
                        .fragments()
                        .forEach(fragment -> out.printf(
                                "  fragment %d on %s, %s: %s%n",
                                fragment.n(), fragment.node(), fragment.volume(), fragment.state()));
            }
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
