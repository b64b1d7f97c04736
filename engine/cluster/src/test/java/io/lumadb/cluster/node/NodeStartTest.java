package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStartTest {

    @TempDir
    private Path folder;

    @Test
    void refusesADirectoryThatIsInUse() {
        try (LumaNode node = start(config(folder))) {
            assertThat(node.ready()).isTrue();

            assertRefused(
                    config(folder),
                    ErrorCode.UNAVAILABLE,
                    folder.toString(),
                    "is in use by another process (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void refusesADirectoryOfAnotherFormat() throws Exception {
        Files.writeString(
                folder.resolve("node.json"),
                "{\"format\":7,\"node\":\"n\",\"cluster\":\"c\",\"shards\":4,\"complete\":true}");

        assertRefused(config(folder), ErrorCode.BAD_REQUEST, folder.toString(), "has format 7", "reads format 1");
    }

    @Test
    void refusesADamagedIdentity() throws Exception {
        Files.writeString(folder.resolve("node.json"), "{\"format\":");

        assertRefused(config(folder), ErrorCode.CORRUPT_DATA, "node.json is damaged");
    }

    @Test
    void refusesAFileInPlaceOfADirectory() throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "x");

        assertRefused(config(file), ErrorCode.UNAVAILABLE, file.toString(), "is a file");
    }

    @Test
    void refusesDataWithoutAnIdentity() throws Exception {
        Files.createDirectories(folder.resolve("storage"));

        assertRefused(config(folder), ErrorCode.CORRUPT_DATA, "holds storage but no node.json");
    }

    @Test
    void refusesARaftPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeConfig config = withRaft(config(folder), taken.getLocalPort());

            assertRefused(
                    config,
                    ErrorCode.UNAVAILABLE,
                    "the Raft address 127.0.0.1:" + taken.getLocalPort() + " is in use by another process");
        }

        try (LumaNode node = start(config(folder))) {
            assertThat(node.ready()).isTrue();
        }
    }

    private static NodeConfig withRaft(NodeConfig config, int port) {
        NodeConfig.Node node = config.node();
        return new NodeConfig(
                new NodeConfig.Node(
                        node.id(),
                        node.dataDirectory(),
                        node.http(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        node.zone()),
                config.cluster(),
                config.storage(),
                config.tiering(),
                config.security(),
                config.limits());
    }

    @Test
    void keepsItsIdAndRefusesAnother() {
        String id;
        try (LumaNode node = start(config(folder))) {
            id = node.id();
        }

        assertRefused(config(folder, Optional.of("other"), 2), ErrorCode.BAD_REQUEST, "belongs to node " + id);
        try (LumaNode node = start(config(folder))) {
            assertThat(node.id()).isEqualTo(id);
        }
    }

    @Test
    void fixesTheNumberOfShardsWhenTheClusterIsMade() {
        start(config(folder, Optional.empty(), 2)).close();

        assertRefused(
                config(folder, Optional.empty(), 3),
                ErrorCode.BAD_REQUEST,
                "cluster.num_shards is 3",
                "was made with 2 shards");
        try (LumaNode node = start(config(folder, Optional.empty(), 0))) {
            assertThat(node.database().shardCount()).isEqualTo(2);
        }
    }

    @Test
    void refusesToJoinForNow() {
        NodeConfig single = config(folder);
        NodeConfig joining = new NodeConfig(
                single.node(),
                new NodeConfig.Cluster(0, 3, List.of("10.0.0.1:8080")),
                single.storage(),
                single.tiering(),
                single.security(),
                single.limits());

        assertRefused(joining, ErrorCode.NOT_BUILT_YET, "cluster.join names [10.0.0.1:8080]");
    }

    private static void assertRefused(NodeConfig config, ErrorCode code, String... words) {
        assertThatThrownBy(() -> start(config).close()).isInstanceOfSatisfying(LumaException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.detail()).contains(words);
        });
    }
}
