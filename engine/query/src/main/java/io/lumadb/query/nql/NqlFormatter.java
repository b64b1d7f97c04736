package io.lumadb.query.nql;

import io.lumadb.query.language.Highlighter;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.TextToken;

/** Puts one space between the words of sentences; their words, values and lines stay as they are. Stateless. */
public final class NqlFormatter {

    private NqlFormatter() {}

    public static String format(String sentences) {
        StringBuilder text = new StringBuilder(sentences.length());
        int behind = 0;
        for (TextToken token : Highlighter.highlight(Language.NQL, sentences)) {
            String between = sentences.substring(behind, token.offset());
            if (between.indexOf('\n') >= 0) {
                text.append(text.isEmpty() ? "" : "\n");
            } else if (!between.isEmpty() && !text.isEmpty()) {
                text.append(' ');
            }
            behind = token.offset() + token.length();
            text.append(sentences, token.offset(), behind);
        }
        return sentences.endsWith("\n") && !text.isEmpty() ? text.append('\n').toString() : text.toString();
    }
}
