package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.StorageEngines;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {

    @TempDir
    Path directory;

    private TestNode node;

    @BeforeEach
    void open() {
        node = new TestNode(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void reopen() {
        node.close();
        node = new TestNode(directory.resolve("data"), node.clock, node.log, 64L * 1024 * 1024);
    }

    @Test
    void findsWhatWasWritten() {
        node.write(node.insert("{\"_id\": 1, \"a\": \"x\"}"));

        StoredDocument stored = node.get(Value.of(1)).orElseThrow();

        assertThat(stored.document().get("a")).isEqualTo(Value.of("x"));
        assertThat(stored.tier()).isEqualTo(Tier.HOT);
        assertThat(node.get(Value.of(2))).isEmpty();
    }

    @Test
    void refusesAnInsertOfATakenKeyHotOrWarm() {
        node.write(node.insert("{\"_id\": 1}"));
        assertThat(node.write(node.insert("{\"_id\": 1}")))
                .isInstanceOfSatisfying(
                        WriteResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.DUPLICATE_KEY));

        reopen();

        assertThat(node.get(Value.of(1)).orElseThrow().tier()).isEqualTo(Tier.WARM);
        assertThat(node.write(node.insert("{\"_id\": 1.0}")))
                .isInstanceOfSatisfying(
                        WriteResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.DUPLICATE_KEY));
    }

    @Test
    void refusesAReplaceOfAnotherRevision() {
        WriteResult.Done first = (WriteResult.Done) node.write(node.insert("{\"_id\": 1, \"v\": 1}"));
        WriteResult.Done second = (WriteResult.Done)
                node.write(node.write(Operation.REPLACE, "{\"_id\": 1, \"v\": 2}", OptionalLong.of(first.revision())));

        WriteResult late =
                node.write(node.write(Operation.REPLACE, "{\"_id\": 1, \"v\": 3}", OptionalLong.of(first.revision())));

        assertThat(second.existed()).isTrue();
        assertThat(second.revision()).isGreaterThan(first.revision());
        assertThat(late).isInstanceOfSatisfying(WriteResult.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.REVISION_MISMATCH);
            assertThat(failed.detail()).contains("_id 1").contains(Long.toString(second.revision()));
        });
    }

    @Test
    void neverGivesARevisionTwiceEvenToAKeyWrittenAnew() {
        WriteResult.Done first = (WriteResult.Done) node.write(node.insert("{\"_id\": 1}"));
        node.write(node.delete(Value.of(1)));
        reopen();

        WriteResult.Done again = (WriteResult.Done) node.write(node.insert("{\"_id\": 1}"));

        assertThat(again.revision()).isGreaterThan(first.revision());
        assertThat(again.existed()).isFalse();
    }

    @Test
    void answersARetriedRequestWithItsFirstResultAlsoAfterARestart() {
        Write insert = node.insert("{\"_id\": 1}");
        WriteResult first = node.write(insert);

        assertThat(node.write(insert)).isEqualTo(first);
        reopen();
        assertThat(node.write(insert)).isEqualTo(first);
    }

    @Test
    void keepsASnapshotAsItWas() {
        node.write(node.insert("{\"_id\": 1, \"v\": 1}"));
        node.write(node.insert("{\"_id\": 2, \"v\": 1}"));
        try (ShardSnapshot before = node.snapshot()) {
            node.write(node.upsert("{\"_id\": 1, \"v\": 2}"));
            node.write(node.delete(Value.of(2)));
            node.write(node.insert("{\"_id\": 3, \"v\": 1}"));
            node.checkpoint();

            assertThat(TestNode.contents(before, TestNode.COLLECTION)).hasSize(2);
            assertThat(before.get(TestNode.COLLECTION, Value.of(1), false)
                            .orElseThrow()
                            .document()
                            .get("v"))
                    .isEqualTo(Value.of(1));
            assertThat(before.get(TestNode.COLLECTION, Value.of(2), false)).isPresent();
            assertThat(before.get(TestNode.COLLECTION, Value.of(3), false)).isEmpty();
        }
        assertThat(node.contents().keySet()).containsExactly("1", "3");
    }

    @Test
    void comesBackAtItsDurableIndex() {
        node.write(node.insert("{\"_id\": 1}"));
        node.checkpoint();
        node.write(node.insert("{\"_id\": 2}"));
        assertThat(node.shard.durableIndex()).isEqualTo(0);
        assertThat(node.shard.appliedIndex()).isEqualTo(1);

        node.engine.abandon();
        node = new TestNode(directory.resolve("data"), node.clock, node.log, 64L * 1024 * 1024);

        assertThat(node.contents().keySet()).containsExactly("1", "2");
    }

    @Test
    void advancesTheDurableIndexOfAnIdleShard() {
        node.shard.skip(3, 7);

        assertThat(node.shard.checkpoint().join()).isEqualTo(7);
        assertThat(node.shard.durableIndex()).isEqualTo(7);
        assertThat(node.shard.durableTerm()).isEqualTo(3);
    }

    @Test
    void tellsWhatItBrokeDownOfFirst() {
        LumaException damaged = new LumaException(ErrorCode.CORRUPT_DATA, "000009.sst is damaged");
        assertThat(node.shard.failure()).isEmpty();

        node.onLoop(() -> node.shard.fail(damaged));
        node.onLoop(() -> node.shard.fail(new IllegalStateException("what came of it")));

        assertThat(node.shard.failure()).containsSame(damaged);
    }

    @Test
    void forgetsADroppedCollectionForGood() {
        node.write(node.insert("{\"_id\": 1}"));
        node.checkpoint();
        node.write(node.insert("{\"_id\": 2}"));

        node.apply(new ShardCommand.DropCollection(TestNode.COLLECTION));

        assertThat(node.contents()).isEmpty();
        assertThat(node.write(node.insert("{\"_id\": 3}"))).isInstanceOf(WriteResult.Failed.class);
        reopen();
        assertThat(node.contents()).isEmpty();
        assertThat(node.shard.view().amounts().warm().documents()).isZero();
    }

    @Test
    void writesAnOverwrittenDocumentOnceACheckpoint() {
        for (int i = 0; i < 100; i++) {
            node.write(node.upsert("{\"_id\": 1, \"v\": " + i + "}"));
        }
        node.checkpoint();
        reopen();

        assertThat(node.get(Value.of(1)).orElseThrow().document().get("v")).isEqualTo(Value.of(99));
    }

    @Test
    void refusesADirectoryInUseNamingIt() {
        assertThatThrownBy(() -> StorageEngines.open(node.config, null, null, null))
                .isInstanceOfSatisfying(LumaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(e.detail())
                            .contains(node.config.directory().toString())
                            .contains("in use");
                });
    }

    @Test
    void refusesADirectoryOfAnotherFormatNamingBoth() throws Exception {
        Path other = Files.createDirectories(directory.resolve("other"));
        Files.writeString(other.resolve("format"), "lumadb-storage 99\n");

        assertThatThrownBy(() -> new TestNode(other))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        e -> assertThat(e.detail())
                                .contains(other.toString())
                                .contains("lumadb-storage 99")
                                .contains("lumadb-storage 1"));
    }

    @Test
    void refusesAFileInPlaceOfADirectory() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");

        assertThatThrownBy(() -> new TestNode(file))
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.detail()).contains(file.toString()));
    }

    @Test
    void groupsWritesInOneEntryEachOnItsOwn() {
        List<WriteResult> results = node.apply(new ShardCommand.Writes(
                node.clock.millis(),
                List.of(
                        node.insert("{\"_id\": 1}"),
                        node.insert("{\"_id\": 1}"),
                        node.delete(Value.of(1)),
                        node.insert("{\"_id\": 1, \"v\": 4}"))));

        assertThat(results).hasSize(4);
        assertThat(results.get(1)).isInstanceOf(WriteResult.Failed.class);
        assertThat(results.get(2)).isEqualTo(new WriteResult.Done(0, true));
        assertThat(node.get(Value.of(1)).orElseThrow().document().get("v")).isEqualTo(Value.of(4));
    }
}
