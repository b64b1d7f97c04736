package io.lumadb.storage.view;

import io.lumadb.document.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The X-ray of one document.
 *
 * @param lastAccess known for hot documents, and for others since the node started
 * @param reason why it is where it is, in words
 * @param moves its recent moves, oldest first, as far as the node remembers
 * @param fragments for a cold document, the fragments of its segment
 */
public record DocumentView(
        Tier tier,
        long revision,
        long bytes,
        Optional<Instant> lastAccess,
        double heat,
        String reason,
        Optional<Next> next,
        List<Move> moves,
        List<FragmentView> fragments) {

    public DocumentView {
        moves = List.copyOf(moves);
        fragments = List.copyOf(fragments);
    }

    public record Next(Tier tier, Instant at, String rule) {}

    public record Move(Tier from, Tier to, Instant at, String reason, long bytes) {}

    public record FragmentView(int n, String node, String volume, FragmentState state) {

        public boolean present() {
            return state == FragmentState.OK;
        }
    }
}
