package io.lumadb.query.execution.expression;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the known name that a misspelt one most likely means (edit distance with transpositions, ignoring case). */
public final class NearestName {

    private NearestName() {}

    /** The nearest name, if one is near enough to be meant: at most a third of the letters differ. */
    public static Optional<String> of(String wanted, Collection<String> known) {
        String sought = wanted.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = Math.max(1, wanted.length() / 3) + 1;
        for (String name : known) {
            int distance = distance(sought, name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** "did you mean 'x'?", or nothing where no name is near. */
    public static @Nullable String hint(String wanted, Collection<String> known) {
        return of(wanted, known).map(name -> "did you mean '" + name + "'?").orElse(null);
    }

    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
