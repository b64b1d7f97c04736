package io.lumadb.cluster.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.TieringRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code luma.toml}, where every key is optional, and knows every default. */
public final class NodeConfigs {

    /** How many volume folders a node makes when {@code storage.cold_volumes} is not set. */
    public static final int DEFAULT_COLD_VOLUMES = 6;

    private static final long MIB = 1L << 20;
    private static final long LEAST_SCRUB_SECONDS = 60;
    private static final int HTTP_PORT = 8080;
    private static final int RAFT_PORT = 10_000;

    private NodeConfigs() {}

    /**
     * Reads a settings file. Relative paths in it are relative to its own folder.
     *
     * @throws LumaException BAD_REQUEST naming the file, the key and its value, and what would be right
     */
    public static NodeConfig read(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        try {
            return parse(file.toString(), Files.readString(file), folder == null ? Path.of("/") : folder);
        } catch (NoSuchFileException e) {
            throw Section.fileRefusal(
                    file.toString(), "there is no such file", "give --config the path of a luma.toml");
        } catch (AccessDeniedException e) {
            throw Section.fileRefusal(
                    file.toString(), "the file may not be read", "give this account read access to it");
        } catch (CharacterCodingException e) {
            throw Section.fileRefusal(file.toString(), "the file is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            throw Section.fileRefusal(file.toString(), "the file cannot be read", String.valueOf(e.getMessage()));
        }
    }

    /** Reads settings from a text; {@code name} stands for the file in refusals, {@code folder} for its folder. */
    public static NodeConfig parse(String name, String toml, Path folder) {
        try (Section root = Section.root(name, tree(name, toml));
                Section node = root.section("node");
                Section cluster = root.section("cluster");
                Section storage = root.section("storage");
                Section security = root.section("security");
                Section limits = root.section("limits");
                Section translator = root.section("translator")) {
            Section tieringSection = root.section("tiering");
            NodeConfig.Storage storageSettings = storage(storage, folder, TieringSection.maxMoveRate(tieringSection));
            TieringPolicy tiering = TieringSection.read(tieringSection, volumes(storageSettings));
            refuseMoreFragmentsThanVolumes(name, tiering, storageSettings);
            return new NodeConfig(
                    node(node, folder),
                    cluster(cluster),
                    storageSettings,
                    tiering,
                    security(security, folder),
                    limits(limits),
                    TranslatorSection.read(translator, folder));
        }
    }

    /** The settings of a local node without a file: any free Raft port, everything else as {@code luma.toml} has it. */
    public static NodeConfig defaults(Path dataDirectory, int httpPort) {
        NodeConfig file = parse("defaults", "", Path.of("").toAbsolutePath());
        NodeConfig.Node node = new NodeConfig.Node(
                Optional.empty(),
                dataDirectory.toAbsolutePath().normalize(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty());
        return new NodeConfig(
                node,
                file.cluster(),
                file.storage(),
                file.tiering(),
                file.security(),
                file.limits(),
                file.translator());
    }

    private static JsonNode tree(String name, String toml) {
        try {
            JsonNode tree = new TomlMapper().readTree(toml);
            return tree.isObject() ? tree : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw Section.fileRefusal(name, where + e.getOriginalMessage(), "write TOML 1.0");
        }
    }

    private static NodeConfig.Node node(Section node, Path folder) {
        Optional<String> id = node.text("id");
        id.filter(name -> !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")).ifPresent(name -> {
            throw node.refusal(
                    "id", name, "write letters, digits, '.', '_' and '-', at most 63, a letter or digit first");
        });
        return new NodeConfig.Node(
                id,
                node.path("data_dir", folder).orElse(folder.resolve("data")),
                node.address("http").orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), HTTP_PORT)),
                node.address("raft").orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), RAFT_PORT)),
                node.text("zone"));
    }

    private static NodeConfig.Cluster cluster(Section cluster) {
        return new NodeConfig.Cluster(
                (int) cluster.number("num_shards", 1, 256).orElse(0),
                (int) cluster.number("replication_factor", 1, 7).orElse(3),
                cluster.texts("join"));
    }

    private static NodeConfig.Storage storage(Section storage, Path folder, long maxMoveRate) {
        long heap = Runtime.getRuntime().maxMemory();
        List<Path> volumes = storage.paths("cold_volumes", folder);
        if (volumes.stream().distinct().count() < volumes.size()) {
            throw storage.refusal(
                    "cold_volumes",
                    volumes.toString(),
                    "each volume is a failure domain of its own: name every folder once");
        }
        return new NodeConfig.Storage(
                (int) storage.number("cores", 0, 1024).orElse(0),
                storage.size("hot_budget", MIB).orElse(heap / 10 * 4),
                storage.size("block_cache", MIB).orElse(Math.clamp(heap / 8, 64 * MIB, 256 * MIB)),
                volumes,
                new NodeConfig.Scrub(
                        scrubInterval(storage),
                        storage.size("scrub_rate", MIB).orElse(NodeConfig.Scrub.DEFAULT.rate()),
                        storage.size("repair_rate", MIB).orElse(NodeConfig.Scrub.DEFAULT.repairRate())),
                maxMoveRate);
    }

    private static Duration scrubInterval(Section storage) {
        OptionalLong seconds = storage.number(
                "scrub_interval_seconds", 0, Duration.ofDays(3_650).toSeconds());
        if (seconds.isPresent() && seconds.getAsLong() > 0 && seconds.getAsLong() < LEAST_SCRUB_SECONDS) {
            throw storage.refusal(
                    "scrub_interval_seconds",
                    Long.toString(seconds.getAsLong()),
                    "write at least " + LEAST_SCRUB_SECONDS + ", or 0 for scrubs only when they are asked for");
        }
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : NodeConfig.Scrub.DEFAULT.interval();
    }

    private static NodeConfig.Security security(Section security, Path folder) {
        Optional<Path> certificate = security.path("tls_certificate", folder);
        Optional<Path> key = security.path("tls_key", folder);
        if (certificate.isPresent() != key.isPresent()) {
            throw security.refusal(
                    certificate.isPresent() ? "tls_key" : "tls_certificate",
                    "",
                    "TLS needs both tls_certificate and tls_key; leave both empty to serve without TLS");
        }
        return new NodeConfig.Security(
                Duration.ofSeconds(
                        security.number("token_ttl_seconds", 60, 31_536_000).orElse(3600)),
                existing(security, "tls_certificate", certificate),
                existing(security, "tls_key", key));
    }

    private static Optional<Path> existing(Section section, String key, Optional<Path> file) {
        file.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
            throw section.refusal(key, path.toString(), "there is no readable file of that name");
        });
        return file;
    }

    private static NodeConfig.Limits limits(Section limits) {
        return new NodeConfig.Limits(
                limits.size("max_body", 1024).orElse(16 * MIB),
                (int) limits.number("max_connections", 1, 1_000_000).orElse(1000),
                Duration.ofSeconds(
                        limits.number("query_timeout_seconds", 1, 86_400).orElse(60)),
                limits.size("query_memory", MIB).orElse(256 * MIB));
    }

    /** How many cold volumes a node with these settings has. */
    public static int volumes(NodeConfig.Storage storage) {
        return storage.coldVolumes().isEmpty()
                ? DEFAULT_COLD_VOLUMES
                : storage.coldVolumes().size();
    }

    private static void refuseMoreFragmentsThanVolumes(String name, TieringPolicy tiering, NodeConfig.Storage storage) {
        int volumes = volumes(storage);
        int fragments = TieringRules.fragments(tiering.cold().strategy());
        if (fragments > volumes) {
            throw Section.fileRefusal(
                    name,
                    "tiering.cold_policy.strategy asks for " + fragments + " fragments on " + volumes + " volumes",
                    "each fragment needs a volume of its own: list at least " + fragments
                            + " folders in storage.cold_volumes, or ask for fewer");
        }
    }
}
