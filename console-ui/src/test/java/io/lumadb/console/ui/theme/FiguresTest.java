package io.lumadb.console.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({"0,0", "987,987", "12345,12.3 k", "999960,1.0 M", "4560000,4.6 M", "-1200,-1.2 k", "1.2e14,120 T"})
    void writesCountsInThousands(double count, String text) {
        assertThat(Figures.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "812,812 B", "1024,1.0 KiB", "4404019,4.2 MiB", "1099511627776,1.0 TiB"})
    void writesBytesInPowersOfTwo(double bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 µs",
        "3.25,3.3 µs",
        "320,320 µs",
        "1840,1.8 ms",
        "999600,1.0 s",
        "2100000,2.1 s",
        "150000000,2 min 30 s"
    })
    void writesLatenciesInTheUnitThatFits(double micros, String text) {
        assertThat(Figures.micros(micros)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.4,0.40/s", "0,0/s", "12345,12.3 k/s", "250,250/s"})
    void writesRates(double rate, String text) {
        assertThat(Figures.rate(rate)).isEqualTo(text);
    }

    @Test
    void keepsTheUnitOfARateApart() {
        assertThat(Figures.rateFigure(8_400, "ops")).isEqualTo(new Figures.Figure("8.4", "k ops/s"));
        assertThat(Figures.rateFigure(84, "ops")).isEqualTo(new Figures.Figure("84.0", "ops/s"));
    }

    @ParameterizedTest
    @CsvSource({"PT0.3S,0.3 s", "PT12.9S,12 s", "PT3M20S,3 min", "PT5H,5 h", "P5DT3H,5 d"})
    void writesAges(Duration age, String text) {
        assertThat(Figures.age(age)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT42S,42 s", "PT3M20S,3 min 20 s", "PT2H,2 h", "PT2H5M,2 h 5 min", "P4DT3H20M,4 d 3 h"})
    void writesDurationsInTwoUnits(Duration duration, String text) {
        assertThat(Figures.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 %", "0.987,98.7 %", "1,100 %", "0.99999,100 %"})
    void writesSharesAsPercent(double share, String text) {
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @Test
    void writesADashForWhatIsNotANumber() {
        assertThat(Figures.count(Double.NaN)).isEqualTo("–");
        assertThat(Figures.bytes(Double.POSITIVE_INFINITY)).isEqualTo("–");
        assertThat(Figures.micros(Double.NaN)).isEqualTo("–");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("–");
    }

    @Property
    void neverWritesMoreThanFourDigits(@ForAll @DoubleRange(min = 0, max = 1e15) double count) {
        assertThat(Figures.countFigure(count).number().replace(".", "")).hasSizeLessThanOrEqualTo(4);
        assertThat(Figures.bytesFigure(count).number().replace(".", "")).hasSizeLessThanOrEqualTo(4);
    }
}
