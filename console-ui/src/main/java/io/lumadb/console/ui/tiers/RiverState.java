package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TierAmount;
import io.lumadb.client.model.TierAmounts;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.TiersStatus.Flow;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.document.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the river shows: three basins, and six streams in a fixed order, idle ones included. */
record RiverState(TierAmounts total, long hotBudget, List<Stream> streams) {

    /** Slower than this is what smoothing leaves of a move that has ended. Documents a second. */
    static final double IDLE = 0.05;

    /** @param documents a second; {@code bytes} likewise */
    record Stream(Tier from, Tier to, double documents, double bytes) {

        boolean flows() {
            return documents >= IDLE;
        }

        /** Down is away from RAM. */
        boolean down() {
            return depth(to) > depth(from);
        }

        /** Whether it passes the tier between. */
        boolean direct() {
            return Math.abs(depth(to) - depth(from)) > 1;
        }

        String words() {
            return from.wireName() + " → " + to.wireName() + " "
                    + (flows() ? Figures.rateFigure(documents, "docs") + ", " + Figures.byteRate(bytes) : "idle");
        }
    }

    /** How far from RAM: 0, 1, 2. */
    static int depth(Tier tier) {
        return switch (tier) {
            case HOT -> 0;
            case WARM -> 1;
            case COLD -> 2;
        };
    }

    static RiverState of(TiersStatus status) {
        List<Stream> streams = new ArrayList<>();
        for (Tier from : Tier.values()) {
            for (Tier to : Tier.values()) {
                if (from != to) {
                    streams.add(stream(status.flows(), from, to));
                }
            }
        }
        return new RiverState(status.total(), status.hotBudget(), List.copyOf(streams));
    }

    private static Stream stream(List<Flow> flows, Tier from, Tier to) {
        double documents = 0;
        double bytes = 0;
        for (Flow flow : flows) {
            if (flow.from().equals(from.wireName()) && flow.to().equals(to.wireName())) {
                documents += flow.documents();
                bytes += flow.bytes();
            }
        }
        return new Stream(from, to, documents, bytes);
    }

    static TierAmount amount(TierAmounts amounts, Tier tier) {
        return switch (tier) {
            case HOT -> amounts.hot();
            case WARM -> amounts.warm();
            case COLD -> amounts.cold();
        };
    }

    /** The tier of that wire name, if it is one. */
    static Optional<Tier> tier(String wireName) {
        for (Tier tier : Tier.values()) {
            if (tier.wireName().equals(wireName)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }

    /** Share of all bytes that lie in a tier, 0 to 1. */
    double share(Tier tier) {
        double whole = (double) total.hot().bytes()
                + total.warm().bytes()
                + total.cold().bytes();
        return whole <= 0 ? 0 : amount(total, tier).bytes() / whole;
    }

    /** Whether anything moves. */
    boolean flows() {
        return streams.stream().anyMatch(Stream::flows);
    }
}
