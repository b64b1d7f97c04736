package io.lumadb.query.execution.function;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;

/** What one call may make: no more than a document could hold, so that no call fills the memory. */
final class Sizes {

    /** 16 Mi characters. */
    static final int MOST_CHARACTERS = 16 * 1024 * 1024;

    /** An element takes about 16 bytes of a document. */
    static final int MOST_ELEMENTS = 1024 * 1024;

    private Sizes() {}

    /** TOO_LARGE when a function would make a longer text. */
    static void checkCharacters(String function, long characters) {
        if (characters > MOST_CHARACTERS) {
            throw tooLarge(function, MOST_CHARACTERS + " characters");
        }
    }

    /** TOO_LARGE when a function would make a longer array. */
    static void checkElements(String function, long elements) {
        if (elements > MOST_ELEMENTS) {
            throw tooLarge(function, MOST_ELEMENTS + " elements");
        }
    }

    private static LumaException tooLarge(String function, String limit) {
        return new LumaException(ErrorCode.TOO_LARGE, function + " would make more than " + limit);
    }
}
