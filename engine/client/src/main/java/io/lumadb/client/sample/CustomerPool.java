package io.lumadb.client.sample;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * The shop's customers. Customer number n is a function of the seed and n, so the pool takes no memory however large
 * it is; a name may occur twice, an address never, because it carries n.
 */
final class CustomerPool {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^a-z]+");
    private static final List<String> DOMAINS = List.of("example.org", "example.com", "example.net");

    private final long seed;
    private final int size;

    /** @param size how many customers there are, at least 1 */
    CustomerPool(long seed, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("A shop has at least one customer, not " + size);
        }
        this.seed = seed;
        this.size = size;
    }

    /** Somebody; a tenth of the customers place about a third of all orders. */
    Customer pick(SplittableRandom random) {
        double uniform = random.nextDouble();
        return customer((int) (uniform * uniform * size));
    }

    Customer customer(int number) {
        SplittableRandom random = SeedMixing.random(seed, number);
        Region region = region(random.nextInt(100));
        String given = oneOf(region.givenNames(), random);
        String family = oneOf(region.familyNames(), random);
        String city = region.cities().get(skewed(region.cities().size(), random));
        String email = "%s.%s.%d@%s".formatted(plain(given), plain(family), number + 1, oneOf(DOMAINS, random));
        return new Customer(given + " " + family, city, region.country(), email);
    }

    private static Region region(int percentile) {
        int upTo = 0;
        for (Region region : Region.ALL) {
            upTo += region.share();
            if (percentile < upTo) {
                return region;
            }
        }
        throw new IllegalStateException("The regions' shares add up to %d, not to 100".formatted(upTo));
    }

    /** The earlier a city stands in the list, the more customers live there. */
    private static int skewed(int bound, SplittableRandom random) {
        int first = random.nextInt(bound);
        int second = random.nextInt(bound);
        return Math.min(first, second);
    }

    private static String oneOf(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String plain(String name) {
        String decomposed = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        String unmarked = MARKS.matcher(decomposed)
                .replaceAll("")
                .replace("ø", "o")
                .replace("æ", "ae")
                .replace("ł", "l")
                .replace("ı", "i")
                .replace("ß", "ss");
        return NOT_PLAIN.matcher(unmarked).replaceAll("");
    }
}
