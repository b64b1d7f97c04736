package io.lumadb.storage.tiering;

import io.lumadb.storage.view.TierPreview.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Documents of one tier for a preview: every one up to 20,000, then those whose key's hash is below a limit that falls as
 * more come, so that each document is as likely as the others to be in it. For one thread.
 */
final class RowSample {

    private static final int MOST = 20_000;

    /** {@code memory}: RAM it takes while it is hot; {@code score}: how warm it is, see {@link HotPass#score}. */
    record Row(long pick, long lastMillis, int bytes, long memory, double score, long risenMillis) {}

    private final int most;
    private List<Row> rows = new ArrayList<>();
    private long limit = 1L << 32;

    RowSample() {
        this(MOST);
    }

    RowSample(int most) {
        this.most = most;
    }

    boolean wants(long pick) {
        return pick < limit;
    }

    void add(Row row) {
        rows.add(row);
        while (rows.size() > most) {
            limit /= 2;
            rows.removeIf(each -> each.pick() >= limit);
        }
    }

    List<Row> rows() {
        return rows;
    }

    private boolean whole() {
        return limit == 1L << 32;
    }

    /**
     * How many documents of the tier are like that. The variance is that of a share among those sampled, with the finite
     * population's correction and four more documents, two of them like that (Agresti and Coull 1998): a sample without
     * any says little about few.
     *
     * @param tierDocuments how many the tier has
     */
    Estimate documents(Predicate<Row> like, long tierDocuments) {
        double documents = (double) tierDocuments;
        double n = rows.size();
        if (n == 0) {
            return Estimate.NOTHING;
        }
        double matching = rows.stream().filter(like).count();
        return new Estimate(documents * matching / n, documents * documents * shareVariance(matching, n, documents));
    }

    private double shareVariance(double matching, double n, double documents) {
        if (whole()) {
            return 0;
        }
        double share = (matching + 2) / (n + 4);
        return Math.max(0, 1 - n / documents) * share * (1 - share) / (n + 4);
    }

    /**
     * How much the documents of the tier that are like that take: their part of what all sampled ones take, of what the
     * tier takes (a ratio estimate).
     *
     * @param tierDocuments how many the tier has
     * @param amount what all of them take
     */
    Estimate amount(Predicate<Row> like, Amount amountOf, long tierDocuments, double amount) {
        double documents = (double) tierDocuments;
        double n = rows.size();
        double all = rows.stream().mapToDouble(amountOf::of).sum();
        if (all == 0) {
            return Estimate.NOTHING;
        }
        double matching = 0;
        double part = 0;
        for (Row row : rows) {
            if (like.test(row)) {
                matching++;
                part += amountOf.of(row);
            }
        }
        double ratio = part / all;
        double residual = 0;
        for (Row row : rows) {
            double off = amountOf.of(row) * ((like.test(row) ? 1 : 0) - ratio);
            residual += off * off;
        }
        double mean = amount / Math.max(1, documents);
        double leastVariance = mean * mean * documents * documents * shareVariance(matching, n, documents);
        double variance =
                whole() || n < 2 ? 0 : documents * documents / n * Math.max(0, 1 - n / documents) * residual / (n - 1);
        return new Estimate(amount * ratio, Math.max(variance, leastVariance));
    }

    interface Amount {
        double of(Row row);
    }
}
