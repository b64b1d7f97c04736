package io.lumadb.client.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A mix of operations. A to F are YCSB's core workloads (Cooper et al., SoCC 2010, table 2, and the files {@code
 * workloads/workloada} to {@code workloadf} of YCSB 0.17).
 *
 * @param shares of each kind of operation; they add up to 1
 */
public record Workload(String name, String description, Map<OperationKind, Double> shares, Distribution distribution) {

    /** {@code maxscanlength}; lengths are 1 to this, each as often. */
    public static final int LONGEST_SCAN = 100;

    public static final Workload A = new Workload(
            "A",
            "update heavy: a session store",
            Map.of(OperationKind.READ, 0.5, OperationKind.UPDATE, 0.5),
            Distribution.ZIPFIAN);
    public static final Workload B = new Workload(
            "B",
            "read mostly: tagging of photographs",
            Map.of(OperationKind.READ, 0.95, OperationKind.UPDATE, 0.05),
            Distribution.ZIPFIAN);
    public static final Workload C =
            new Workload("C", "read only: profiles", Map.of(OperationKind.READ, 1.0), Distribution.ZIPFIAN);
    public static final Workload D = new Workload(
            "D",
            "read latest: status updates",
            Map.of(OperationKind.READ, 0.95, OperationKind.INSERT, 0.05),
            Distribution.LATEST);
    public static final Workload E = new Workload(
            "E",
            "short ranges: threads of messages",
            Map.of(OperationKind.SCAN, 0.95, OperationKind.INSERT, 0.05),
            Distribution.ZIPFIAN);
    public static final Workload F = new Workload(
            "F",
            "read, modify, write: records of users",
            Map.of(OperationKind.READ, 0.5, OperationKind.READ_MODIFY_WRITE, 0.5),
            Distribution.ZIPFIAN);

    public static final List<Workload> CORE = List.of(A, B, C, D, E, F);

    private static final double ROUNDING = 1e-9;

    public Workload {
        Map<OperationKind, Double> copy = new EnumMap<>(OperationKind.class);
        copy.putAll(shares);
        shares = java.util.Collections.unmodifiableMap(copy);
        double sum = 0;
        for (double share : shares.values()) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share of operations is 0 to 1, not " + share);
            }
            sum += share;
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException("the shares of operations add up to " + sum + " instead of 1");
        }
    }

    /**
     * A core workload by its letter.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static Workload named(String letter) {
        return CORE.stream()
                .filter(workload -> workload.name().equals(letter.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no workload '" + letter + "': YCSB's core workloads are A, B, C, D, E and F"));
    }

    /** Reads and updates over a Zipf distribution. */
    public static Workload readsAndUpdates(double readShare) {
        if (!(readShare >= 0 && readShare <= 1)) {
            throw new IllegalArgumentException("the share of reads is 0 to 1, not " + readShare);
        }
        return new Workload(
                "custom",
                "reads and updates",
                Map.of(OperationKind.READ, readShare, OperationKind.UPDATE, 1 - readShare),
                Distribution.ZIPFIAN);
    }

    public Workload withDistribution(Distribution other) {
        return new Workload(name, description, shares, other);
    }

    public double share(OperationKind kind) {
        return shares.getOrDefault(kind, 0.0);
    }
}
