package io.lumadb.console.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokensTest {

    private static final Pattern TOKEN = Pattern.compile("(-[a-z-]+): (#[0-9a-f]{6});");

    @ParameterizedTest
    @EnumSource
    void areTheSameInCssAndInJava(Theme theme) throws IOException {
        Map<String, Color> css = read(theme);
        ThemeColors colors = ThemeColors.of(theme);

        for (Tier tier : Tier.values()) {
            assertThat(css).containsEntry(TierColors.token(tier), TierColors.of(tier, theme));
        }
        assertThat(css)
                .containsEntry("-luma-window", colors.window())
                .containsEntry("-luma-surface", colors.surface())
                .containsEntry("-luma-raised", colors.raised())
                .containsEntry("-luma-grid", colors.grid())
                .containsEntry("-luma-track", colors.track())
                .containsEntry("-luma-good", colors.good())
                .containsEntry("-luma-warning", colors.warning())
                .containsEntry("-luma-critical", colors.critical())
                .containsEntry("-color-fg-default", colors.text())
                .containsEntry("-color-fg-muted", colors.muted());
    }

    @ParameterizedTest
    @EnumSource
    void textIsReadable(Theme theme) {
        ThemeColors colors = ThemeColors.of(theme);

        assertThat(contrast(colors.text(), colors.surface())).isGreaterThan(7);
        assertThat(contrast(colors.muted(), colors.surface())).isGreaterThan(4.5);
        assertThat(contrast(colors.critical(), colors.surface())).isGreaterThan(4.5);
        for (Tier tier : Tier.values()) {
            assertThat(contrast(TierColors.of(tier, theme), colors.surface()))
                    .as("%s on %s", tier, theme)
                    .isGreaterThan(3);
        }
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(Color one, Color other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static Map<String, Color> read(Theme theme) throws IOException {
        Map<String, Color> tokens = new HashMap<>();
        try (InputStream in = Theme.class.getResourceAsStream(theme.tokensFile())) {
            Matcher matcher = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                tokens.put(matcher.group(1), Color.web(matcher.group(2)));
            }
        }
        return tokens;
    }
}
