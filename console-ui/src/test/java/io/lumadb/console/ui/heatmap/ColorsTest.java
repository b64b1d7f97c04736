package io.lumadb.console.ui.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.console.ui.theme.Theme;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColorsTest {

    @ParameterizedTest
    @EnumSource(Theme.class)
    void rampChangesLightnessInEvenSteps(Theme theme) {
        int[] ramp = ColorRamp.of(theme);
        double first = ColorRamp.lightness(ramp[0]);
        double last = ColorRamp.lightness(ramp[ramp.length - 1]);

        for (int i = 0; i < ramp.length; i++) {
            double even = first + (last - first) * i / (ramp.length - 1);
            assertThat(ColorRamp.lightness(ramp[i])).as("step %d", i).isCloseTo(even, within(0.035));
        }
        assertThat(Math.abs(last - first)).isGreaterThan(0.6);
    }

    @Test
    void mostIsBrightInTheDarkAndDarkInTheLight() {
        assertThat(ColorRamp.lightness(ColorRamp.of(Theme.DARK)[255])).isGreaterThan(0.85);
        assertThat(ColorRamp.lightness(ColorRamp.of(Theme.LIGHT)[255])).isLessThan(0.35);
    }

    @Property
    void codesKeepTwoDigitsAndTheOrder(
            @ForAll @DoubleRange(min = 0, max = 1e9) double one, @ForAll @DoubleRange(min = 0, max = 1e9) double two) {
        assertThat(CellCode.decode(CellCode.encode(one))).isCloseTo(one, within(one / 200 + 1e-30));
        if (one < two) {
            assertThat(CellCode.encode(one)).isLessThanOrEqualTo(CellCode.encode(two));
        }
        assertThat(CellCode.encode(one)).isGreaterThan(CellCode.EMPTY);
    }

    @Test
    void whatIsNoNumberHasNoColour() {
        HeatPalette palette = HeatPalette.of(HeatScale.upTo(10, Measure.READS, true), Theme.DARK);

        assertThat(CellCode.encode(Double.NaN)).isEqualTo(CellCode.EMPTY);
        assertThat(CellCode.encode(-1)).isEqualTo(CellCode.EMPTY);
        assertThat(palette.color(CellCode.EMPTY)).isZero();
        assertThat(palette.color(CellCode.encode(0))).isEqualTo(HeatPalette.idle(Theme.DARK));
    }

    @Test
    void scaleEndsAtARoundNumberAboveTheLargest() {
        assertThat(HeatScale.upTo(1_730, Measure.READS, false).top()).isEqualTo(2_000);
        assertThat(HeatScale.upTo(0.2, Measure.READS, false).top()).isEqualTo(10);
        assertThat(HeatScale.upTo(3_000_000, Measure.BYTES, false).top()).isEqualTo(5 << 20);
        assertThat(HeatScale.upTo(700 * 1024, Measure.BYTES, false).top()).isEqualTo(1 << 20);
    }

    @Property
    void scaleRisesWithTheValue(
            @ForAll @DoubleRange(min = 0, max = 1e6) double one,
            @ForAll @DoubleRange(min = 0, max = 1e6) double two,
            @ForAll boolean logarithmic) {
        HeatScale scale = HeatScale.upTo(Math.max(one, two), Measure.READS, logarithmic);

        assertThat(scale.position(Math.min(one, two))).isLessThanOrEqualTo(scale.position(Math.max(one, two)));
        assertThat(scale.position(scale.top())).isEqualTo(1);
    }

    @Test
    void ticksLieWhereTheirValuesLie() {
        for (boolean logarithmic : new boolean[] {true, false}) {
            HeatScale scale = HeatScale.upTo(1_730, Measure.READS, logarithmic);
            assertThat(scale.ticks())
                    .allSatisfy(
                            tick -> assertThat(scale.position(tick.value())).isCloseTo(tick.position(), within(1e-9)));
        }
    }

    @Test
    void tierColoursArePureAtTheCorners() {
        HeatPalette palette = HeatPalette.ofTiers(Theme.DARK);

        assertThat(palette.color((short) TierShares.pack(5, 0, 0))).isEqualTo(0xFFFB8A3C);
        assertThat(palette.color((short) TierShares.pack(0, 5, 0))).isEqualTo(0xFF2DC9B4);
        assertThat(palette.color((short) TierShares.pack(0, 0, 5))).isEqualTo(0xFF5B9DFF);
    }
}
