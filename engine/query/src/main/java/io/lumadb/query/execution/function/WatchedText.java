package io.lumadb.query.execution.function;

/**
 * A long text as patterns read it: on the way it asks, every so many characters, whether the statement has to stop. A
 * pattern takes time in proportion to the text and to its own size, which for a text of megabytes is many seconds.
 */
public final class WatchedText implements CharSequence {

    /** Shorter texts are done before anybody waits for them. */
    private static final int LEAST_CHARACTERS = 16_384;
    /** A power of two: how many characters a pattern may take before it asks again. */
    private static final int CHARACTERS_BETWEEN = 256;

    private final String text;
    private final Runnable checkpoint;
    private int read;

    private WatchedText(String text, Runnable checkpoint) {
        this.text = text;
        this.checkpoint = checkpoint;
    }

    /** The text for a matcher: itself when it is short, or when nobody waits. */
    public static CharSequence of(String text) {
        return text.length() < LEAST_CHARACTERS
                ? text
                : Watch.checkpoint()
                        .<CharSequence>map(checkpoint -> new WatchedText(text, checkpoint))
                        .orElse(text);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        read++;
        if ((read & CHARACTERS_BETWEEN - 1) == 0) {
            checkpoint.run();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
