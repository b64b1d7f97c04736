package io.lumadb.console.ui.topology;

import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.ClusterStatus.NodeStatus;
import io.lumadb.client.model.CoreReport;
import io.lumadb.client.model.CoreReport.LongTask;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.console.ui.live.Polled;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.theme.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Nodes with their cores, and what held those up. Belongs to the FX thread. */
public final class TopologyViewModel implements AutoCloseable {

    /** A task above this by the clock but not by CPU time waited for something. */
    private static final double OWN_DOING_MILLIS = 5;

    private final Subscriptions subscriptions = new Subscriptions();
    private final Polled<List<CoreReport>> asked;
    private final ObservableList<NodeStatus> nodes = FXCollections.observableArrayList();
    private final ObservableList<Held> held = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper heldSummary = new ReadOnlyStringWrapper("");
    private List<ShardStatus> shards = List.of();

    /** A task that held a core up. */
    public record Held(int core, LongTask task) {

        /** {@code ApplyStage.piece:261} of {@code io.lumadb.storage.shard.ApplyStage.piece(ApplyStage.java:261)}. */
        private static String call(String frame) {
            int bracket = frame.indexOf('(');
            int method = frame.lastIndexOf('.', bracket);
            int line = frame.lastIndexOf(':');
            String name =
                    frame.substring(frame.lastIndexOf('.', method - 1) + 1, bracket < 0 ? frame.length() : bracket);
            return line < 0 ? name : name + frame.substring(line, frame.length() - 1);
        }

        /** What it took its time with: the console's own line that ran, or what it waited for. */
        public String why() {
            if (task.cpuMillis() < OWN_DOING_MILLIS) {
                return "waited: CPU, GC or disk";
            }
            return task.stack().stream()
                    .filter(frame -> frame.startsWith("io.lumadb."))
                    .findFirst()
                    .map(Held::call)
                    .orElse("worked");
        }
    }

    /** @param fxThread runs what comes back from the client on the FX thread */
    public TopologyViewModel(ConsoleSession session, Executor fxThread) {
        asked = new Polled<>(() -> session.client().cores(), fxThread);
        subscriptions.follow(session.live().topologyProperty(), this::read);
        subscriptions.follow(asked.valueProperty(), this::readCores);
    }

    private void read(@Nullable ClusterStatus cluster) {
        if (cluster == null) {
            return;
        }
        shards = cluster.shards();
        nodes.setAll(cluster.nodes().stream()
                .sorted(Comparator.comparing(NodeStatus::id))
                .toList());
        int cores =
                cluster.nodes().stream().mapToInt(node -> node.cores().size()).sum();
        summary.set(Figures.counted(nodes.size(), "node", "nodes") + ", " + Figures.counted(cores, "core", "cores")
                + ", " + Figures.counted(shards.size(), "shard", "shards") + " · ★ leads its shard");
    }

    private void readCores(@Nullable List<CoreReport> cores) {
        if (cores == null) {
            return;
        }
        List<Held> now = cores.stream()
                .flatMap(core -> core.recent().stream().map(task -> new Held(core.core(), task)))
                .sorted(Comparator.comparing((Held each) -> each.task().at()).reversed())
                .toList();
        if (!now.equals(held)) {
            held.setAll(now);
        }
        long all = cores.stream().mapToLong(CoreReport::longTasks).sum();
        long own = cores.stream().mapToLong(CoreReport::heavyTasks).sum();
        heldSummary.set(
                all == 0 ? "" : Figures.exact(all) + " since the start, " + Figures.exact(own) + " by their own doing");
    }

    /** By name. */
    public ObservableList<NodeStatus> nodes() {
        return nodes;
    }

    /** The shard of that number as its leader tells of it. */
    Optional<ShardStatus> shard(int number) {
        return shards.stream().filter(shard -> shard.shard() == number).findFirst();
    }

    /** Newest first; of the node that answers. */
    public ObservableList<Held> held() {
        return held;
    }

    /** How many nodes, cores and shards. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** How many tasks held a core up; empty while none did. */
    public ReadOnlyStringProperty heldSummaryProperty() {
        return heldSummary.getReadOnlyProperty();
    }

    /** The cores in detail, asked for while somebody looks. */
    Polled<List<CoreReport>> asked() {
        return asked;
    }

    @Override
    public void close() {
        subscriptions.close();
        asked.close();
    }
}
