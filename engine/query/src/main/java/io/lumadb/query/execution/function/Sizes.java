package io.lumadb.query.execution.function;

import io.lumadb.document.Bson;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.ArrayList;
import java.util.List;

/** What one value of an expression may be: no more than a document could hold, so that no expression fills the memory. */
public final class Sizes {

    /** 16 MiB. */
    static final int MOST_BYTES = Bson.MAX_BYTES;

    /** 16 Mi characters. */
    static final int MOST_CHARACTERS = MOST_BYTES;

    /** An element takes about 16 bytes of a document. */
    static final int MOST_ELEMENTS = MOST_BYTES / 16;

    /** Shorter values are read before anybody waits for them. */
    private static final int LONG_TEXT = 16_384;

    private static final int CHARACTERS_PER_STEP = 64;
    private static final int LONG_ARRAY = 256;

    private Sizes() {}

    /** TOO_LARGE when a function would make a longer text. */
    public static void checkCharacters(String function, long characters) {
        if (characters > MOST_CHARACTERS) {
            throw tooLarge(function, MOST_CHARACTERS + " characters");
        }
    }

    /** TOO_LARGE when a function would make a longer array. */
    public static void checkElements(String function, long elements) {
        if (elements > MOST_ELEMENTS) {
            throw tooLarge(function, MOST_ELEMENTS + " elements");
        }
    }

    /**
     * A value that was made, when it is not too large.
     *
     * @param maker what made it, as the error names it
     * @throws LumaException TOO_LARGE past 16 MiB or 100 levels
     */
    public static Value checked(String maker, Value made) {
        switch (made) {
            case Value.Text(String text) -> {
                if (text.length() >= LONG_TEXT) {
                    checkCharacters(maker, text.length());
                    Watch.made(text.length());
                }
            }
            case Value.Array(List<Value> elements) -> {
                if (elements.size() < LONG_ARRAY || Watch.known(made).isEmpty()) {
                    weigh(maker, made);
                }
            }
            case Value.Obj _ -> weigh(maker, made);
            case Value.Missing _,
                    Value.Null _,
                    Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Decimal _,
                    Value.Timestamp _,
                    Value.Binary _,
                    Value.Vector _ -> {}
        }
        return made;
    }

    private static void weigh(String maker, Value made) {
        Weight.Sum sum = new Weight.Sum(maker);
        sum.add(made, 0);
        Watch.made(made, sum.weight());
    }

    /**
     * Takes note of an operand that an expression is about to read: a long one takes its time.
     *
     * @throws LumaException when the statement has to stop
     */
    public static void reading(Value operand) {
        if (operand instanceof Value.Text(String text) && text.length() >= LONG_TEXT) {
            Watch.worked(text.length() / CHARACTERS_PER_STEP);
        } else if (operand instanceof Value.Array(List<Value> elements) && elements.size() >= LONG_ARRAY) {
            Watch.worked(elements.size());
        }
    }

    /**
     * The elements of arrays, one array after the other.
     *
     * @throws LumaException TOO_LARGE, before anything is made
     */
    public static Value.Array concatenated(String function, List<Value.Array> arrays) {
        Weight.Sum sum = new Weight.Sum(function);
        arrays.forEach(array -> sum.add(array, 0));
        List<Value> all = new ArrayList<>();
        arrays.forEach(array -> all.addAll(array.elements()));
        Value.Array made = new Value.Array(all);
        Watch.made(made, sum.weight());
        return made;
    }

    /**
     * A text with every place of a part of it replaced. An empty part is found between all characters.
     *
     * @throws LumaException TOO_LARGE, before anything is made
     */
    public static String replaced(String function, String text, String sought, String replacement) {
        if (replacement.length() > sought.length()) {
            long mostTimes = text.length() / Math.max(1, sought.length()) + 1L;
            if (text.length() + mostTimes * replacement.length() > MOST_CHARACTERS) {
                checkCharacters(
                        function, text.length() + occurrences(text, sought) * (replacement.length() - sought.length()));
            }
        }
        return text.replace(sought, replacement);
    }

    private static long occurrences(String text, String sought) {
        if (sought.isEmpty()) {
            return text.length() + 1L;
        }
        long found = 0;
        for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length())) {
            found++;
        }
        return found;
    }

    static LumaException tooLarge(String maker, String limit) {
        return new LumaException(
                ErrorCode.TOO_LARGE,
                maker + " would make more than " + limit + ": an expression's value may have 16 MiB",
                "make it of fewer or shorter parts");
    }
}
