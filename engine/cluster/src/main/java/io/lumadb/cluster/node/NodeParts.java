package io.lumadb.cluster.node;

import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.cluster.database.Definitions;
import io.lumadb.cluster.database.DocumentWrites;
import io.lumadb.cluster.raft.RaftHost;
import io.lumadb.cluster.raft.ReplicaStateMachine;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.Proposer;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.StorageConfig;
import io.lumadb.storage.StorageEngine;
import io.lumadb.storage.StorageEngines;
import io.lumadb.storage.StorageListener;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import io.lumadb.storage.view.TierMoveBatch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a node, opened in order and closed in the other. When a replica can go no further the whole node stops
 * serving: it closes its Raft groups, so that nothing more is acknowledged, and keeps its views up to say why. Thread-safe
 * once opened.
 */
final class NodeParts implements AutoCloseable {

    static final String VERSION = Optional.ofNullable(
                    NodeParts.class.getPackage().getImplementationVersion())
            .orElse("0.1.0");

    private static final Logger LOG = LoggerFactory.getLogger(NodeParts.class);
    private static final long LARGE_MOVE_DOCUMENTS = 10_000;

    private final NodeConfig config;
    private final InstantSource clock;
    private final Function<Path, DiskRoom.Probe> probes;
    private final DataDirectory directory;
    private final Leadership leadership = new Leadership();
    private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean closing = new AtomicBoolean();

    private final long startedNanos = System.nanoTime();
    /** What to close, newest last. */
    private final List<AutoCloseable> open = new ArrayList<>();

    private final EventLog events;
    private final MoveLog moves;
    private final Machine machine;
    private final CatalogService catalog;
    private final StorageEngine storage;
    private final RaftHost raft;
    private volatile List<ShardReplica> shards = List.of();
    /** Empty until the node serves: a start that finds no room fails. */
    private volatile Optional<FullDisk> fullDisk = Optional.empty();

    NodeParts(NodeConfig config, InstantSource clock) {
        this(config, clock, DiskRoom.Probe::of);
    }

    /** {@code probes}: how to ask for the free space on a folder's disk. */
    NodeParts(NodeConfig config, InstantSource clock, Function<Path, DiskRoom.Probe> probes) {
        this.config = config;
        this.clock = clock;
        this.probes = probes;
        this.directory = opened(DataDirectory.open(config));
        try {
            this.events = opened(
                    EventLog.open(directory.events(), directory.identity().node(), clock));
            this.moves = new MoveLog(clock);
            this.machine = new Machine(directory.root(), directory.coldVolumes(config));
            this.catalog = CatalogService.open(
                    directory.catalog(), config.tiering(), new Watcher(CatalogService.GROUP, Optional.empty()));
            this.storage = opened(StorageEngines.open(storageConfig(), catalog, new ToShards(), new FromStorage()));
            storage.moveControl().limit(config.storage().maxMoveRate());
            List<ShardStore> stores = new ArrayList<>();
            for (int shard = 0; shard < directory.identity().shards(); shard++) {
                stores.add(storage.openShard(shard));
            }
            this.raft = opened(startRaft(stores));
            raft.repairs().forEach(text -> events.record("warning", "log-repaired", null, text));
            catalog.connect(raft);
            this.shards = stores.stream()
                    .map(store ->
                            opened(new ShardReplica(raft.group(ShardReplica.groupName(store.shard())), store, clock)))
                    .toList();
        } catch (RuntimeException e) {
            try {
                close();
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.addLast(part);
        return part;
    }

    private StorageConfig storageConfig() {
        int cores = config.storage().cores();
        return new StorageConfig(
                directory.identity().node(),
                directory.storage(),
                cores > 0 ? cores : Runtime.getRuntime().availableProcessors(),
                config.storage().hotBudget(),
                config.storage().blockCache(),
                directory.coldVolumes(config),
                new StorageConfig.ColdCare(
                        config.storage().scrub().interval(),
                        config.storage().scrub().rate(),
                        config.storage().scrub().repairRate()),
                clock,
                config.durability().checkpoint());
    }

    private Map<String, ReplicaStateMachine> stateMachines() {
        return stateMachines(shards.stream().map(ShardReplica::store).toList());
    }

    private Map<String, ReplicaStateMachine> stateMachines(List<ShardStore> stores) {
        Map<String, ReplicaStateMachine> machines = new HashMap<>();
        machines.put(CatalogService.GROUP, catalog.stateMachine());
        for (ShardStore store : stores) {
            String group = ShardReplica.groupName(store.shard());
            machines.put(group, ShardReplica.stateMachine(store, new Watcher(group, Optional.of(store.shard()))));
        }
        return machines;
    }

    private RaftHost startRaft(List<ShardStore> stores) {
        return RaftHost.start(
                directory.identity().node(),
                UUID.fromString(directory.identity().cluster()),
                directory.raft(),
                config.node().raft(),
                directory.identity().complete(),
                LogMarks.read(directory.marks(), Disk.REAL),
                config.durability().logSegment(),
                stateMachines(stores));
    }

    /** Hears what becomes of one group, on Ratis's threads. */
    private final class Watcher implements ReplicaStateMachine.Watcher {

        private final String group;
        private final Optional<Integer> shard;

        Watcher(String group, Optional<Integer> shard) {
            this.group = group;
            this.shard = shard;
        }

        @Override
        public void leads() {
            leadership.leads(group);
            events.record(
                    "info",
                    "leader-elected",
                    shard.orElse(null),
                    directory.identity().node() + " leads " + group);
        }

        @Override
        public void follows() {
            leadership.follows(group);
            if (!closing.get()) {
                events.record(
                        "warning",
                        "leader-lost",
                        shard.orElse(null),
                        directory.identity().node() + " leads " + group + " no more");
            }
        }

        @Override
        public void failed(String what, Throwable cause) {
            String text = what + ": " + cause.getMessage();
            Optional<FullDisk> disk = fullDisk;
            if (disk.isPresent() && WholeFile.isNoSpace(cause)) {
                if (!closing.get()) {
                    disk.get().logFailed(text);
                }
            } else {
                fail(text, cause);
            }
        }
    }

    /** What the storage proposes, on its way into the shard's log. */
    private final class ToShards implements Proposer {
        @Override
        public CompletableFuture<Void> propose(int shard, ShardCommand command) {
            List<ShardReplica> replicas = shards;
            return shard < replicas.size()
                    ? replicas.get(shard).propose(command)
                    : CompletableFuture.failedFuture(new LumaException(ErrorCode.UNAVAILABLE, "the node is starting"));
        }

        @Override
        public Optional<LumaException> refusal() {
            return fullDisk.flatMap(FullDisk::refusal);
        }
    }

    /** What the storage tells, on its threads. */
    private final class FromStorage implements StorageListener {

        @Override
        public void moved(TierMoveBatch move) {
            String collection = catalog.describe(move.collection());
            moves.add(move, collection);
            if (move.documents() >= LARGE_MOVE_DOCUMENTS) {
                events.record(
                        "info",
                        "tier-move",
                        move.shard(),
                        move.documents() + " documents of " + collection + " moved from "
                                + move.from().wireName() + " to " + move.to().wireName() + ": " + move.detail());
            }
        }

        @Override
        public void happened(Severity severity, String kind, int shard, String text) {
            // Checkpoints come every few seconds under load and would push everything else out of the log.
            if (severity != Severity.INFO || !kind.equals("checkpoint")) {
                events.record(severity.name().toLowerCase(Locale.ROOT), kind, shard < 0 ? null : shard, text);
            }
            if (severity == Severity.CRITICAL && kind.equals("shard-failed")) {
                fail(text, new LumaException(ErrorCode.INTERNAL, text));
            }
        }
    }

    /** From now on writes are refused while the disk is full. Once. */
    void watchRoom() {
        fullDisk = Optional.of(opened(new FullDisk(
                directory.root(),
                config.durability().diskReserve(),
                probes.apply(directory.root()),
                new FullDisk.Groups(raft, shards, this::stateMachines, leadership, this::fail),
                events)));
    }

    /** Whether writes are refused for want of room. */
    boolean isFull() {
        return fullDisk.map(FullDisk::isFull).orElse(false);
    }

    private boolean isWithoutLogs() {
        return fullDisk.map(FullDisk::isWithoutLogs).orElse(false);
    }

    /** Stops serving. The groups are closed on a thread of their own: this may be one of theirs. */
    private void fail(String text, Throwable cause) {
        if (closing.get() || !failure.compareAndSet(Optional.empty(), Optional.of(text))) {
            return;
        }
        LOG.error("the node stops serving: {}", text, cause);
        events.record("critical", "node-failed", null, text);
        Thread.ofPlatform().name("node-failure").daemon().start(() -> {
            RaftHost host = raft;
            if (host != null) {
                host.close();
            }
        });
    }

    /** Looks whether the groups still run: Ratis closes itself without a word to the state machines. */
    void watch() {
        if (!closing.get() && !isWithoutLogs()) {
            raft.whyStopped().ifPresent(why -> fail(why, new LumaException(ErrorCode.INTERNAL, why)));
        }
    }

    /** True for the first caller. */
    boolean beginClosing() {
        return closing.compareAndSet(false, true);
    }

    boolean serving() {
        boolean whole = raft.whyStopped().isEmpty() && leadership.leadsAll(shards.size() + 1);
        return failure.get().isEmpty() && !closing.get() && (isWithoutLogs() || whole);
    }

    Optional<String> failure() {
        return failure.get();
    }

    long uptimeMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    NodeConfig config() {
        return config;
    }

    InstantSource clock() {
        return clock;
    }

    DataDirectory directory() {
        return directory;
    }

    DataDirectory.Identity identity() {
        return directory.identity();
    }

    Leadership leadership() {
        return leadership;
    }

    EventLog events() {
        return events;
    }

    MoveLog moves() {
        return moves;
    }

    Machine machine() {
        return machine;
    }

    CatalogService catalog() {
        return catalog;
    }

    StorageEngine storage() {
        return storage;
    }

    RaftHost raft() {
        return raft;
    }

    List<ShardReplica> shards() {
        return shards;
    }

    DocumentWrites writes() {
        return new DocumentWrites(catalog, shards, clock);
    }

    /** Once: what it does in the background ends with the node. */
    Definitions definitions(DocumentWrites writes) {
        return opened(new Definitions(
                catalog,
                shards,
                writes,
                NodeConfigs.volumes(config.storage()),
                (kind, text) -> events.record("info", kind, null, text)));
    }

    /** Writers first, which carry out what waits; then the groups, the storage with a checkpoint, and the folder's lock. */
    @Override
    public void close() {
        closing.set(true);
        RuntimeException first = null;
        for (AutoCloseable part : open.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                RuntimeException failed = e instanceof RuntimeException unchecked
                        ? unchecked
                        : new LumaException(ErrorCode.INTERNAL, "the node did not close in order: " + e, null, e);
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        open.clear();
        if (first != null) {
            throw first;
        }
    }
}
