package io.lumadb.cluster.node;

import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.view.ClusterStatus.Disk;
import io.lumadb.cluster.view.ClusterStatus.Trouble;
import io.lumadb.cluster.view.ColdSegment;
import io.lumadb.cluster.view.ColdTier;
import io.lumadb.cluster.view.Placement;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.storage.view.ColdView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The cold tier in the API's shapes, all shards of this node together. Thread-safe. */
final class ColdViews {

    private final NodeParts parts;
    private final List<Path> volumes;

    ColdViews(NodeParts parts) {
        this.parts = parts;
        this.volumes = parts.directory().coldVolumes(parts.config());
    }

    private List<ColdView> views() {
        return parts.shards().stream().map(shard -> shard.store().cold()).toList();
    }

    private static long total(List<ColdView> views, ToLongFunction<ColdView> part) {
        return views.stream().mapToLong(part).sum();
    }

    /** Without waiting, and without touching a disk. */
    ColdTier status() {
        List<ColdView> views = views();
        return new ColdTier(
                total(views, ColdView::segments),
                total(views, ColdView::rawBytes),
                total(views, ColdView::storedBytes),
                total(views, ColdView::diskBytes),
                new ColdTier.Fragments(
                        total(views, view -> view.fragments().ok()),
                        total(views, view -> view.fragments().missing()),
                        total(views, view -> view.fragments().damaged()),
                        total(views, view -> view.fragments().rebuilding())),
                schemes(views),
                volumes(views),
                scrub(views),
                total(views, view -> view.traffic().degradedReads()),
                total(views, view -> view.traffic().fragmentsRebuilt()));
    }

    private static List<ColdTier.Scheme> schemes(List<ColdView> views) {
        Map<Integer, ColdTier.Scheme> schemes = new TreeMap<>();
        for (ColdView view : views) {
            for (ColdView.Scheme scheme : view.schemes()) {
                schemes.merge(
                        scheme.dataShards() * 100 + scheme.parityShards(),
                        new ColdTier.Scheme(scheme.dataShards(), scheme.parityShards(), scheme.segments()),
                        (left, right) -> new ColdTier.Scheme(
                                left.dataShards(), left.parityShards(), left.segments() + right.segments()));
            }
        }
        return List.copyOf(schemes.values());
    }

    private List<ColdTier.Volume> volumes(List<ColdView> views) {
        List<Disk> disks = parts.machine().disks();
        List<ColdTier.Volume> found = new ArrayList<>();
        for (int number = 0; number < volumes.size(); number++) {
            int volume = number;
            Optional<Disk> disk = disks.stream()
                    .filter(each -> each.role().equals("cold volume " + volume))
                    .findFirst();
            found.add(new ColdTier.Volume(
                    parts.identity().node(),
                    volume,
                    volumes.get(volume).toString(),
                    disk.isPresent() ? "ok" : "gone",
                    total(views, view -> share(view, volume).fragments()),
                    total(views, view -> share(view, volume).bytes()),
                    disk.map(Disk::freeBytes).orElse(0L),
                    disk.map(Disk::totalBytes).orElse(0L)));
        }
        return found;
    }

    private static ColdView.VolumeShare share(ColdView view, int volume) {
        return volume < view.volumes().size() ? view.volumes().get(volume) : new ColdView.VolumeShare(0, 0);
    }

    private static ColdTier.Scrub scrub(List<ColdView> views) {
        List<ColdView.Scrub> rounds = views.stream().map(ColdView::scrub).toList();
        boolean running = rounds.stream()
                .anyMatch(
                        round -> round.started().isPresent() && round.finished().isEmpty());
        return new ColdTier.Scrub(
                running ? "running" : "idle",
                rounds.stream().mapToLong(ColdView.Scrub::fragments).sum(),
                rounds.stream().mapToLong(ColdView.Scrub::total).sum(),
                rounds.stream().mapToLong(ColdView.Scrub::bytes).sum(),
                rounds.stream().mapToLong(ColdView.Scrub::missing).sum(),
                rounds.stream().mapToLong(ColdView.Scrub::damaged).sum(),
                rounds.stream()
                        .map(ColdView.Scrub::finished)
                        .flatMap(Optional::stream)
                        .max(Instant::compareTo)
                        .orElse(null),
                rounds.stream()
                        .map(ColdView.Scrub::next)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)
                        .orElse(null));
    }

    /** Every fragment of every shard that this node leads is read, from now on. */
    void scrub() {
        parts.shards().stream()
                .filter(ShardReplica::leads)
                .forEach(shard -> shard.store().scrub());
    }

    /** Segments of a collection, or of all, shard by shard; the last {@code limit} of each shard. */
    CompletableFuture<List<ColdSegment>> segments(Optional<String> collection, int limit) {
        CatalogService catalog = parts.catalog();
        Optional<Integer> wanted = collection.map(catalog::require).map(CollectionDefinition::id);
        List<CompletableFuture<List<ColdSegment>>> found = parts.shards().stream()
                .map(shard -> shard.store().segments().thenApply(segments -> {
                    List<ColdView.SegmentView> own = segments.stream()
                            .filter(segment -> wanted.isEmpty() || wanted.get() == segment.collection())
                            .toList();
                    return own.subList(Math.max(0, own.size() - limit), own.size()).stream()
                            .map(segment -> segment(shard.shard(), segment))
                            .toList();
                }))
                .toList();
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                .thenApply(_ -> found.stream()
                        .map(CompletableFuture::join)
                        .flatMap(List::stream)
                        .toList());
    }

    private ColdSegment segment(int shard, ColdView.SegmentView segment) {
        return new ColdSegment(
                shard,
                Long.toHexString(segment.segment()),
                parts.catalog().describe(segment.collection()),
                segment.dataShards(),
                segment.parityShards(),
                segment.live(),
                segment.liveBytes(),
                segment.rawBytes(),
                segment.storedBytes(),
                segment.diskBytes(),
                segment.fragments().stream()
                        .map(fragment -> new Placement.Fragment(
                                fragment.n(),
                                fragment.node(),
                                fragment.volume(),
                                fragment.state().wireName()))
                        .toList());
    }

    /** What is wrong with it right now. */
    List<Trouble> troubles() {
        ColdTier now = status();
        Stream<Trouble> gone = now.volumes().stream()
                .filter(volume -> volume.state().equals("gone") && volume.fragments() > 0)
                .map(volume -> new Trouble(
                        "critical",
                        "The cold volume " + volume.name() + " is gone, with "
                                + ColdView.Fragments.counted(volume.fragments()) + ".",
                        "Mount its disk again. If it is lost, make an empty folder in its place: its fragments are rebuilt"
                                + " there."));
        long lost = now.fragments().missing()
                + now.fragments().damaged()
                + now.fragments().rebuilding();
        Stream<Trouble> fragments = lost == 0
                ? Stream.empty()
                : Stream.of(new Trouble(
                        "warning",
                        ColdView.Fragments.counted(lost) + " of cold segments missing or damaged, "
                                + now.fragments().rebuilding() + " of them being rebuilt.",
                        "They are rebuilt by themselves while their volumes are there. If the number stays, look at the"
                                + " events."));
        return Stream.concat(gone, fragments).toList();
    }
}
