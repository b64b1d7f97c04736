package io.lumadb.query.lql;

import io.lumadb.document.FieldPath;
import java.util.regex.Pattern;

/** Names as LQL writes them: plain where that reads back the same, in double quotes otherwise. */
final class Identifiers {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private Identifiers() {}

    static String unquoted(String written) {
        char first = written.charAt(0);
        if (first != '"' && first != '`') {
            return written;
        }
        String quote = String.valueOf(first);
        return written.substring(1, written.length() - 1).replace(quote + quote, quote);
    }

    static String quoted(String name) {
        return isPlain(name) ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches() && !TokenNames.isReserved(name);
    }

    static String path(FieldPath path) {
        StringBuilder text = new StringBuilder();
        for (FieldPath.Segment segment : path.segments()) {
            switch (segment) {
                case FieldPath.Field(String name) ->
                    text.append(text.isEmpty() ? "" : ".").append(quoted(name));
                case FieldPath.Subscript(int index) ->
                    text.append('[').append(index).append(']');
            }
        }
        return text.toString();
    }
}
