package io.lumadb.storage.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GaloisFieldTest {

    /** Powers of x as the tables of Plank's tutorial and of RAID-6 have them. */
    @Test
    void hasTheKnownPowersOfX() {
        int[] powers = {
            1, 2, 4, 8, 16, 32, 64, 128, 29, 58, 116, 232, 205, 135, 19, 38, 76, 152, 45, 90, 180, 117, 234, 201
        };

        int element = 1;
        for (int power : powers) {
            assertThat(element).isEqualTo(power);
            element = GaloisField.multiply(element, 2);
        }
        assertThat(GaloisField.divide(1, 2)).isEqualTo(142);
        assertThat(GaloisField.multiply(0x80, 0x80)).isEqualTo(19);
        assertThat(GaloisField.multiply(0xFF, 0xFF)).isEqualTo(226);
    }

    @Test
    void multipliesAndDividesAsPolynomialsDo() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                int product = SlowReedSolomon.times(a, b);
                assertThat(GaloisField.multiply(a, b)).isEqualTo(product);
                if (b != 0) {
                    assertThat(GaloisField.divide(product, b)).isEqualTo(a);
                }
            }
        }
    }

    @Test
    void refusesToDivideByZero() {
        assertThatThrownBy(() -> GaloisField.divide(3, 0)).isInstanceOf(ArithmeticException.class);
    }
}
