package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.FieldPath;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.view.ColdView;
import io.lumadb.storage.view.DocumentView.FragmentView;
import io.lumadb.storage.view.FragmentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cold segments that lose files and bits. */
class ColdLossTest extends ColdShard {

    /** Reads random documents on a thread of its own until told to stop; gives how many were right. */
    private CompletableFuture<Integer> readWhile(BooleanSupplier going, Map<String, String> expected) {
        return CompletableFuture.supplyAsync(() -> {
            Random random = new Random(7);
            int right = 0;
            do {
                int id = random.nextInt(DOCUMENTS);
                StoredDocument stored = node.get(Value.of(id)).orElseThrow();
                assertThat(stored.revision() + ":" + stored.document()).isEqualTo(expected.get(String.valueOf(id)));
                right++;
            } while (going.getAsBoolean());
            return right;
        });
    }

    @Test
    void readsRightWhileAnyTwoFragmentsOfEverySegmentGoAndAreRebuilt() throws IOException {
        Map<String, String> expected = loadCold();
        assertThat(segments()).isNotEmpty().allSatisfy(manifest -> {
            assertThat(manifest.dataShards()).isEqualTo(4);
            assertThat(manifest.fragments())
                    .extracting(Fragment::volume)
                    .doesNotHaveDuplicates()
                    .hasSize(6);
        });
        AtomicBoolean going = new AtomicBoolean(true);
        CompletableFuture<Integer> reader = readWhile(going::get, expected);
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int time = 0; time < 8; time++) {
            for (SegmentManifest manifest : segments()) {
                List<Integer> numbers = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
                Collections.shuffle(numbers, random);
                Files.delete(file(manifest, numbers.get(0)));
                flip(file(manifest, numbers.get(1)), random);
            }
            assertThat(node.contents()).as("seed %d", seed).isEqualTo(expected);
            node.shard.scrub();
            node.shard.caretaker().runNow();
            assertThat(node.shard.cold().fragments())
                    .as("seed %d, %s", seed, node.events)
                    .isEqualTo(new ColdView.Fragments(6L * segments().size(), 0, 0, 0));
            for (SegmentManifest manifest : segments()) {
                for (Fragment fragment : manifest.fragments()) {
                    assertThat(file(manifest, fragment.n())).hasSize(fragment.bytes());
                }
            }
        }

        going.set(false);
        assertThat(reader.join()).isPositive();
        assertThat(node.shard.cold().traffic().degradedReads()).isPositive();
        assertThat(node.shard.cold().traffic().fragmentsRebuilt())
                .isEqualTo(16L * segments().size());
    }

    @Test
    void tellsOfALostFragmentOnceHoweverOftenItIsRead() throws IOException {
        loadCold();
        SegmentManifest manifest = segments().getFirst();
        Path lost = file(manifest, 0);
        Files.delete(lost);

        for (int time = 0; time < 5; time++) {
            node.contents();
        }

        assertThat(node.events)
                .filteredOn(it -> it.startsWith("fragment-lost"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains(lost + " is missing")
                        .contains("fragment 0 of a 4+2 segment of shard 0"));
        assertThat(node.shard.cold().traffic().degradedReads()).isGreaterThan(1);
        FragmentView view = node.shard
                .locate(TestNode.COLLECTION, Value.of(1))
                .join()
                .orElseThrow()
                .fragments()
                .getFirst();
        assertThat(view.state()).isEqualTo(FragmentState.MISSING);

        node.shard.caretaker().runNow();

        assertThat(lost).hasSize(manifest.fragments().getFirst().bytes());
        assertThat(events("fragments-rebuilt")).isOne();
    }

    @Test
    void findsASingleFlippedBitByTheScrubThatIsDue() throws IOException {
        Map<String, String> expected = loadCold();
        SegmentManifest manifest = segments().getFirst();
        flip(file(manifest, 5), new Random(3));

        node.clock.advance(Duration.ofDays(6));
        node.shard.caretaker().runNow();
        assertThat(node.shard.cold().scrub().started()).isEmpty();

        node.clock.advance(Duration.ofDays(1));
        node.shard.caretaker().runNow();

        ColdView.Scrub scrub = node.shard.cold().scrub();
        assertThat(scrub.fragments()).isEqualTo(6L * segments().size());
        assertThat(scrub.damaged()).isOne();
        assertThat(scrub.missing()).isZero();
        assertThat(scrub.finished()).isPresent();
        assertThat(scrub.next()).contains(node.clock.instant().plus(Duration.ofDays(7)));
        assertThat(node.shard.cold().fragments().damaged()).isZero();
        assertThat(node.contents()).isEqualTo(expected);

        node.checkpoint();
        restart(6, new ColdStrategy.ErasureCoding(4, 2));
        assertThat(node.shard.cold().scrub()).isEqualTo(scrub);
    }

    @Test
    void keepsOtherDocumentsReadableWhenASegmentHasLostTooMuch() throws IOException {
        loadCold();
        load(DOCUMENTS, DOCUMENTS + 100);
        toCold();
        SegmentManifest first = segments().getFirst();
        for (int n = 0; n < 3; n++) {
            Files.delete(file(first, n));
        }

        assertThatThrownBy(() -> node.get(Value.of(1))).isInstanceOfSatisfying(LumaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_DATA);
            assertThat(e.detail())
                    .contains("cold segment " + Long.toHexString(first.segment()))
                    .contains(
                            file(first, 0).toString(),
                            file(first, 1).toString(),
                            file(first, 2).toString());
        });
        assertThat(node.get(Value.of(DOCUMENTS + 50))).isPresent();
        node.shard.caretaker().runNow();
        assertThat(events("segment-lost")).isOne();
    }

    @Test
    void letsADocumentBeReplacedOrDeletedThatIndexesNeedAndNobodyCanRead() throws IOException {
        node.apply(new ShardCommand.CreateIndex(
                TestNode.COLLECTION,
                new IndexDefinition(
                        1,
                        "v",
                        List.of(new IndexDefinition.IndexField(FieldPath.of("v"), false)),
                        IndexDefinition.Kind.BTREE,
                        false,
                        Map.of())));
        loadCold();
        for (int n = 0; n < 3; n++) {
            Files.delete(file(segments().getFirst(), n));
        }

        assertThat(node.write(node.upsert("{\"_id\": 1, \"v\": 2}"))).isInstanceOf(WriteResult.Done.class);
        assertThat(node.write(node.delete(Value.of(2)))).isInstanceOf(WriteResult.Done.class);

        assertThat(node.get(Value.of(1)).orElseThrow().document().get("v")).isEqualTo(Value.of(2));
        assertThat(node.get(Value.of(2))).isEmpty();
        assertThat(events("document-lost")).isOne();
        restart(6, new ColdStrategy.ErasureCoding(4, 2));
        assertThat(node.get(Value.of(1)).orElseThrow().document().get("v")).isEqualTo(Value.of(2));
    }

    @Test
    void keepsCopiesOnVolumesOfTheirOwn() throws IOException {
        open(3, new ColdStrategy.Replication(3));
        Map<String, String> expected = loadCold();
        for (SegmentManifest manifest : segments()) {
            assertThat(manifest.fragments()).hasSize(3);
            Files.delete(file(manifest, 0));
            flip(file(manifest, 2), new Random(5));
        }

        assertThat(node.contents()).isEqualTo(expected);
        node.shard.scrub();
        node.shard.caretaker().runNow();

        assertThat(node.shard.cold().fragments())
                .isEqualTo(new ColdView.Fragments(3L * segments().size(), 0, 0, 0));
    }

    @Test
    void makesAsManyCopiesAsAreAskedFor() throws IOException {
        open(11, new ColdStrategy.Replication(11));
        Map<String, String> expected = loadCold();
        for (SegmentManifest manifest : segments()) {
            for (int n = 0; n < 10; n++) {
                Files.delete(file(manifest, n));
            }
        }

        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void sweepsFragmentsThatNoLogEntryNames() throws IOException {
        loadCold();
        AtomicInteger crashed = new AtomicInteger();
        load(DOCUMENTS, DOCUMENTS + 10);
        node.beforeSeal = () -> {
            crashed.incrementAndGet();
            throw new IllegalStateException("the node dies between the fragments and the seal");
        };
        assertThatThrownBy(this::toCold).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(crashed).hasValue(1);
        Map<String, String> expected = node.contents();
        restart(6, new ColdStrategy.ErasureCoding(4, 2));
        List<Path> files = segmentFiles();
        assertThat(files).hasSize(6 * (segments().size() + 1));

        node.clock.advance(Duration.ofMinutes(11));
        node.shard.tiering().passNow();
        assertThat(segmentFiles()).as("they may still be sealed").hasSameSizeAs(files);

        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(node.clock.instant().minus(Duration.ofHours(2))));
        }
        node.clock.advance(Duration.ofMinutes(11));
        node.shard.tiering().passNow();

        assertThat(segmentFiles()).hasSize(6 * segments().size());
        assertThat(node.contents()).isEqualTo(expected);
    }

    private List<Path> segmentFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(".seg")).toList();
        }
    }

    @Test
    void showsSegmentsWithWhatIsAliveOfThem() throws IOException {
        loadCold();
        node.write(node.delete(Value.of(1)));
        Files.delete(file(segments().getFirst(), 4));

        List<ColdView.SegmentView> views = node.shard.segments().join();

        assertThat(views.stream().mapToLong(ColdView.SegmentView::live).sum()).isEqualTo(DOCUMENTS - 1);
        assertThat(views.getFirst().fragments())
                .extracting(FragmentView::state)
                .containsExactly(
                        FragmentState.OK,
                        FragmentState.OK,
                        FragmentState.OK,
                        FragmentState.OK,
                        FragmentState.MISSING,
                        FragmentState.OK);
        assertThat(node.shard.cold().schemes())
                .containsExactly(new ColdView.Scheme(4, 2, segments().size()));
    }
}
