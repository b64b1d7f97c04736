package io.lumadb.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigsTest {

    private static final long MIB = 1L << 20;

    @TempDir
    private Path folder;

    @Test
    void readsEveryKey() {
        String toml = """
                [node]
                id = "node-1"
                data_dir = "here"
                http = "127.0.0.1:8081"
                raft = "[::1]:10001"
                zone = "zone-a"

                [cluster]
                num_shards = 8
                replication_factor = 1
                join = ["10.0.0.1:8080"]

                [storage]
                cores = 2
                hot_budget = "4GiB"
                block_cache = "1.5 GiB"
                cold_volumes = ["a", "b", "c", "d", "e", "f"]
                scrub_interval_seconds = 86400
                scrub_rate = "8MiB"
                repair_rate = "64MiB"

                [tiering]
                max_move_rate = "64MiB"

                [tiering.hot_policy]
                enabled = false
                max_bytes = 1073741824

                [tiering.warm_policy]
                age_threshold_seconds = 5

                [tiering.cold_policy]
                age_threshold_seconds = 0
                strategy = { type = "ErasureCoding", data_shards = 4, parity_shards = 2 }

                [security]
                token_ttl_seconds = 60
                tls_certificate = ""
                tls_key = ""

                [limits]
                max_body = "1MiB"
                max_connections = 10
                query_timeout_seconds = 5
                query_memory = "64MiB"

                [translator]
                endpoint = "http://127.0.0.1:11434/v1/chat/completions"
                model = "some-model"
                timeout_seconds = 5
                """;

        NodeConfig config = NodeConfigs.parse("luma.toml", toml, folder);

        assertThat(config.node().id()).contains("node-1");
        assertThat(config.node().dataDirectory()).isEqualTo(folder.resolve("here"));
        assertThat(config.node().http().getPort()).isEqualTo(8081);
        assertThat(config.node().raft().getAddress().isLoopbackAddress()).isTrue();
        assertThat(config.node().zone()).contains("zone-a");
        assertThat(config.cluster()).isEqualTo(new NodeConfig.Cluster(8, 1, List.of("10.0.0.1:8080")));
        assertThat(config.storage().cores()).isEqualTo(2);
        assertThat(config.storage().hotBudget()).isEqualTo(4096 * MIB);
        assertThat(config.storage().blockCache()).isEqualTo(1536 * MIB);
        assertThat(config.storage().coldVolumes()).hasSize(6).startsWith(folder.resolve("a"));
        assertThat(config.storage().maxMoveRate()).isEqualTo(64 * MIB);
        assertThat(config.storage().scrub()).isEqualTo(new NodeConfig.Scrub(Duration.ofDays(1), 8 * MIB, 64 * MIB));
        assertThat(config.tiering().hot().enabled()).isFalse();
        assertThat(config.tiering().hot().maxBytes()).hasValue(1L << 30);
        assertThat(config.tiering().warm().ageThreshold()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.tiering().cold().ageThreshold()).isZero();
        assertThat(config.tiering().cold().strategy()).isEqualTo(new ColdStrategy.ErasureCoding(4, 2));
        assertThat(config.security())
                .isEqualTo(new NodeConfig.Security(Duration.ofMinutes(1), Optional.empty(), Optional.empty()));
        assertThat(config.limits()).isEqualTo(new NodeConfig.Limits(MIB, 10, Duration.ofSeconds(5), 64 * MIB));
        assertThat(config.translator())
                .contains(new NodeConfig.Translator(
                        URI.create("http://127.0.0.1:11434/v1/chat/completions"),
                        "some-model",
                        Optional.empty(),
                        Duration.ofSeconds(5)));
    }

    @Test
    void hasADefaultForEveryKey() {
        NodeConfig config = NodeConfigs.parse("luma.toml", "", folder);

        assertThat(config.node().id()).isEmpty();
        assertThat(config.node().dataDirectory()).isEqualTo(folder.resolve("data"));
        assertThat(config.node().http().getPort()).isEqualTo(8080);
        assertThat(config.node().http().getAddress().isLoopbackAddress()).isTrue();
        assertThat(config.node().raft().getPort()).isEqualTo(10_000);
        assertThat(config.cluster()).isEqualTo(new NodeConfig.Cluster(0, 3, List.of()));
        assertThat(config.storage().hotBudget())
                .isBetween(1L, Runtime.getRuntime().maxMemory() / 2);
        assertThat(config.storage().blockCache()).isBetween(64 * MIB, 256 * MIB);
        assertThat(config.storage().maxMoveRate()).isEqualTo(256 * MIB);
        assertThat(config.tiering()).isEqualTo(TieringPolicy.DEFAULT);
        assertThat(config.limits()).isEqualTo(new NodeConfig.Limits(16 * MIB, 1000, Duration.ofMinutes(1), 256 * MIB));
        assertThat(config.translator()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [node]⏎htpp = "a:1"                       | unknown key "node.htpp"        | did you mean "http"?
            [nod]⏎id = "a"                            | unknown key "nod"              | did you mean "node"?
            [tiering.lukewarm]⏎a = 1                  | unknown key "tiering.lukewarm" | known here: cold_policy, hot_policy, max_move_rate, warm_policy
            [tiering]⏎max_mov_rate = "64MiB"          | unknown key "tiering.max_mov_rate" | did you mean "max_move_rate"?
            [tiering]⏎max_move_rate = "64MiB/s"       | tiering.max_move_rate = "64MiB/s" | such as "512MiB"
            [tiering]⏎max_move_rate = 0               | tiering.max_move_rate = 0      | at least 1048576 bytes
            [limits]⏎zzz = 1                          | unknown key "limits.zzz"       | known here: max_body
            [storage]⏎hot_budget = "4 Gigs"           | storage.hot_budget = "4 Gigs"  | such as "512MiB"
            [storage]⏎hot_budget = 12                 | storage.hot_budget = 12        | at least 1048576 bytes
            [storage]⏎hot_budget = true               | storage.hot_budget = true      | such as "512MiB"
            [node]⏎http = "8080"                      | node.http = "8080"             | write host:port
            [node]⏎http = "localhost:99999"           | node.http                      | write host:port
            [node]⏎raft = "no.such.host.invalid:1"    | no.such.host.invalid           | has no address
            [node]⏎id = "a b"                         | node.id = "a b"                | letters, digits
            [node]⏎id = 7                             | node.id = 7                    | a text in quotes
            [cluster]⏎num_shards = 0                  | cluster.num_shards = 0         | between 1 and 256
            [cluster]⏎num_shards = "8"                | cluster.num_shards = "8"       | a whole number from 1 to 256
            [cluster]⏎join = "10.0.0.1:8080"          | cluster.join                   | a list of texts
            [storage]⏎cold_volumes = ["a", "a"]       | storage.cold_volumes           | name every folder once
            [tiering.warm_policy]⏎enabled = "yes"     | tiering.warm_policy.enabled    | true or false
            [tiering.warm_policy]⏎age_threshold_seconds = -1 | age_threshold_seconds = -1 | between 0 and
            [tiering]⏎warm_policy = 3                 | tiering.warm_policy = 3        | write it as a table
            [tiering.cold_policy]⏎strategy = { type = "RAID" } | strategy.type = "RAID" | write "Replication" or "ErasureCoding"
            [tiering.cold_policy]⏎strategy = { type = "ErasureCoding", data_shards = 4 } | parity_shards | erasure coding needs this number
            [tiering.cold_policy]⏎strategy = { type = "ErasureCoding", data_shards = 6, parity_shards = 3 } | asks for 9 fragments on 6 volumes | at least 9 folders
            [storage]⏎scrub_interval_seconds = 5      | storage.scrub_interval_seconds = "5" | at least 60, or 0
            [storage]⏎scrub_rate = "1KiB"             | storage.scrub_rate             | at least 1048576 bytes
            [security]⏎tls_key = "/no/such.key"       | security.tls_certificate       | TLS needs both
            [limits]⏎query_timeout_seconds = 0        | limits.query_timeout_seconds   | between 1 and
            [translator]⏎model = "m"                  | translator.endpoint            | the URL of its chat completions
            [translator]⏎endpoint = "http://127.0.0.1/v1" | translator.model           | the name of the model
            [translator]⏎endpoint = "api.example.com"⏎model = "m" | translator.endpoint = "api.example.com" | write a URL such as
            [translator]⏎endpoint = "ftp://a/b"⏎model = "m" | translator.endpoint      | write a URL such as
            [translator]⏎endpoint = "https://a/b"⏎model = "m"⏎api_key_file = "/no/such.key" | translator.api_key_file | no readable file
            [translator]⏎endpoint = "https://a/b"⏎model = "m"⏎timeout_seconds = 0 | translator.timeout_seconds | between 1 and 600
            [translator]⏎endpiont = "https://a/b"     | unknown key "translator.endpiont" | did you mean "endpoint"?
            [node                                     | line 1                         | write TOML 1.0
            """)
    void refusesWhatItCannotUseAndSaysWhatWouldBeRight(String toml, String what, String right) {
        assertThatThrownBy(() -> NodeConfigs.parse("luma.toml", toml.replace("⏎", "\n"), folder))
                .isInstanceOfSatisfying(LumaException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                    assertThat(refusal.detail())
                            .startsWith("luma.toml: ")
                            .contains(what)
                            .contains(right);
                });
    }

    @Test
    void sendsAnApiKeyOverTheNetworkEncryptedOnly() throws Exception {
        Files.writeString(folder.resolve("key"), "k");
        String keyed = "[translator]\nmodel = \"m\"\napi_key_file = \"key\"\nendpoint = ";

        assertThatThrownBy(() -> NodeConfigs.parse("luma.toml", keyed + "\"http://10.0.0.1/v1\"", folder))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining("use https");
        assertThat(NodeConfigs.parse("luma.toml", keyed + "\"https://10.0.0.1/v1\"", folder)
                        .translator()
                        .orElseThrow()
                        .apiKeyFile())
                .contains(folder.resolve("key").toAbsolutePath().normalize());
        assertThat(NodeConfigs.parse("luma.toml", keyed + "\"http://127.0.0.1:1/v1\"", folder)
                        .translator())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "a"                           | Replication[factor=1]
            "a", "b", "c"                 | Replication[factor=2]
            "a", "b", "c", "d", "e", "f"  | ErasureCoding[dataShards=4, parityShards=2]
            """)
    void keepsColdDocumentsAsSafeAsTheVolumesAllowWhenNoStrategyIsNamed(String volumes, String strategy) {
        NodeConfig config = NodeConfigs.parse("luma.toml", "[storage]\ncold_volumes = [" + volumes + "]", folder);

        assertThat(config.tiering().cold().strategy()).hasToString(strategy);
    }

    @ParameterizedTest
    @CsvSource({"hot_policy", "warm_policy"})
    void refusesErasureCodingOnReplicatedTiers(String policy) {
        String toml =
                "[tiering." + policy + "]\nstrategy = { type = \"ErasureCoding\", data_shards = 4, parity_shards = 2 }";

        assertThatThrownBy(() -> NodeConfigs.parse("luma.toml", toml, folder))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining("tiering." + policy + ".strategy = \"ErasureCoding\"")
                .hasMessageContaining("hot and warm documents are replicated by Raft");
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path file = folder.resolve("none.toml");

        assertThatThrownBy(() -> NodeConfigs.read(file))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("there is no such file");
    }

    @Test
    void resolvesPathsAgainstTheFilesFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("luma.toml"), "[node]\ndata_dir = \"d\"");

        assertThat(NodeConfigs.read(file).node().dataDirectory())
                .isEqualTo(folder.toAbsolutePath().normalize().resolve("d"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "65536, 65536", "1 KiB, 1024", "4GiB, 4294967296", "1.5MB, 1500000", "2g, 2147483648"})
    void readsSizesAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteSizes.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({"GiB", "-1MiB", "4 XiB", "1e3", "99999999999TiB", "''"})
    void readsNothingElseAsASize(String text) {
        assertThat(ByteSizes.parse(text)).isEmpty();
    }
}
