package io.lumadb.cluster.view;

import io.lumadb.document.Tier;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which moves somebody wants to see; what is empty does not matter. */
public record MoveFilter(Optional<String> collection, Optional<Tier> from, Optional<Tier> to, Optional<String> reason)
        implements Predicate<TierMove> {

    /** What {@link TierMove#reason} may be. */
    public static final List<String> REASONS = List.of("policy", "pressure", "access", "manual");

    public static final MoveFilter ALL =
            new MoveFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public boolean test(TierMove move) {
        return collection.map(move.collection()::equals).orElse(true)
                && from.map(tier -> tier.wireName().equals(move.from())).orElse(true)
                && to.map(tier -> tier.wireName().equals(move.to())).orElse(true)
                && reason.map(move.reason()::equals).orElse(true);
    }
}
