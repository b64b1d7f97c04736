package io.lumadb.storage.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.storage.erasure.Implementation.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    /** What a JVM of its own runs: codes, and says with what. */
    static final class Coding {

        private Coding() {}

        public static void main(String[] arguments) {
            ReedSolomon code = ReedSolomon.of(6, 3);
            byte[][] fragments = new byte[9][1000];
            Random random = new Random(1);
            for (int row = 0; row < 6; row++) {
                random.nextBytes(fragments[row]);
            }
            byte[][] plain = Arrays.stream(fragments).map(byte[]::clone).toArray(byte[][]::new);
            code.encode(fragments, 0, 1000);
            ReedSolomon.plain(6, 3).encode(plain, 0, 1000);
            System.out.println(Arrays.deepEquals(plain, fragments) + " "
                    + ReedSolomon.implementation().kind() + " " + ReedSolomon.implementation());
        }
    }

    private static String output(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Coding.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().reduce((first, last) -> last).orElse("");
    }

    @Test
    void takesVectorsWhereTheirModuleIs() {
        assertThat(ReedSolomon.implementation().kind()).isEqualTo(Kind.VECTOR);
        assertThat(ReedSolomon.implementation().description()).matches("vector instructions of (128|256|512) bits");
    }

    @Test
    void goesWithoutVectorsWhereTheirModuleIsNot() throws IOException, InterruptedException {
        assertThat(output())
                .isEqualTo("true PLAIN plain instructions, because the JVM was started without"
                        + " --add-modules jdk.incubator.vector");
    }

    @Test
    void goesWithoutVectorsWhereTheyWouldNotBeCompiled() throws IOException, InterruptedException {
        assertThat(output("--add-modules", "jdk.incubator.vector", "-XX:TieredStopAtLevel=1"))
                .isEqualTo(
                        "true PLAIN plain instructions, because the JVM was started without its optimizing compiler");
    }

    @Test
    void codesTheSameInNarrowRegisters() throws IOException, InterruptedException {
        assertThat(output("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=16"))
                .isEqualTo("true VECTOR vector instructions of 128 bits");
    }

    @Test
    void seesWhereVectorsGiveOtherBytesThanPlainOnes() {
        assertThat(Choice.agreesWithPlain(new VectorProduct())).isTrue();
        assertThat(Choice.agreesWithPlain((coefficients, inputs, outputs, offset, length) -> {
                    new PlainProduct().multiply(coefficients, inputs, outputs, offset, length);
                    outputs[outputs.length - 1][offset + length - 1] ^= 1;
                }))
                .isFalse();
    }
}
