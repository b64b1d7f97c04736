package io.lumadb.console.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/** One of the two looks. Each is an AtlantaFX theme and a stylesheet of our own tokens on top of it. */
public enum Theme {
    LIGHT,
    DARK;

    /** The control theme that everything else builds on. */
    String userAgentStylesheet() {
        return switch (this) {
            case LIGHT -> new PrimerLight().getUserAgentStylesheet();
            case DARK -> new PrimerDark().getUserAgentStylesheet();
        };
    }

    /** Where this theme's tokens are, beside this class. */
    String tokensFile() {
        return switch (this) {
            case LIGHT -> "tokens-light.css";
            case DARK -> "tokens-dark.css";
        };
    }

    public Theme other() {
        return switch (this) {
            case LIGHT -> DARK;
            case DARK -> LIGHT;
        };
    }
}
