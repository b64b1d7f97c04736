package io.lumadb.cluster.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.raftlog.LogFiles;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.TransactionContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Raft server whose logs had no room, and that is opened again over what they hold. */
class RaftHostTest {

    private static final String GROUP = "g";

    @TempDir
    private Path folder;

    private final Semaphore elections = new Semaphore(0);
    private final AtomicLong applied = new AtomicLong(-1);
    private RaftHost host = null;

    /** Remembers how far it has come, and has no files. */
    private final class Counter extends ReplicaStateMachine {

        Counter() {
            super(new Watcher() {
                @Override
                public void leads() {
                    elections.release();
                }

                @Override
                public void follows() {}

                @Override
                public void failed(String what, Throwable cause) {
                    throw new AssertionError(what, cause);
                }
            });
        }

        @Override
        protected @Nullable TermIndex durable() {
            return null;
        }

        @Override
        public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
            long index = transaction.getLogEntry().getIndex();
            updateLastAppliedTermIndex(transaction.getLogEntry().getTerm(), index);
            applied.accumulateAndGet(index, Math::max);
            return CompletableFuture.completedFuture(Message.EMPTY);
        }
    }

    @BeforeEach
    void start() {
        host = RaftHost.start(
                "n1",
                UUID.randomUUID(),
                folder,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                false,
                Map.of(),
                1 << 16,
                Map.of(GROUP, new Counter()));
        awaitLeadership();
        for (int i = 0; i < 3; i++) {
            write();
        }
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void awaitLeadership() {
        try {
            assertThat(elections.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void write() {
        host.group(GROUP)
                .submit(Message.valueOf("a command"), LogRoom.Purpose.WRITE)
                .join();
    }

    private void reopen(Runnable led) {
        host.reopen(Map.of(GROUP, new Counter()), Map.of(GROUP, applied.get()), led);
    }

    @Test
    void opensItsLogsAgainAndGoesOnBehindWhatTheyHold() {
        long before = applied.get();
        host.shut();

        reopen(this::awaitLeadership);
        write();

        assertThat(applied.get()).isGreaterThan(before);
    }

    @Test
    void refusesToOpenALogAgainThatLostWhatWasApplied() throws IOException {
        host.shut();
        Path log;
        try (Stream<Path> files = Files.walk(folder)) {
            log = files.filter(file -> file.getFileName().toString().startsWith("log_"))
                    .findFirst()
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(LogFiles.dataEnd(log) - 1);
        }

        assertThatThrownBy(() -> reopen(this::awaitLeadership)).isInstanceOfSatisfying(LumaException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.CORRUPT_DATA);
            assertThat(refusal.detail()).contains("entry " + applied.get() + " was stored already");
        });
    }

    @Test
    void closesItsGroupsBeforeItTriesOnceMore() {
        host.shut();
        LumaException noLeader = new LumaException(ErrorCode.UNAVAILABLE, "the shards have no leader");
        assertThatThrownBy(() -> reopen(() -> {
                    awaitLeadership();
                    throw noLeader;
                }))
                .isSameAs(noLeader);
        assertThat(host.group(GROUP).leads()).isFalse();

        reopen(this::awaitLeadership);
        write();
    }
}
