package io.lumadb.cluster.raft;

import io.lumadb.document.Bson;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Every Ratis setting that LumaDB does not leave at its default, each with its reason. */
final class RaftSettings {

    /** The most bytes of one log entry: the largest document and what surrounds it. */
    static final int MOST_ENTRY_BYTES = Bson.MAX_BYTES + 256 * 1024;

    private static final int FRAMING_BYTES = 8;
    private static final long MIB = 1L << 20;
    /** What every group's open segment takes in advance. */
    static final long PREALLOCATED_BYTES = 2 * MIB;

    private RaftSettings() {}

    /** {@code segmentBytes}: of one file of a log. */
    static RaftProperties properties(Path directory, InetSocketAddress address, long segmentBytes) {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(directory.toFile()));
        RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
        GrpcConfigKeys.Server.setHost(properties, address.getAddress().getHostAddress());
        GrpcConfigKeys.Server.setPort(properties, address.getPort());
        GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf(2L * MOST_ENTRY_BYTES));
        // Java's own selectors: the native transport would unpack a library at every start.
        GrpcConfigKeys.setUseEpoll(properties, false);
        log(properties, segmentBytes);
        elections(properties);
        reads(properties);
        return properties;
    }

    private static void log(RaftProperties properties, long segmentBytes) {
        // Durable before acknowledged: an entry counts only once its file was forced.
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
        // A second entry for every commit would double the forced writes; the leader's commit index travels with the
        // next
        // append and a restart commits what is in the log.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf(MOST_ENTRY_BYTES));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf(MOST_ENTRY_BYTES + FRAMING_BYTES));
        // Ratis keeps the open segment and some closed ones in memory, per group: small ones, and few.
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(segmentBytes));
        RaftServerConfigKeys.Log.setPreallocatedSize(
                properties, SizeInBytes.valueOf(Math.min(PREALLOCATED_BYTES, segmentBytes)));
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf(16 * MIB));
        // Ratis's own default, which must never change: the other choice keeps what comes before the damage.
        RaftServerConfigKeys.Log.setCorruptionPolicy(properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        // Entries may be megabytes: counting hundreds of them before anything goes would keep gigabytes.
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, 4);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, 20_000);
        RaftServerConfigKeys.Snapshot.setCreationGap(properties, 1);
        // The node checkpoints before it closes its groups: Ratis need not ask for another.
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
    }

    private static void elections(RaftProperties properties) {
        // With one peer there is nobody to wait for: the first election may come at once.
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(150));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(300));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(20));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(40));
        RaftServerConfigKeys.LeaderElection.setMemberMajorityAdd(properties, false);
        // A laptop that slept must not find its only replica closed.
        RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(365, TimeUnit.DAYS));
    }

    private static void reads(RaftProperties properties) {
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, true);
        // Replies are remembered for retries of the same call; the shards' request ids do the lasting part of that.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, TimeDuration.valueOf(5, TimeUnit.SECONDS));
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
