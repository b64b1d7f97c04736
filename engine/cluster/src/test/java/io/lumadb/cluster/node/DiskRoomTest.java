package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.document;
import static io.lumadb.cluster.node.TestNodes.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.raft.LogRoom.Purpose;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.execution.LumaQueryEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {

    private static final long MIB = 1L << 20;
    private static final Path DATA = Path.of("/data");

    @TempDir
    private Path folder;

    private final AtomicLong free = new AtomicLong(1_000 * MIB);
    private final List<String> told = new ArrayList<>();

    private final DiskRoom room = new DiskRoom(DATA, 64 * MIB, free::get, new DiskRoom.Listener() {
        @Override
        public void full(String text) {
            told.add(text);
        }

        @Override
        public void roomAgain(String text) {
            told.add(text);
        }
    });

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            room.look();
        }
    }

    @Test
    void refusesWritesBelowTheReserveAndTakesThemAgainWithAQuarterMore() {
        room.look();
        assertThat(room.refusal(1_000, Purpose.WRITE)).isEmpty();

        free.set(63 * MIB);
        room.look();

        assertThat(room.isFull()).isTrue();
        LumaException refusal = room.refusal(1, Purpose.WRITE).orElseThrow();
        assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(refusal.hint().orElse("")).contains("/data", Long.toString(63 * MIB), "durability.disk_reserve");

        free.set(79 * MIB);
        look(3 * DiskRoom.CALM_LOOKS);
        assertThat(room.isFull()).isTrue();

        free.set(81 * MIB);
        look(DiskRoom.CALM_LOOKS);
        assertThat(room.isFull()).isFalse();
        assertThat(room.refusal(1, Purpose.WRITE)).isEmpty();
        assertThat(told)
                .satisfiesExactly(
                        text -> assertThat(text).contains("only reads"),
                        text -> assertThat(text).contains("takes writes again"));
    }

    @Test
    void countsWhatIsWrittenBetweenTwoLooks() {
        free.set(70 * MIB);
        room.look();

        assertThat(room.refusal((int) (4 * MIB), Purpose.WRITE)).isEmpty();
        assertThat(room.refusal((int) (4 * MIB), Purpose.WRITE)).isPresent();
    }

    @Test
    void onlyReadsFromTheFirstRefusalOnWhateverTheNextLookFinds() {
        free.set(70 * MIB);
        room.look();
        assertThat(room.refusal((int) (7 * MIB), Purpose.WRITE)).isPresent();

        assertThat(room.isFull()).isTrue();
        assertThat(room.refusal(1, Purpose.WRITE)).isPresent();
        free.set(500 * MIB);
        room.look();
        assertThat(room.isFull()).isTrue();
        assertThat(told).singleElement().satisfies(text -> assertThat(text).contains("only reads"));
    }

    @Test
    void takesWritesAgainOnlyWhenThereWasRoomInManyLooksInARow() {
        free.set(60 * MIB);
        room.look();

        for (int i = 0; i < 5; i++) {
            free.set(81 * MIB);
            look(DiskRoom.CALM_LOOKS - 1);
            free.set(80 * MIB);
            room.look();
        }
        assertThat(room.isFull()).isTrue();
        assertThat(told).hasSize(1);

        free.set(81 * MIB);
        look(DiskRoom.CALM_LOOKS - 1);
        assertThat(room.isFull()).isTrue();
        room.look();
        assertThat(room.isFull()).isFalse();
    }

    @Test
    void waitsForRoomForTheLargestWriteThatWasRefusedAndSaysHowMuchThatIs() {
        free.set(80 * MIB);
        room.look();
        int large = (int) (30 * MIB);
        room.refusal(large, Purpose.WRITE);
        LumaException refusal = room.refusal(1, Purpose.WRITE).orElseThrow();
        assertThat(refusal.hint().orElse("")).contains("more than " + 94 * MIB + " bytes");

        free.set(94 * MIB);
        look(2 * DiskRoom.CALM_LOOKS);
        assertThat(room.isFull()).isTrue();

        free.set(95 * MIB);
        look(2 * DiskRoom.CALM_LOOKS);
        assertThat(room.isFull()).isFalse();
        assertThat(room.refusal(large, Purpose.WRITE)).isEmpty();
    }

    @Test
    void staysWritableWhenOnlyWhatMakesRoomIsRefused() {
        free.set(70 * MIB);
        room.look();

        assertThat(room.refusal((int) (50 * MIB), Purpose.RELIEF)).isPresent();

        assertThat(room.isFull()).isFalse();
        assertThat(room.refusal(1, Purpose.WRITE)).isEmpty();
    }

    @Test
    void letsWhatMakesRoomUseHalfOfTheReserve() {
        free.set(40 * MIB);
        room.look();
        assertThat(room.refusal(1_000, Purpose.RELIEF)).isEmpty();

        free.set(30 * MIB);
        room.look();
        assertThat(room.refusal(1_000, Purpose.RELIEF)).isPresent();
    }

    @Test
    void keepsWhatItKnowsWhenTheDiskCannotBeAsked() {
        DiskRoom broken = new DiskRoom(
                DATA,
                64 * MIB,
                () -> {
                    throw new IOException("Input/output error");
                },
                new DiskRoom.Listener() {
                    @Override
                    public void full(String text) {
                        told.add(text);
                    }

                    @Override
                    public void roomAgain(String text) {
                        told.add(text);
                    }
                });

        broken.look();

        assertThat(broken.isFull()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void aNodeOnlyReadsWhileItsDiskIsFull() throws Throwable {
        try (LumaNode node = NodeStart.start(
                config(folder),
                InstantSource.system(),
                database -> new LumaQueryEngine(database, InstantSource.system(), 64 * MIB),
                _ -> free::get)) {
            node.database().createCollection("c", Optional.empty(), false);
            insert(node, 1);

            free.set(10 * MIB);
            Eventually.assertThatCode(
                    () -> assertThat(node.status().nodes().getFirst().state()).isEqualTo("read-only"));

            assertThat(node.readOnly()).isTrue();
            assertThat(node.ready()).isTrue();
            assertThat(node.status().health()).isEqualTo("critical");
            assertThat(node.status().troubles()).anySatisfy(trouble -> {
                assertThat(trouble.text()).contains("only reads");
                assertThat(trouble.action()).contains("disk_reserve");
            });
            assertThatThrownBy(() -> insert(node, 2))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(LumaException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_FULL);
                        assertThat(refusal.hint().orElse("")).contains(folder.toString(), Long.toString(10 * MIB));
                    });
            assertThatThrownBy(() -> node.database().createCollection("d", Optional.empty(), false))
                    .isInstanceOfSatisfying(
                            LumaException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_FULL));
            assertThat(find(node.database(), "c", Value.of(1L))).isPresent();
            assertThatThrownBy(() -> node.move("c", Optional.empty(), Tier.COLD).join())
                    .cause()
                    .isInstanceOfSatisfying(
                            LumaException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_FULL));
            assertThat(segmentFiles()).isEmpty();

            free.set(500 * MIB);
            Eventually.assertThatCode(
                    () -> assertThat(node.status().nodes().getFirst().state()).isEqualTo("serving"));

            insert(node, 2);
            assertThat(find(node.database(), "c", Value.of(2L))).isPresent();
            assertThat(node.move("c", Optional.empty(), Tier.COLD).join()).isEqualTo(2);
            assertThat(segmentFiles()).isNotEmpty();
            assertThat(node.eventsAfter(0, 100))
                    .extracting(event -> event.kind())
                    .contains("disk-full", "disk-room");
        }
    }

    private List<Path> segmentFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".seg")).toList();
        }
    }

    private static void insert(LumaNode node, long id) {
        node.database()
                .write("c", List.of(new Mutation.Insert(document(id, "text"))))
                .join();
    }
}
