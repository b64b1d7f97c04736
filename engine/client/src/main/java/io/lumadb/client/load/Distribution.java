package io.lumadb.client.load;

import java.util.Locale;

/** Which records requests are for; YCSB's {@code requestdistribution}. */
public enum Distribution {
    /** Few records most of the time, scattered over the key space. */
    ZIPFIAN,
    /** Those inserted last most of the time. */
    LATEST,
    /** All of them alike. */
    UNIFORM;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
