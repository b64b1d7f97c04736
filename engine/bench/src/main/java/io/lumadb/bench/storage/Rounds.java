package io.lumadb.bench.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures contestants in turns, so that what else the machine does falls on all of them, and prints medians and ratios. */
final class Rounds {

    /** Measures once, and gives operations a second. */
    interface Measurement {
        double perSecond() throws Exception;
    }

    private final Map<String, Measurement> contestants = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    Rounds with(String name, Measurement measurement) {
        contestants.put(name, measurement);
        rates.put(name, new ArrayList<>());
        return this;
    }

    /** One unmeasured round, then so many; each begins with another contestant. */
    void run(int rounds) throws Exception {
        List<String> names = new ArrayList<>(contestants.keySet());
        for (int round = 0; round <= rounds; round++) {
            for (int at = 0; at < names.size(); at++) {
                String name = names.get((at + round) % names.size());
                double rate = measurement(name).perSecond();
                if (round > 0) {
                    rates(name).add(rate);
                }
            }
        }
        names.forEach(name -> System.out.printf(
                Locale.ROOT,
                "  %-34s %,12.0f/s   (%,.0f to %,.0f)%n",
                name,
                median(name),
                rates(name).stream().min(Double::compare).orElse(0.0),
                rates(name).stream().max(Double::compare).orElse(0.0)));
    }

    private Measurement measurement(String name) {
        Measurement found = contestants.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return found;
    }

    private List<Double> rates(String name) {
        return rates.getOrDefault(name, List.of());
    }

    double median(String name) {
        List<Double> sorted = rates(name).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    void goal(String name, double goal) {
        System.out.printf(
                Locale.ROOT, "  %s: goal %,.0f/s, %s%n", name, goal, median(name) >= goal ? "reached" : "missed");
    }

    void ratio(String name, String to, double goal) {
        double ratio = median(name) / median(to);
        System.out.printf(
                Locale.ROOT,
                "  %s: %.2f x %s (goal at least %.1f x: %s)%n",
                name,
                ratio,
                to,
                goal,
                ratio >= goal ? "reached" : "missed");
    }
}
