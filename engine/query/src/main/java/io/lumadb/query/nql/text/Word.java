package io.lumadb.query.nql.text;

import java.util.Locale;

/**
 * A word, a quoted text, a quoted name or a sign of a sentence.
 *
 * @param text without its quotes
 * @param start offset in UTF-16 units
 * @param end offset behind it, quotes included
 */
public record Word(Kind kind, String text, int start, int end) {

    /** What it looks like. */
    public enum Kind {
        /** Letters, digits and what may stand within a name, a number or a date. */
        PLAIN,
        /** {@code "text"} or {@code 'text'}. */
        QUOTED,
        /** {@code `name`}: a name whatever it looks like. */
        NAME,
        /** {@code , ( ) [ ] ; = != < <= > >= : ?} */
        SIGN,
        END
    }

    /** Whether it is that word or sign, in small letters or capitals, and not quoted. */
    public boolean is(String wanted) {
        return (kind == Kind.PLAIN || kind == Kind.SIGN) && text.equalsIgnoreCase(wanted);
    }

    /** Its text in small letters. */
    public String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Whether it is a word that is not quoted. */
    public boolean isPlain() {
        return kind == Kind.PLAIN;
    }
}
