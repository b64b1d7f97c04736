package io.lumadb.storage.erasure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How wide the registers are that are shuffled. The widest that the processor has are not always best: x86 looks up in 32 or
 * 64 bytes at once only where it has AVX-512 VBMI; without, 256 bits are slower than 128, and 512 are not compiled at all.
 */
final class VectorWidth {

    private static final int SMALLEST = 128;
    private static final int LARGEST = 512;
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Set<String> X86 = Set.of("amd64", "x86_64", "x86", "i386");

    private VectorWidth() {}

    static VectorSpecies<Byte> species() {
        return switch (bits(ByteVector.SPECIES_PREFERRED.vectorBitSize())) {
            case LARGEST -> ByteVector.SPECIES_512;
            case 256 -> ByteVector.SPECIES_256;
            default -> ByteVector.SPECIES_128;
        };
    }

    private static int bits(int preferred) {
        if (preferred > SMALLEST && X86.contains(System.getProperty("os.arch", "")) && !permutesWideRegisters()) {
            return SMALLEST;
        }
        return Math.min(preferred, LARGEST);
    }

    /** Said by Linux only; elsewhere the narrow way is taken, which is right everywhere. */
    private static boolean permutesWideRegisters() {
        try {
            return Files.isReadable(PROCESSORS) && Files.readString(PROCESSORS).contains(" avx512vbmi ");
        } catch (IOException e) {
            return false;
        }
    }
}
