package io.lumadb.server.metrics;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNode.Counters;
import io.lumadb.cluster.view.ColdTier;
import io.lumadb.cluster.view.CoreReport;
import io.lumadb.cluster.view.TierAmount;
import io.lumadb.cluster.view.TierAmounts;
import io.lumadb.cluster.view.WarmStatus;
import io.lumadb.document.Tier;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** {@code GET /metrics}: totals and levels in the Prometheus text format. Thread-safe. */
public final class PrometheusPage {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessStatus process = new ProcessStatus();

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows a node's counters and tiers too. */
    public void bind(LumaNode node, RequestMetrics requests) {
        read(node, Tier.HOT, Counters::documentsReadHot);
        read(node, Tier.WARM, Counters::documentsReadWarm);
        read(node, Tier.COLD, Counters::documentsReadCold);
        total(node, "luma.documents.written", "Documents written", Counters::documentsWritten);
        total(node, "luma.user.written.bytes", "Bytes of documents that clients wrote", Counters::userBytes);
        total(node, "luma.raft.log.bytes", "Bytes appended to Raft logs", Counters::raftLogBytes);
        total(node, "luma.flushed.bytes", "Bytes flushed to the warm tier", Counters::flushedBytes);
        total(node, "luma.compacted.bytes", "Bytes written by compactions", Counters::compactedBytes);
        total(node, "luma.cold.written.bytes", "Bytes of data fragments written to cold volumes", Counters::coldBytes);
        total(node, "luma.parity.written.bytes", "Bytes of parity and further copies there", Counters::parityBytes);
        total(node, "luma.tier.moved.documents", "Documents moved between tiers", Counters::moves);
        total(node, "luma.tier.moved.bytes", "Bytes of documents moved between tiers", Counters::movedBytes);
        for (Tier tier : Tier.values()) {
            tier(node, tier);
        }
        node.cores().forEach(core -> core(node, core.core()));
        warm(node);
        FunctionCounter.builder("luma.cold.degraded.reads", node, at -> cold(at, ColdTier::degradedReads))
                .description("Reads that a lost fragment was made up for")
                .register(registry);
        FunctionCounter.builder("luma.cold.fragments.rebuilt", node, at -> cold(at, ColdTier::fragmentsRebuilt))
                .description("Fragments of cold segments that were rebuilt")
                .register(registry);
        fragments(node, "ok", ColdTier.Fragments::ok);
        fragments(node, "missing", ColdTier.Fragments::missing);
        fragments(node, "damaged", ColdTier.Fragments::damaged);
        fragments(node, "rebuilding", ColdTier.Fragments::rebuilding);
        volumes(node, "ok");
        volumes(node, "gone");
        troubles(node, "warning");
        troubles(node, "critical");
        gauge(
                node,
                "luma.hot.budget.bytes",
                "Bytes of RAM that hot documents may take",
                at -> at.tiers().hotBudget());
        gauge(
                node,
                "luma.moves.paused",
                "1 while somebody has paused the moves between tiers",
                at -> at.tiers().moving().paused() ? 1 : 0);
        gauge(
                node,
                "luma.write.amplification",
                "Bytes written below for each byte a client wrote",
                at -> Sampler.writeAmplification(at.counters()));
        gauge(
                node,
                "luma.queries.running",
                "Queries under way",
                at -> at.queries().running().size());
        gauge(node, "luma.ready", "1 when the node serves", at -> at.ready() ? 1 : 0);
        gauge(requests, "luma.http.connections", "Open client connections", RequestMetrics::connections);
        gauge(process, "luma.process.heap.bytes", "Java heap in use", ProcessStatus::heapUsed);
        gauge(process, "luma.process.resident.bytes", "Memory the process takes", ProcessStatus::residentBytes);
        gauge(process, "luma.process.cpu.ratio", "Share of all cores in use by the process", ProcessStatus::cpu);
    }

    private void read(LumaNode node, Tier tier, ToLongFunction<Counters> count) {
        FunctionCounter.builder("luma.documents.read", node, at -> count.applyAsLong(at.counters()))
                .description("Documents read, by the tier they came from")
                .tag("tier", tier.wireName())
                .register(registry);
    }

    private void total(LumaNode node, String name, String help, ToLongFunction<Counters> count) {
        FunctionCounter.builder(name, node, at -> count.applyAsLong(at.counters()))
                .description(help)
                .register(registry);
    }

    private void fragments(LumaNode node, String state, ToLongFunction<ColdTier.Fragments> count) {
        Gauge.builder("luma.cold.fragments", node, at -> cold(at, tier -> count.applyAsLong(tier.fragments())))
                .description("Fragments of cold segments, by what is known of them")
                .tag("state", state)
                .register(registry);
    }

    private void volumes(LumaNode node, String state) {
        Gauge.builder(
                        "luma.cold.volumes",
                        node,
                        at -> cold(
                                at,
                                tier -> tier.volumes().stream()
                                        .filter(volume -> volume.state().equals(state))
                                        .count()))
                .description("Volumes of the cold tier")
                .tag("state", state)
                .register(registry);
    }

    private void troubles(LumaNode node, String severity) {
        Gauge.builder(
                        "luma.troubles",
                        node,
                        at -> at.status().troubles().stream()
                                .filter(trouble -> trouble.severity().equals(severity))
                                .count())
                .description("What is wrong right now, as 'luma cluster status' lists it")
                .tag("severity", severity)
                .register(registry);
    }

    private static long cold(LumaNode node, ToLongFunction<ColdTier> figure) {
        ColdTier cold = node.tiers().cold();
        return cold == null ? 0 : figure.applyAsLong(cold);
    }

    private void tier(LumaNode node, Tier tier) {
        Gauge.builder("luma.tier.documents", node, at -> amount(at, tier).documents())
                .description("Documents in a tier")
                .tag("tier", tier.wireName())
                .register(registry);
        Gauge.builder("luma.tier.bytes", node, at -> amount(at, tier).bytes())
                .description("Bytes of documents in a tier")
                .tag("tier", tier.wireName())
                .register(registry);
    }

    private void core(LumaNode node, int core) {
        core(node, core, "luma.core.busy.ratio", "Share of the last second that a core loop worked", CoreReport::busy);
        core(node, core, "luma.core.queue", "Messages that wait for a core loop", CoreReport::queue);
        core(
                node,
                core,
                "luma.core.wait.p99.seconds",
                "99th percentile of how long messages waited for a core loop",
                report -> report.waitP99Micros() / 1e6);
        tasks(
                node,
                core,
                "luma.core.long.tasks",
                "Tasks that held a core loop for more than 5 ms",
                CoreReport::longTasks);
        tasks(
                node,
                core,
                "luma.core.heavy.tasks",
                "Those that took 5 ms of CPU time: the others waited, for a processor, a garbage collection or a disk",
                CoreReport::heavyTasks);
    }

    private void tasks(LumaNode node, int core, String name, String help, ToLongFunction<CoreReport> count) {
        FunctionCounter.builder(
                        name,
                        node,
                        at -> report(at, core).map(count::applyAsLong).orElse(0L))
                .description(help)
                .tag("core", Integer.toString(core))
                .register(registry);
    }

    private void core(LumaNode node, int core, String name, String help, ToDoubleFunction<CoreReport> level) {
        Gauge.builder(
                        name,
                        node,
                        at -> report(at, core).map(level::applyAsDouble).orElse(0.0))
                .description(help)
                .tag("core", Integer.toString(core))
                .register(registry);
    }

    private static Optional<CoreReport> report(LumaNode node, int core) {
        return node.cores().stream().filter(report -> report.core() == core).findFirst();
    }

    private void warm(LumaNode node) {
        gauge(
                node,
                "luma.warm.flushes.running",
                "Flushes under way",
                at -> sum(at, shard -> shard.flushes().running()));
        gauge(
                node,
                "luma.warm.compactions.running",
                "Compactions under way",
                at -> sum(at, shard -> shard.compactions().running()));
        gauge(
                node,
                "luma.warm.compactions.pending.bytes",
                "About what compactions have to rewrite",
                at -> sum(at, WarmStatus.Shard::pendingCompactionBytes));
        gauge(
                node,
                "luma.warm.stalled.shards",
                "Shards whose RocksDB holds writes up",
                at -> sum(at, shard -> shard.stall().equals("none") ? 0 : 1));
    }

    private static double sum(LumaNode node, ToLongFunction<WarmStatus.Shard> part) {
        return node.ready() ? node.warm().shards().stream().mapToLong(part).sum() : 0;
    }

    private static TierAmount amount(LumaNode node, Tier tier) {
        TierAmounts total = node.tiers().total();
        return switch (tier) {
            case HOT -> total.hot();
            case WARM -> total.warm();
            case COLD -> total.cold();
        };
    }

    private <T> void gauge(T source, String name, String help, ToDoubleFunction<T> level) {
        Gauge.builder(name, source, level).description(help).register(registry);
    }

    public String text() {
        return registry.scrape();
    }
}
