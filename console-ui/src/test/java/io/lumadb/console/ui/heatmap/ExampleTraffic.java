package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.ClusterStatus.CoreStatus;
import io.lumadb.client.model.ClusterStatus.Memory;
import io.lumadb.client.model.ClusterStatus.NodeStatus;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.ShardStatus.Replica;
import io.lumadb.console.ui.fixture.ExampleCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Traffic with waves, a hot spot that wanders, and a quiet shard, the same every time. */
final class ExampleTraffic {

    private static final long MEBIBYTE = 1L << 20;

    private final int shards;
    private final int nodes;
    private final Random random = new Random(7);

    ExampleTraffic(int shards, int nodes) {
        this.shards = shards;
        this.nodes = nodes;
    }

    List<ShardStatus> second(int second) {
        return IntStream.range(0, shards)
                .mapToObj(shard -> shard(shard, second))
                .toList();
    }

    private ShardStatus shard(int shard, int second) {
        double wave = 1 + 0.6 * Math.sin(second / 23.0 + shard * 0.7) + 0.3 * random.nextDouble();
        double spot = (shards / 2.0) * (1 + Math.sin(second / 70.0));
        double near = Math.exp(-Math.pow((shard - spot) / Math.max(1, shards / 14.0), 2));
        double burst = second % 97 < 9 ? 3 : 1;
        boolean quiet = shard == shards - 1;
        double reads = quiet ? 0 : 30 * wave + 4_200 * near * wave * burst;
        double writes = quiet || second % 140 < 40 ? 0 : 12 * wave + 350 * near;
        String leader = "node-" + (shard % nodes + 1);
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < Math.min(3, nodes); i++) {
            String node = "node-" + ((shard + i) % nodes + 1);
            replicas.add(new Replica(node, shard / nodes % 2, i == 0 ? "leader" : "follower", 88_120));
        }
        long hot = Math.round(2_000 * near + 150);
        long cooled = Math.round(1_500 + 900 * Math.sin(second / 60.0 + shard));
        return new ShardStatus(
                shard,
                leader,
                shard / nodes % 2,
                3,
                88_120 + second * 40L,
                88_000,
                shard % 5 == 0 && second % 30 < 3 ? 14 : 0,
                replicas,
                ExampleCluster.amounts(hot, cooled, 4_000 + shard * 100L, 1_150),
                reads,
                writes,
                reads * 1_150,
                writes * 1_150,
                writes == 0 ? 0 : 800 + 9_000 * near * burst,
                reads + writes);
    }

    /** Every node with two cores, and on each the replicas that {@link #second} speaks of. */
    ClusterStatus topology() {
        List<ShardStatus> all = second(0);
        List<NodeStatus> members = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            String id = "node-" + node;
            List<CoreStatus> cores = new ArrayList<>();
            for (int core = 0; core < 2; core++) {
                int number = core;
                List<Integer> here = all.stream()
                        .filter(shard -> shard.replicas().stream()
                                .anyMatch(replica -> replica.node().equals(id) && replica.core() == number))
                        .map(ShardStatus::shard)
                        .toList();
                cores.add(new CoreStatus(core, 0.2 + 0.27 * node * (core + 1) % 0.8, core * 3, here));
            }
            members.add(new NodeStatus(
                    id,
                    "127.0.0.1:808" + node,
                    "127.0.0.1:1000" + node,
                    "zone-a",
                    "0.1.0",
                    "serving",
                    8_100_000,
                    0.42,
                    new Memory(310 * MEBIBYTE, 1024 * MEBIBYTE, 412 * MEBIBYTE, 96 * MEBIBYTE, 256 * MEBIBYTE),
                    cores,
                    List.of()));
        }
        return new ClusterStatus("cluster-1", "healthy", List.of(), members, all);
    }
}
