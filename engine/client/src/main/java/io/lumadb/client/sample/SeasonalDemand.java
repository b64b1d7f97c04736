package io.lumadb.client.sample;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What people order: popularity falls off with rank by Zipf's law, and a category rises and falls with the year
 * (garden things in spring, toys before Christmas). A product can be ordered from the month after its release; one
 * that is no longer active is not ordered at all. Immutable.
 */
final class SeasonalDemand {

    private static final double ZIPF_EXPONENT = 0.9;

    private static final Map<String, double[]> SEASONS = Map.of(
            "garden", new double[] {0.4, 0.8, 1.9, 2.4, 2.0, 1.3, 0.9, 0.8, 0.9, 0.8, 0.4, 0.3},
            "outdoor", new double[] {0.5, 0.6, 0.9, 1.2, 1.6, 1.8, 1.7, 1.2, 0.9, 0.7, 0.7, 0.9},
            "bicycle", new double[] {0.5, 0.7, 1.5, 1.7, 1.6, 1.3, 1.1, 1.0, 1.0, 0.8, 0.6, 0.5},
            "toys", new double[] {0.6, 0.6, 0.8, 0.8, 0.7, 0.8, 0.8, 0.7, 0.8, 1.0, 1.9, 2.8},
            "lighting", new double[] {1.2, 1.0, 0.8, 0.7, 0.6, 0.5, 0.5, 0.7, 1.1, 1.5, 1.7, 1.5},
            "home textiles", new double[] {1.4, 1.1, 0.9, 0.8, 0.7, 0.7, 0.7, 0.8, 1.0, 1.2, 1.4, 1.4},
            "books & stationery", new double[] {0.9, 0.8, 0.8, 0.8, 0.8, 0.9, 1.0, 1.2, 1.2, 1.0, 1.3, 1.9});

    private final Map<YearMonth, Offer> offers = new HashMap<>();

    SeasonalDemand(List<CatalogProduct> products, long seed, Instant start, Instant end) {
        double[] popularity = popularity(products.size(), seed);
        YearMonth last = month(end);
        for (YearMonth month = month(start); !month.isAfter(last); month = month.plusMonths(1)) {
            offers.put(month, offer(products, popularity, month));
        }
    }

    /** A product as people choose in that month, which lies within the time this demand was made for. */
    CatalogProduct pick(Instant moment, SplittableRandom random) {
        Offer offer = offers.get(month(moment));
        if (offer == null) {
            throw new IllegalArgumentException("%s lies outside the months %s".formatted(moment, offers.keySet()));
        }
        return offer.at(random.nextDouble());
    }

    /** The weight of each product by its place in the catalogue: a seeded shuffle decides who is the best seller. */
    private static double[] popularity(int size, long seed) {
        SplittableRandom random = SeedMixing.random(seed, -1);
        int[] ranks = new int[size];
        for (int next = 0; next < size; next++) {
            int other = random.nextInt(next + 1);
            ranks[next] = ranks[other];
            ranks[other] = next;
        }
        double[] weights = new double[size];
        for (int product = 0; product < size; product++) {
            // StrictMath: the same orders on every processor.
            weights[product] = 1 / StrictMath.pow(ranks[product] + 1.0, ZIPF_EXPONENT);
        }
        return weights;
    }

    private static Offer offer(List<CatalogProduct> products, double[] popularity, YearMonth month) {
        Instant opening = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        List<CatalogProduct> offered = new ArrayList<>();
        double[] cumulative = new double[products.size()];
        double sum = 0;
        for (int number = 0; number < products.size(); number++) {
            CatalogProduct product = products.get(number);
            if (product.active() && product.released().isBefore(opening)) {
                sum += popularity[number] * season(product.category(), month);
                cumulative[offered.size()] = sum;
                offered.add(product);
            }
        }
        if (offered.isEmpty()) {
            throw new IllegalArgumentException(
                    "No active product of the catalogue was released before %s, so nothing could be ordered then"
                            .formatted(month));
        }
        return new Offer(List.copyOf(offered), Arrays.copyOf(cumulative, offered.size()));
    }

    private static double season(String category, YearMonth month) {
        double[] season = SEASONS.get(category);
        return season == null ? 1 : season[month.getMonthValue() - 1];
    }

    private static YearMonth month(Instant moment) {
        return YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    }

    /** One month's products with their cumulative weights. */
    private static final class Offer {

        private final List<CatalogProduct> products;
        private final double[] cumulative;

        Offer(List<CatalogProduct> products, double[] cumulative) {
            this.products = products;
            this.cumulative = cumulative;
        }

        CatalogProduct at(double quantile) {
            double target = quantile * cumulative[cumulative.length - 1];
            int found = Arrays.binarySearch(cumulative, target);
            int number = found >= 0 ? found + 1 : -found - 1;
            return products.get(Math.min(number, products.size() - 1));
        }
    }
}
