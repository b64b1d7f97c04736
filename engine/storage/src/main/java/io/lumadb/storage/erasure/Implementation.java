package io.lumadb.storage.erasure;

/**
 * What a process codes fragments with. The bytes are the same.
 *
 * @param description for people: how wide the vectors are, or why there are none
 */
public record Implementation(Kind kind, String description) {

    /** The two ways to multiply. */
    public enum Kind {
        VECTOR,
        PLAIN
    }

    @Override
    public String toString() {
        return description;
    }
}
