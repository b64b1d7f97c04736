package io.lumadb.storage.tiering;

import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.shard.Segments.Alive;
import io.lumadb.storage.view.ColdView.SegmentView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Cold segments with their fragments, as their files are now. Looks at each file, so never on a core loop. */
public final class SegmentViews {

    private SegmentViews() {}

    /** Oldest first; {@code living}: how much of each is alive. */
    public static List<SegmentView> of(ColdStore cold, Collection<SegmentManifest> manifests, Map<Long, Alive> living) {
        List<SegmentView> views = new ArrayList<>();
        manifests.stream()
                .sorted(Comparator.comparingLong(SegmentManifest::segment))
                .forEach(manifest -> {
                    Alive alive = living.get(manifest.segment());
                    views.add(new SegmentView(
                            manifest.segment(),
                            manifest.collection(),
                            manifest.dataShards(),
                            manifest.fragments().size() - manifest.dataShards(),
                            alive == null ? 0 : alive.documents(),
                            alive == null ? 0 : alive.bytes(),
                            manifest.rawBytes(),
                            manifest.storedBytes(),
                            manifest.diskBytes(),
                            Xray.fragments(cold, manifest)));
                });
        return views;
    }
}
