package io.lumadb.cluster.unique;

import static io.lumadb.cluster.unique.ShardRig.delete;
import static io.lumadb.cluster.unique.ShardRig.unique;
import static io.lumadb.cluster.unique.ShardRig.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.shard.StoppedShard;
import io.lumadb.storage.view.IndexComparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredUniqueKeysTest {

    private static final UniqueIndex BY_KEY = unique(1, "k");

    @TempDir
    private Path directory;

    /** What was found on each shard, and what stayed in doubt. */
    private record Found(List<IndexComparison> shards, long inDoubt) {
        long missing() {
            return shards.stream().mapToLong(IndexComparison::missing).sum();
        }

        long extra() {
            return shards.stream().mapToLong(IndexComparison::extra).sum();
        }
    }

    private static Found compare(Path data, ShardRig rig) {
        List<StoppedShard> stopped = IntStream.range(0, ShardRig.SHARDS)
                .mapToObj(shard -> StoppedShard.open(data, shard, "node-1", List.of(data.resolve("cold-0"))))
                .toList();
        try {
            StoredUniqueKeys keys = new StoredUniqueKeys(stopped.stream()
                    .<Supplier<ShardSnapshot>>map(shard -> shard::snapshot)
                    .toList());
            List<IndexComparison> found = new ArrayList<>();
            for (int shard = 0; shard < ShardRig.SHARDS; shard++) {
                rig.logBehind(shard, stopped.get(shard).durableIndex()).forEach(keys::notInFiles);
            }
            for (int shard = 0; shard < ShardRig.SHARDS; shard++) {
                found.add(keys.compare(shard, rig.collection, BY_KEY, 3));
            }
            return new Found(found, keys.inDoubt());
        } finally {
            stopped.forEach(StoppedShard::close);
        }
    }

    private static void write(ShardRig rig, SplittableRandom random, int writes) {
        for (int n = 0; n < writes; n++) {
            long id = random.nextInt(12);
            try {
                rig.one(
                        random.nextInt(3) == 0
                                ? delete(id)
                                : upsert("{\"_id\": " + id + ", \"k\": " + random.nextInt(20) + "}"));
            } catch (RuntimeException e) {
                assertThat(e).hasRootCauseMessage("the process died");
                return;
            }
        }
    }

    @Test
    void blamesNoKillWhereverEachShardsFilesStand() {
        long seed = System.nanoTime();
        System.out.println("StoredUniqueKeysTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        long inDoubt = 0;
        for (int round = 0; round < 30; round++) {
            Path data = directory.resolve("round-" + round);
            ShardRig rig = new ShardRig(data, BY_KEY);
            write(rig, random, 20);
            for (int shard = 0; shard < ShardRig.SHARDS; shard++) {
                write(rig, random, random.nextInt(8));
                rig.checkpoint(shard);
            }
            rig.dieAfter(random.nextInt(1, 12), random.nextBoolean());
            write(rig, random, 8);
            rig.kill();

            Found found = compare(data, rig);

            assertThat(found.missing() + found.extra())
                    .as("seed %d, round %d: %s", seed, round, found)
                    .isZero();
            inDoubt += found.inDoubt();
        }
        assertThat(inDoubt).as("keys that only the logs explain").isPositive();
    }

    @Test
    void findsKeysThatNobodyReservedAndReservationsOfNobodyOnTheirShards() {
        Path data = directory.resolve("data");
        ShardRig rig = new ShardRig(data, BY_KEY);
        for (int id = 0; id < 12; id++) {
            rig.one(upsert("{\"_id\": " + id + ", \"k\": " + id + "}"));
        }
        Map<String, StoredDocument> claims = rig.all(BY_KEY.keySpace());
        List<StoredDocument> some = List.copyOf(claims.values());
        rig.damage(BY_KEY.keySpace(), some.get(0).document(), true);
        Claim stolen = Claim.of(some.get(1));
        rig.damage(
                BY_KEY.keySpace(),
                new Claim(stolen.key(), Value.of(99L), stolen.request(), true, stolen.atMillis(), stolen.revision())
                        .row(),
                false);
        rig.writePlainly("{\"_id\": " + text(Claim.of(some.get(2)).holder()) + ", \"k\": 77}");
        rig.close();

        Found found = compare(data, rig);

        assertThat(found.missing()).as("%s", found).isEqualTo(3);
        assertThat(found.extra()).as("%s", found).isEqualTo(2);
        assertThat(found.inDoubt()).isZero();
        assertThat(found.shards().stream().mapToLong(IndexComparison::entries).sum())
                .isEqualTo(11);
    }

    private static String text(Value value) {
        return io.lumadb.document.Json.relaxed(value);
    }

    @Test
    void saysThatAReservationCannotBeRead() {
        Path data = directory.resolve("data");
        ShardRig rig = new ShardRig(data, BY_KEY);
        rig.one(upsert("{\"_id\": 1, \"k\": 1}"));
        Document claim = rig.all(BY_KEY.keySpace()).values().iterator().next().document();
        rig.damage(BY_KEY.keySpace(), Document.of(new Value.Obj(Map.of("_id", claim.id()))), false);
        rig.close();

        assertThatThrownBy(() -> compare(data, rig)).isInstanceOfSatisfying(LumaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_DATA);
            assertThat(e.detail()).contains("unique key cannot be read");
        });
    }
}
