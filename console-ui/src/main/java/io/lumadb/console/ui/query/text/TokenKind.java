package io.lumadb.console.ui.query.text;

/** What a piece of query text is, for the eye. */
public enum TokenKind {
    SPACE(""),
    COMMENT("tok-comment"),
    KEYWORD("tok-keyword"),
    FUNCTION("tok-function"),
    NAME("tok-name"),
    STRING("tok-string"),
    NUMBER("tok-number"),
    LITERAL("tok-literal"),
    OPERATOR("tok-operator"),
    PUNCTUATION("tok-punctuation"),
    PARAMETER("tok-parameter"),
    /** What no language has: shown, not refused. */
    STRANGE("tok-strange");

    private final String styleClass;

    TokenKind(String styleClass) {
        this.styleClass = styleClass;
    }

    /** The style class of {@code query.css}; empty for space. */
    public String styleClass() {
        return styleClass;
    }
}
