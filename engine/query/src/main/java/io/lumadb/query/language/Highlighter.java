package io.lumadb.query.language;

import io.lumadb.query.lql.LqlTokens;
import io.lumadb.query.nql.NqlLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what each piece of a text is, also of one that is only half written. Stateless and thread-safe. */
public final class Highlighter {

    private static final Pattern NQL = Pattern.compile("(?<string>\"[^\"]*\"|(?<![\\p{L}\\p{N}])'[^']*')"
            + "|(?<name>`[^`]*`)|(?<open>[\"`].*)|(?<number>[-+$€]?[0-9][0-9\\-:.TZ]*(?![\\p{L}_]))"
            + "|(?<word>[\\p{L}_][^\\s,()\\[\\];=<>!:?\"`]*)|(?<sign>[,()\\[\\];=<>!:?]+)|(?<other>\\S)");

    private static final Pattern JQL = Pattern.compile("(?<key>\"(?:[^\"\\\\\\n]|\\\\.)*\")(?=\\s*:)"
            + "|(?<string>\"(?:[^\"\\\\\\n]|\\\\.)*\")|(?<open>\"[^\\n]*)"
            + "|(?<number>-?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)"
            + "|(?<word>true\\b|false\\b|null\\b)|(?<sign>[{}\\[\\]:,])|(?<other>[^\\s{}\\[\\]:,\"]+)");

    private Highlighter() {}

    /** The tokens in order; white space has none. */
    public static List<TextToken> highlight(Language language, String text) {
        return switch (language) {
            case LQL -> LqlTokens.of(text);
            case NQL -> scan(NQL, text, Highlighter::nqlKind);
            case JQL -> scan(JQL, text, Highlighter::jqlKind);
        };
    }

    private interface Kinds {
        TextToken.Kind of(Matcher matcher);
    }

    private static List<TextToken> scan(Pattern pattern, String text, Kinds kinds) {
        List<TextToken> tokens = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            tokens.add(new TextToken(matcher.start(), matcher.end() - matcher.start(), kinds.of(matcher)));
        }
        return tokens;
    }

    private static TextToken.Kind nqlKind(Matcher matcher) {
        if (matcher.group("string") != null) {
            return TextToken.Kind.STRING;
        }
        if (matcher.group("name") != null) {
            return TextToken.Kind.IDENTIFIER;
        }
        if (matcher.group("number") != null) {
            return TextToken.Kind.NUMBER;
        }
        if (matcher.group("sign") != null) {
            return TextToken.Kind.OPERATOR;
        }
        if (matcher.group("word") != null) {
            return NqlLanguage.isWord(matcher.group()) ? TextToken.Kind.KEYWORD : TextToken.Kind.IDENTIFIER;
        }
        return TextToken.Kind.ERROR;
    }

    private static TextToken.Kind jqlKind(Matcher matcher) {
        if (matcher.group("key") != null) {
            return matcher.group().startsWith("\"$") ? TextToken.Kind.KEYWORD : TextToken.Kind.IDENTIFIER;
        }
        if (matcher.group("string") != null) {
            return TextToken.Kind.STRING;
        }
        if (matcher.group("number") != null) {
            return TextToken.Kind.NUMBER;
        }
        if (matcher.group("word") != null) {
            return TextToken.Kind.KEYWORD;
        }
        return matcher.group("sign") != null ? TextToken.Kind.OPERATOR : TextToken.Kind.ERROR;
    }
}
