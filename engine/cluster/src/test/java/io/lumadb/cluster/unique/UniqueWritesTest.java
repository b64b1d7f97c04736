package io.lumadb.cluster.unique;

import static io.lumadb.cluster.unique.ShardRig.delete;
import static io.lumadb.cluster.unique.ShardRig.document;
import static io.lumadb.cluster.unique.ShardRig.insert;
import static io.lumadb.cluster.unique.ShardRig.unique;
import static io.lumadb.cluster.unique.ShardRig.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniqueWritesTest {

    private static final UniqueIndex BY_MAIL = unique(1, "mail");

    @TempDir
    private Path directory;

    private ShardRig rig;

    @BeforeEach
    void open() {
        rig = new ShardRig(directory.resolve("data"), BY_MAIL);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void accept(Mutation... mutations) {
        for (Mutation mutation : mutations) {
            assertThat(rig.one(mutation)).isInstanceOf(WriteOutcome.Done.class);
        }
    }

    private static void isTaken(WriteOutcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
            assertThat(failed.detail()).contains(words);
        });
    }

    private void isSound() {
        var compared = rig.writes.check().run(rig.collection, BY_MAIL, 5);
        assertThat(compared.examples()).isEmpty();
    }

    @Test
    void refusesAValueThatAnotherDocumentHasAndSaysWhich() {
        accept(insert("{\"_id\": 1, \"mail\": \"a@b.c\"}"));

        isTaken(rig.one(insert("{\"_id\": 2, \"mail\": \"a@b.c\"}")), "by_mail", "mail = \"a@b.c\"", "_id 1", "users");
        assertThat(rig.documents()).containsOnlyKeys("1");
        isSound();
    }

    @Test
    void allowsManyNullsAndMissingValues() {
        accept(
                insert("{\"_id\": 1, \"mail\": null}"),
                insert("{\"_id\": 2, \"mail\": null}"),
                insert("{\"_id\": 3}"),
                insert("{\"_id\": 4}"),
                insert("{\"_id\": 5, \"mail\": []}"),
                insert("{\"_id\": 6, \"mail\": []}"));
    }

    @Test
    void heedsEachElementOfAnArray() {
        accept(insert("{\"_id\": 1, \"mail\": [\"a\", \"b\"]}"), insert("{\"_id\": 2, \"mail\": [\"c\", \"c\"]}"));

        isTaken(rig.one(insert("{\"_id\": 3, \"mail\": [\"d\", \"b\"]}")), "mail = \"b\"", "_id 1");
        accept(upsert("{\"_id\": 1, \"mail\": [\"a\"]}"), insert("{\"_id\": 3, \"mail\": [\"d\", \"b\"]}"));
        isSound();
    }

    @Test
    void heedsAllFieldsOfACompoundIndexTogether() {
        rig.heed(unique(2, "shop", "number"));
        accept(
                insert("{\"_id\": 1, \"shop\": \"x\", \"number\": 1}"),
                insert("{\"_id\": 2, \"shop\": \"x\", \"number\": 2}"),
                insert("{\"_id\": 3, \"shop\": \"y\", \"number\": 1}"),
                insert("{\"_id\": 4, \"shop\": \"x\"}"),
                insert("{\"_id\": 5, \"shop\": \"x\"}"));

        isTaken(
                rig.one(insert("{\"_id\": 6, \"shop\": \"y\", \"number\": 1.0}")),
                "shop = \"y\", number = 1.0",
                "_id 3");
    }

    @Test
    void freesTheValuesOfDeletedAndChangedDocuments() {
        accept(insert("{\"_id\": 1, \"mail\": \"a\"}"), insert("{\"_id\": 2, \"mail\": \"b\"}"));

        accept(delete(1), upsert("{\"_id\": 2, \"mail\": \"c\"}"));

        accept(insert("{\"_id\": 3, \"mail\": \"a\"}"), insert("{\"_id\": 4, \"mail\": \"b\"}"));
        isTaken(rig.one(insert("{\"_id\": 5, \"mail\": \"c\"}")), "_id 2");
        isSound();
    }

    @Test
    void keepsTheValueWhenAWriteOfItsDocumentFails() {
        accept(insert("{\"_id\": 1, \"mail\": \"a\"}"), insert("{\"_id\": 2, \"mail\": \"b\"}"));

        isTaken(rig.one(insert("{\"_id\": 1, \"mail\": \"z\"}")), "_id 1");
        isTaken(rig.one(insert("{\"_id\": 1, \"mail\": \"a\"}")), "_id 1");
        isTaken(rig.one(upsert("{\"_id\": 1, \"mail\": \"b\"}")), "mail = \"b\"", "_id 2");

        isTaken(rig.one(insert("{\"_id\": 3, \"mail\": \"a\"}")), "_id 1");
        accept(insert("{\"_id\": 4, \"mail\": \"z\"}"));
        isSound();
    }

    @Test
    void answersAsAPlainCollectionDoes() {
        accept(insert("{\"_id\": 1, \"mail\": \"a\"}"));
        long revision = rig.documents().get("1").revision();

        assertThat(rig.one(
                        new Mutation.Replace(document("{\"_id\": 1, \"mail\": \"b\"}"), OptionalLong.of(revision + 7))))
                .isInstanceOfSatisfying(
                        WriteOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.REVISION_MISMATCH));
        assertThat(rig.one(new Mutation.Replace(document("{\"_id\": 9, \"mail\": \"b\"}"), OptionalLong.empty())))
                .isInstanceOfSatisfying(
                        WriteOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(rig.one(delete(9)))
                .isInstanceOfSatisfying(
                        WriteOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(rig.one(upsert("{\"_id\": 1, \"mail\": \"b\"}")))
                .isInstanceOfSatisfying(
                        WriteOutcome.Done.class,
                        done -> assertThat(done.existed()).isTrue());
        assertThat(rig.one(upsert("{\"_id\": 2, \"mail\": \"c\"}")))
                .isInstanceOfSatisfying(
                        WriteOutcome.Done.class,
                        done -> assertThat(done.existed()).isFalse());
        assertThat(rig.one(delete(1))).isInstanceOfSatisfying(WriteOutcome.Done.class, done -> {
            assertThat(done.existed()).isTrue();
            assertThat(done.revision()).isZero();
        });
        accept(insert("{\"_id\": 3, \"mail\": \"a\"}"), insert("{\"_id\": 4, \"mail\": \"b\"}"));
    }

    @Test
    void takesTheFirstOfTwoEqualValuesInOneCall() {
        List<WriteOutcome> outcomes = rig.write(
                insert("{\"_id\": 1, \"mail\": \"a\"}"),
                insert("{\"_id\": 2, \"mail\": \"a\"}"),
                insert("{\"_id\": 3, \"mail\": \"b\"}"),
                insert("{\"_id\": 1, \"mail\": \"c\"}"));

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Done.class);
        isTaken(outcomes.get(1), "mail = \"a\"", "_id 1");
        assertThat(outcomes.get(2)).isInstanceOf(WriteOutcome.Done.class);
        isTaken(outcomes.get(3), "_id 1");
        isSound();
    }

    @Test
    void handsAValueOnWithinOneCallButDoesNotSwapTwo() {
        accept(insert("{\"_id\": 1, \"mail\": \"a\"}"), insert("{\"_id\": 2, \"mail\": \"b\"}"));

        assertThat(rig.write(delete(1), insert("{\"_id\": 3, \"mail\": \"a\"}")))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(WriteOutcome.Done.class));

        assertThat(rig.write(upsert("{\"_id\": 2, \"mail\": \"a\"}"), upsert("{\"_id\": 3, \"mail\": \"b\"}")))
                .allSatisfy(outcome -> isTaken(outcome, "by_mail"));
        isSound();
    }

    @Test
    void carriesOutWritesOfOneDocumentInTheOrderTheyCame() {
        List<CompletableFuture<List<WriteOutcome>>> sent = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            sent.add(rig.writes.write(rig.collection, List.of(upsert("{\"_id\": 1, \"mail\": \"m" + n + "\"}"))));
        }

        sent.forEach(outcomes -> assertThat(outcomes.join().getFirst()).isInstanceOf(WriteOutcome.Done.class));
        assertThat(rig.documents().get("1").document().get("mail")).isEqualTo(Value.of("m49"));
        accept(insert("{\"_id\": 2, \"mail\": \"m48\"}"));
        isSound();
    }

    @Test
    void givesAValueToExactlyOneOfManyWhoRaceForIt() {
        int writers = 8;
        for (int round = 0; round < 60; round++) {
            List<CompletableFuture<List<WriteOutcome>>> race = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                race.add(rig.writes.write(
                        rig.collection,
                        List.of(insert(
                                "{\"_id\": " + (round * writers + writer) + ", \"mail\": \"m" + round + "\"}"))));
            }
            List<WriteOutcome> outcomes =
                    race.stream().map(sent -> sent.join().getFirst()).toList();
            String value = "mail = \"m" + round + "\"";
            assertThat(outcomes.stream().filter(WriteOutcome.Done.class::isInstance))
                    .as("winners of round %d", round)
                    .hasSize(1);
            outcomes.stream()
                    .filter(WriteOutcome.Failed.class::isInstance)
                    .forEach(outcome -> isTaken(outcome, value, "by_mail"));
        }
        assertThat(rig.documents()).hasSize(60);
        isSound();
    }

    @Test
    void findsDamagedReservations() {
        accept(insert("{\"_id\": 1, \"mail\": \"a\"}"), insert("{\"_id\": 2, \"mail\": \"b\"}"));
        List<StoredDocument> claims = List.copyOf(rig.all(BY_MAIL.keySpace()).values());
        Claim lost = Claim.of(claims.getFirst());
        rig.damage(BY_MAIL.keySpace(), claims.getFirst().document(), true);
        Claim strange =
                new Claim(new Value.Binary(new byte[] {1, 2, 3}), Value.of(2), "r", true, rig.clock.millis(), 0);
        rig.damage(BY_MAIL.keySpace(), strange.row(), false);

        var compared = rig.writes.check().run(rig.collection, BY_MAIL, 5);

        assertThat(compared.missing()).isEqualTo(1);
        assertThat(compared.extra()).isEqualTo(1);
        assertThat(compared.examples())
                .extracting(io.lumadb.storage.view.IndexComparison.Difference::id)
                .containsExactly(lost.holder(), Value.of(2));
    }
}
