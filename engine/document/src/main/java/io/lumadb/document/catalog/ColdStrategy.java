package io.lumadb.document.catalog;

/** How a cold segment is made to survive the loss of volumes. */
public sealed interface ColdStrategy {

    /** {@code factor} full copies on different volumes, 1 or more. */
    record Replication(int factor) implements ColdStrategy {}

    /** Reed–Solomon: any {@code parityShards} of the fragments may be lost. 1 ≤ k ≤ 32, 0 ≤ m ≤ 8. */
    record ErasureCoding(int dataShards, int parityShards) implements ColdStrategy {}
}
