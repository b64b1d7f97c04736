package io.lumadb.bench.query;

import io.lumadb.bench.Figures;
import io.lumadb.bench.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Filters and groups documents of about 1 KB, beside PostgreSQL and H2 with the same documents in the same run. Each
 * database is filled, asked a few times to warm up, then measured; the answers have to agree.
 *
 * <p>{@code QuerySpeed DOCUMENTS [POSTGRES-JDBC-URL]}; {@code engine/bench/query-speed.sh} starts a PostgreSQL and gives its
 * URL. Without it LumaDB is measured alone.
 */
public final class QuerySpeed {

    private static final long SEED = 7;
    private static final int WARM_UPS = 25;
    private static final int RUNS = 15;

    private QuerySpeed() {}

    /** Makes a peer when it is its turn, so that one at a time takes memory. */
    private interface Opening {
        Peer open(Path folder) throws SQLException;
    }

    public static void main(String[] arguments) throws Exception {
        long count = Long.parseLong(arguments[0]);
        List<Opening> openings = new ArrayList<>();
        openings.add(LumaPeer::new);
        if (arguments.length > 1) {
            openings.add(_ -> new PostgresPeer(arguments[1]));
            openings.add(folder -> new H2Peer(folder, H2Peer.Layout.JSON));
            openings.add(folder -> new H2Peer(folder, H2Peer.Layout.COLUMNS));
        }
        Orders orders = new Orders(SEED);
        System.out.printf(
                Locale.ROOT,
                "%,d documents of about %d bytes, %d processors, JDK %s, seed %d, median of %d runs (least to most)%n",
                count,
                orders.document(0).sizeBytes(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                SEED,
                RUNS);
        Figures first = null;
        SortedMap<String, Peer.Totals> answer = null;
        for (Opening opening : openings) {
            Path folder = Files.createTempDirectory("luma-query");
            try (Peer peer = opening.open(folder)) {
                peer.fill(orders, count);
                long start = System.nanoTime();
                SortedMap<String, Peer.Totals> totals = peer.totals();
                double firstMillis = (System.nanoTime() - start) / 1e6;
                if (answer == null) {
                    answer = totals;
                } else {
                    requireAgreement(peer.name(), answer, totals);
                }
                Figures figures = Figures.measure(WARM_UPS, RUNS, peer::totals);
                if (first == null) {
                    first = figures;
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-18s %s   %.1f × ours   the first time %,.1f ms%n",
                        peer.name(),
                        figures.text("ms"),
                        figures.median() / first.median(),
                        firstMillis);
            } finally {
                Folders.delete(folder);
            }
        }
    }

    private static void requireAgreement(
            String name, SortedMap<String, Peer.Totals> answer, SortedMap<String, Peer.Totals> other) {
        if (!answer.keySet().equals(other.keySet())) {
            throw new IllegalStateException(name + " finds other countries: " + other.keySet());
        }
        answer.forEach((country, totals) -> {
            Peer.Totals others = other.get(country);
            if (others == null || !totals.agreesWith(others)) {
                throw new IllegalStateException(name + " finds " + others + " for " + country + ", not " + totals);
            }
        });
    }
}
