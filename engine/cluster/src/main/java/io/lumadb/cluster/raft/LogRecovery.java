package io.lumadb.cluster.raft;

import io.lumadb.cluster.raftlog.GroupLog;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through a group's log before Ratis opens it: a torn tail is cut off, damage is refused. */
final class LogRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);
    private static final String RESTORE =
            "restore this node from its peers or from a backup; ./luma server --check lists" + " all that is damaged";

    private LogRecovery() {}

    /**
     * Makes a log fit to be opened.
     *
     * @param begun whether the group has served before
     * @param mark an entry that the log is known to have held, -1 when there is none
     * @return what was mended, in words
     * @throws LumaException CORRUPT_DATA naming the file, UNAVAILABLE when it cannot be read or written
     */
    static Optional<String> prepare(String group, Path folder, ReplicaStateMachine machine, boolean begun, long mark) {
        if (!Files.exists(folder)) {
            if (begun) {
                throw damaged(group, folder, "it is missing");
            }
            return Optional.empty();
        }
        try {
            GroupLog.Report report = GroupLog.read(folder, new GroupLog.Known(durable(machine), mark, begun));
            if (!report.damages().isEmpty()) {
                GroupLog.Damage damage = report.damages().getFirst();
                throw damaged(group, damage.file(), damage.what());
            }
            if (report.emptyFrom().isPresent()) {
                GroupLog.noteEmpty(folder, report.emptyFrom().getAsLong());
            } else {
                GroupLog.forgetEmpty(folder);
            }
            if (report.torn().isPresent()) {
                GroupLog.TornTail torn = report.torn().get();
                torn.cut();
                String text = "the log of " + group + " ended in a write that was cut off: the last " + torn.lostBytes()
                        + " bytes of " + torn.file() + " were left out; nobody was told that they were stored";
                LOG.warn("{}", text);
                return Optional.of(text);
            }
            return Optional.empty();
        } catch (IOException e) {
            if (WholeFile.isNoSpace(e)) {
                throw WholeFile.failure(folder, e);
            }
            throw new LumaException(
                    ErrorCode.UNAVAILABLE,
                    "the Raft log of " + group + " in " + folder + " cannot be read or mended: " + e,
                    "look at that disk and at the rights of its files",
                    e);
        }
    }

    private static long durable(ReplicaStateMachine machine) {
        TermIndex durable = machine.durable();
        return durable == null ? -1 : durable.getIndex();
    }

    private static LumaException damaged(String group, Path file, String what) {
        return new LumaException(
                ErrorCode.CORRUPT_DATA, "the Raft log of " + group + " is damaged: " + file + ": " + what, RESTORE);
    }
}
