package io.lumadb.console.app.command;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.ClusterEvent;
import io.lumadb.client.model.CoreReport;
import io.lumadb.client.model.TierMove;
import io.lumadb.console.ui.theme.Figures;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code luma cluster} tells of what happens: on the cores, between the tiers, and worth an event. */
final class ActivityReports {

    private ActivityReports() {}

    @Command(
            name = "cores",
            mixinStandardHelpOptions = true,
            description = "Core loops: how busy, what waits, and the tasks that held them up.")
    static final class Cores extends ClusterQuestion<List<CoreReport>> {

        private static final double OWN_DOING_MILLIS = 5;

        @Option(names = "--stacks", description = "with the stacks of those tasks")
        private boolean stacks;

        @Override
        List<CoreReport> ask(LumaClient client) {
            return client.cores().join();
        }

        @Override
        void print(List<CoreReport> cores, PrintWriter out) {
            TextTable table = new TextTable()
                    .numbers("core", "busy", "waiting", "wait p99", "tasks over 5 ms", "of CPU time")
                    .text("shards");
            cores.forEach(core -> table.row(
                    core.core(),
                    Figures.percent(core.busy()),
                    Figures.exact(core.queue()),
                    Figures.micros(core.waitP99Micros()),
                    Figures.exact(core.longTasks()),
                    Figures.exact(core.heavyTasks()),
                    core.shards().stream().map(String::valueOf).collect(Collectors.joining(" "))));
            table.print(out);
            TextTable tasks = new TextTable()
                    .text("at")
                    .numbers("core", "shard", "took", "of CPU time")
                    .text("what");
            for (CoreReport core : cores) {
                core.recent()
                        .forEach(task -> tasks.row(
                                task.at(),
                                core.core(),
                                task.shard(),
                                Figures.millis(task.millis()) + (task.running() ? " and still runs" : ""),
                                Figures.millis(task.cpuMillis()),
                                what(task)));
            }
            if (!tasks.isEmpty()) {
                out.println();
                tasks.print(out);
            }
            if (stacks) {
                cores.forEach(core -> core.recent().forEach(task -> print(core.core(), task, out)));
            }
        }

        /** Long by the clock but not by its own doing: it waited for a processor, a garbage collection or a disk. */
        private static String what(CoreReport.LongTask task) {
            String waited = task.cpuMillis() < OWN_DOING_MILLIS ? "waited: CPU, GC or disk" : "";
            return task.stack().isEmpty()
                    ? waited
                    : waited + (waited.isEmpty() ? "" : ", ") + "at " + where(task.stack());
        }

        private static void print(int core, CoreReport.LongTask task, PrintWriter out) {
            if (!task.stack().isEmpty()) {
                out.println();
                out.println(task.at() + "  core " + core + ", shard " + task.shard());
                task.stack().forEach(frame -> out.println("    " + frame));
            }
        }

        private static String where(List<String> stack) {
            return stack.stream()
                    .filter(frame -> frame.startsWith("io.lumadb."))
                    .findFirst()
                    .orElse(stack.getFirst());
        }
    }

    @Command(
            name = "moves",
            mixinStandardHelpOptions = true,
            description = "The newest tier moves: what, why, how many bytes, how long.")
    static final class Moves extends ClusterQuestion<List<TierMove>> {

        @Option(names = "--limit", defaultValue = "20", description = "how many (default: ${DEFAULT-VALUE})")
        private int limit;

        @Override
        List<TierMove> ask(LumaClient client) {
            requirePositive("--limit", limit);
            return client.moves(limit).join();
        }

        @Override
        void print(List<TierMove> moves, PrintWriter out) {
            if (moves.isEmpty()) {
                out.println("nothing has moved since the node started");
                return;
            }
            TextTable table = new TextTable()
                    .text("at", "collection")
                    .numbers("shard")
                    .text("move")
                    .numbers("documents", "bytes", "took")
                    .text("why");
            moves.forEach(move -> table.row(
                    move.at(),
                    move.collection(),
                    move.shard(),
                    move.from() + " → " + move.to(),
                    Figures.exact(move.documents()),
                    Figures.bytes(move.bytes()),
                    Figures.millis(move.durationMs()),
                    move.reason() + (move.detail().isEmpty() ? "" : ": " + move.detail())));
            table.print(out);
        }
    }

    @Command(
            name = "events",
            mixinStandardHelpOptions = true,
            description = "The newest events: elections, volumes that went, repairs, tasks that held a core up.")
    static final class Events extends ClusterQuestion<List<ClusterEvent>> {

        @Option(names = "--limit", defaultValue = "20", description = "how many (default: ${DEFAULT-VALUE})")
        private int limit;

        /** The API gives them oldest first, a page at a time. */
        @Override
        List<ClusterEvent> ask(LumaClient client) {
            requirePositive("--limit", limit);
            Deque<ClusterEvent> newest = new ArrayDeque<>();
            List<ClusterEvent> page = client.events(0).join();
            while (!page.isEmpty()) {
                newest.addAll(page);
                while (newest.size() > limit) {
                    newest.removeFirst();
                }
                page = client.events(page.getLast().seq()).join();
            }
            return List.copyOf(newest);
        }

        @Override
        void print(List<ClusterEvent> events, PrintWriter out) {
            TextTable table = new TextTable()
                    .text("at", "severity", "kind")
                    .numbers("shard")
                    .text("what");
            events.forEach(event -> table.row(
                    event.at(),
                    event.severity(),
                    event.kind(),
                    event.shard() == null ? "" : event.shard(),
                    event.text()));
            table.print(out);
        }
    }
}
