package io.lumadb.document.error;

/** So much of a text as an error message repeats: no more than a line. */
public final class Excerpt {

    private static final int MOST_CHARACTERS = 60;

    private Excerpt() {}

    /** The text, or its beginning with an ellipsis. */
    public static String of(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
