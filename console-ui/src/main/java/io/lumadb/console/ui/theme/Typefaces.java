package io.lumadb.console.ui.theme;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.text.Font;

/**
 * The typefaces of this machine: the first that is there of those that read well small. None is shipped. Asked once; any
 * thread may read.
 */
public final class Typefaces {

    private static final List<String> TEXT = List.of(
            "Inter",
            "Segoe UI Variable Text",
            "Segoe UI",
            "SF Pro Text",
            "Helvetica Neue",
            "Adwaita Sans",
            "Ubuntu",
            "Cantarell",
            "Noto Sans",
            "Roboto",
            "Open Sans",
            "Liberation Sans",
            "DejaVu Sans Condensed",
            "DejaVu Sans");
    private static final List<String> CODE = List.of(
            "JetBrains Mono",
            "Cascadia Mono",
            "SF Mono",
            "Menlo",
            "Consolas",
            "Ubuntu Mono",
            "Noto Sans Mono",
            "Roboto Mono",
            "Liberation Mono",
            "DejaVu Sans Mono");

    private Typefaces() {}

    /** The family for everything but code. */
    public static String text() {
        return Chosen.TEXT_FAMILY;
    }

    /** The fixed-width family for queries, documents, keys and addresses. */
    public static String code() {
        return Chosen.CODE_FAMILY;
    }

    /** Listing the families takes a moment, so it waits for the first question. */
    private static final class Chosen {
        private static final Set<String> INSTALLED = new HashSet<>(Font.getFamilies());
        static final String TEXT_FAMILY = first(TEXT, "System");
        static final String CODE_FAMILY = first(CODE, "Monospaced");

        private static String first(List<String> wanted, String otherwise) {
            return wanted.stream().filter(INSTALLED::contains).findFirst().orElse(otherwise);
        }
    }
}
