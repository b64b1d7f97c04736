package io.lumadb.storage.view;

import java.util.Locale;

/** How a fragment is, as far as is known without reading all of it. */
public enum FragmentState {
    OK,
    /** Its file, or its whole volume, is gone. */
    MISSING,
    /** It is there and not what was written, or cannot be read. */
    DAMAGED,
    REBUILDING;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
