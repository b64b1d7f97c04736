package io.lumadb.document;

/** Where a document lives: in RAM, on SSD, or in an immutable segment on cheap disks. */
public enum Tier {
    HOT,
    WARM,
    COLD;

    /** The name as JSON and metrics write it. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
