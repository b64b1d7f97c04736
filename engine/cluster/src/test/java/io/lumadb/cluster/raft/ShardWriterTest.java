package io.lumadb.cluster.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardWriterTest {

    /** An entry in flight, for the test to answer. */
    private record Entry(ShardCommand.Writes writes, CompletableFuture<List<WriteResult>> answer) {

        void succeed() {
            answer.complete(writes.writes().stream()
                    .<WriteResult>map(write -> new WriteResult.Done(Long.parseLong(write.requestId()), false))
                    .toList());
        }

        void fail(ErrorCode code) {
            answer.completeExceptionally(new LumaException(code, "no"));
        }
    }

    private final BlockingQueue<Entry> log = new LinkedBlockingQueue<>();
    private final ShardWriter writer = new ShardWriter(7, this::propose, InstantSource.system());

    private CompletableFuture<List<WriteResult>> propose(ShardCommand command) {
        Entry entry = new Entry((ShardCommand.Writes) command, new CompletableFuture<>());
        log.add(entry);
        return entry.answer();
    }

    private Entry nextEntry() throws InterruptedException {
        Entry entry = log.poll(10, TimeUnit.SECONDS);
        assertThat(entry).isNotNull();
        return entry;
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void packsTheWritesThatArriveWhileAnEntryIsInFlightIntoTheNextOne() throws Exception {
        CompletableFuture<List<WriteResult>> first = writer.write(List.of(write(0)));
        Entry inFlight = nextEntry();
        List<CompletableFuture<List<WriteResult>>> waiting = IntStream.rangeClosed(1, 500)
                .mapToObj(request -> writer.write(List.of(write(request))))
                .toList();

        inFlight.succeed();
        Entry packed = nextEntry();
        packed.succeed();

        assertThat(packed.writes().writes()).hasSize(500);
        assertThat(first.get(10, TimeUnit.SECONDS)).containsExactly(new WriteResult.Done(0, false));
        for (int request = 1; request <= 500; request++) {
            assertThat(waiting.get(request - 1).get(10, TimeUnit.SECONDS))
                    .containsExactly(new WriteResult.Done(request, false));
        }
        assertThat(writer.entries()).isEqualTo(2);
        assertThat(writer.writes()).isEqualTo(501);
    }

    @Test
    void splitsABatchThatIsTooLargeForOneEntryAndKeepsItsOrder() throws Exception {
        List<ShardCommand.Write> batch =
                IntStream.range(0, 10_000).mapToObj(ShardWriterTest::write).toList();

        CompletableFuture<List<WriteResult>> results = writer.write(batch);
        List<Integer> sizes = new ArrayList<>();
        for (int done = 0; done < batch.size(); done += sizes.getLast()) {
            Entry entry = nextEntry();
            sizes.add(entry.writes().writes().size());
            entry.succeed();
        }

        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(4096));
        assertThat(results.get(10, TimeUnit.SECONDS))
                .containsExactlyElementsOf(IntStream.range(0, 10_000)
                        .<WriteResult>mapToObj(request -> new WriteResult.Done(request, false))
                        .toList());
    }

    @Test
    void proposesTheSameEntryAgainAfterALeaderChange() throws Exception {
        CompletableFuture<List<WriteResult>> results = writer.write(List.of(write(5)));

        Entry lost = nextEntry();
        lost.fail(ErrorCode.NOT_LEADER);
        Entry again = nextEntry();
        again.succeed();

        assertThat(again.writes()).isEqualTo(lost.writes());
        assertThat(results.get(10, TimeUnit.SECONDS)).containsExactly(new WriteResult.Done(5, false));
    }

    @Test
    void handsAFailureToEveryWriterOfTheEntry() throws Exception {
        CompletableFuture<List<WriteResult>> results = writer.write(List.of(write(5)));

        nextEntry().fail(ErrorCode.INTERNAL);

        assertThatThrownBy(() -> results.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(LumaException.class);
    }

    @Test
    void waitsAMomentForTheWriterItHasJustAnswered() throws Exception {
        try (ShardWriter patient =
                new ShardWriter(9, this::propose, InstantSource.system(), _ -> TimeUnit.HOURS.toNanos(1))) {
            patient.write(List.of(write(1)));
            Entry alone = nextEntry();
            patient.write(List.of(write(2)));
            patient.write(List.of(write(3)));

            alone.succeed();
            patient.write(List.of(write(4)));
            Entry together = nextEntry();
            together.succeed();

            assertThat(together.writes().writes())
                    .extracting(ShardCommand.Write::requestId)
                    .containsExactly("2", "3", "4");
        }
    }

    @Test
    void goesOnWithoutAWriterThatDoesNotComeBack() throws Exception {
        try (ShardWriter hasty = new ShardWriter(9, this::propose, InstantSource.system(), _ -> 0)) {
            hasty.write(List.of(write(1)));
            Entry alone = nextEntry();
            hasty.write(List.of(write(2)));
            hasty.write(List.of(write(3)));

            alone.succeed();
            Entry together = nextEntry();
            together.succeed();

            assertThat(together.writes().writes())
                    .extracting(ShardCommand.Write::requestId)
                    .containsExactly("2", "3");
        }
    }

    @Test
    void doesNotWaitForAWriterWhenItIsClosed() throws Exception {
        ShardWriter patient = new ShardWriter(9, this::propose, InstantSource.system(), _ -> TimeUnit.HOURS.toNanos(1));
        patient.write(List.of(write(1)));
        Entry alone = nextEntry();
        CompletableFuture<List<WriteResult>> second = patient.write(List.of(write(2)));
        CompletableFuture<List<WriteResult>> third = patient.write(List.of(write(3)));
        alone.succeed();

        Thread closing = Thread.ofVirtual().start(patient::close);
        nextEntry().succeed();
        closing.join();

        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
    }

    @Test
    void failsTheWritersOfAnEntryThatIsAnsweredForSomeOfThemOnly() throws Exception {
        CompletableFuture<List<WriteResult>> first = writer.write(List.of(write(1)));

        nextEntry().answer().complete(List.of());
        CompletableFuture<List<WriteResult>> second = writer.write(List.of(write(2)));
        nextEntry().succeed();

        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS)).hasMessageContaining("0 results for 1 writes");
        assertThat(second.get(10, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void goesOnWithoutEndWhereEntriesAreAnsweredAtOnce() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Set<Integer> depths = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<List<WriteResult>>> results = new ArrayList<>();
        try (ShardWriter eager = new ShardWriter(
                8,
                command -> {
                    await(open);
                    depths.add(StackWalker.getInstance()
                            .walk(frames -> frames.toList())
                            .size());
                    return CompletableFuture.failedFuture(new LumaException(ErrorCode.DISK_FULL, "no room"));
                },
                InstantSource.system())) {
            List<ShardCommand.Write> much =
                    IntStream.range(0, 4096).mapToObj(ShardWriterTest::write).toList();
            for (int entry = 0; entry < 50; entry++) {
                results.add(eager.write(much));
            }
            open.countDown();
            for (CompletableFuture<List<WriteResult>> result : results) {
                assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("no room");
            }
        }
        assertThat(depths).hasSizeLessThan(5);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesNoMoreWritesOnceClosedButCarriesOutThoseThatWait() throws Exception {
        CompletableFuture<List<WriteResult>> first = writer.write(List.of(write(1)));
        Entry inFlight = nextEntry();
        CompletableFuture<List<WriteResult>> second = writer.write(List.of(write(2)));
        Thread closing = Thread.ofVirtual().start(writer::close);

        inFlight.succeed();
        nextEntry().succeed();
        closing.join();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThatThrownBy(() -> writer.write(List.of(write(3))).join())
                .hasRootCauseInstanceOf(LumaException.class)
                .hasMessageContaining("stopping");
    }

    private static ShardCommand.Write write(int request) {
        Document document = Document.of(new Value.Obj(Map.of("_id", Value.of(request))));
        return new ShardCommand.Write(
                Integer.toString(request),
                1,
                ShardCommand.Operation.UPSERT,
                new ShardCommand.DocumentOrId.Whole(document),
                OptionalLong.empty());
    }
}
