package io.lumadb.cluster.node;

import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.view.Placement;
import io.lumadb.document.Value;
import io.lumadb.storage.view.DocumentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document's X-ray in the API's shape. */
final class Placements {

    private Placements() {}

    static Placement of(Value id, String collection, String node, ShardReplica shard, DocumentView view) {
        return new Placement(
                id,
                collection,
                view.tier().wireName(),
                shard.shard(),
                shard.store().core(),
                node,
                shard.leads() ? node : "",
                List.of(node),
                view.lastAccess().orElse(null),
                view.heat(),
                view.reason(),
                view.next().map(Placements::next).orElse(null),
                view.moves().stream().map(Placements::move).toList(),
                fragments(view));
    }

    private static Placement.Next next(DocumentView.Next next) {
        return new Placement.Next(next.tier().wireName(), next.at(), next.rule());
    }

    private static Placement.Move move(DocumentView.Move move) {
        return new Placement.Move(move.from().wireName(), move.to().wireName(), move.at(), move.reason(), move.bytes());
    }

    private static @Nullable List<Placement.Fragment> fragments(DocumentView view) {
        return view.fragments().isEmpty()
                ? null
                : view.fragments().stream()
                        .map(fragment -> new Placement.Fragment(
                                fragment.n(),
                                fragment.node(),
                                fragment.volume(),
                                fragment.state().wireName()))
                        .toList();
    }
}
