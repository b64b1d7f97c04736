package io.lumadb.storage.erasure;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.lumadb.storage.erasure.Implementation.Kind;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which product this process multiplies with: the one with vector instructions where the JVM was started with their module,
 * compiles them, and gets from them what the plain one says.
 */
record Choice(Product product, Implementation implementation) {

    private static final Logger LOG = LoggerFactory.getLogger(ReedSolomon.class);
    private static final String MODULE = "jdk.incubator.vector";

    /** The tier of code that C2 compiles. */
    private static final int LAST_TIER = 4;

    private static final int CHECKED_BYTES = 140;

    /** Made once, when it is first asked for. */
    static final Choice MADE = made();

    private static Choice made() {
        Choice choice = make();
        LOG.info("Erasure coding uses {}", choice.implementation);
        return choice;
    }

    private static Choice make() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return plain("the JVM was started without --add-modules " + MODULE);
        }
        if (!optimizes()) {
            return plain("the JVM was started without its optimizing compiler");
        }
        try {
            return vector();
        } catch (LinkageError | RuntimeException e) {
            LOG.warn("Vector instructions failed, erasure coding goes without them", e);
            return plain("vector instructions failed: " + e);
        }
    }

    private static Choice vector() {
        VectorProduct product = new VectorProduct();
        if (!agreesWithPlain(product)) {
            return plain("vector instructions gave other bytes than plain ones");
        }
        return new Choice(
                product, new Implementation(Kind.VECTOR, "vector instructions of " + VectorProduct.bits() + " bits"));
    }

    private static Choice plain(String reason) {
        return new Choice(new PlainProduct(), new Implementation(Kind.PLAIN, "plain instructions, because " + reason));
    }

    /** Without C2 every vector is an object, a hundred times slower than plain bytes. */
    private static boolean optimizes() {
        if (System.getProperty("java.vm.info", "").contains("interpreted mode")) {
            return false;
        }
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return machine == null
                    || Integer.parseInt(machine.getVMOption("TieredStopAtLevel").getValue()) >= LAST_TIER;
        } catch (IllegalArgumentException e) {
            // A JVM that has no such option has no tiers to leave out.
            return true;
        }
    }

    /**
     * Every coefficient times many bytes, and every number of outputs in one pass. As little as that takes: until it is compiled, vector
     * code runs at a few million bytes a second.
     */
    static boolean agreesWithPlain(Product product) {
        int inputs = ReedSolomon.MOST_DATA_SHARDS;
        int outputs = ReedSolomon.MOST_PARITY_SHARDS;
        return agreesWithPlain(product, inputs, outputs) && agreesWithPlain(product, 2, 1);
    }

    private static boolean agreesWithPlain(Product product, int inputs, int outputs) {
        int[][] rows = new int[outputs][inputs];
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                rows[output][input] = inputs * output + input;
            }
        }
        Coefficients coefficients = new Coefficients(rows, inputs);
        byte[][] data = new byte[inputs][CHECKED_BYTES];
        Random random = new Random(1);
        for (byte[] fragment : data) {
            random.nextBytes(fragment);
        }
        byte[][] actual = new byte[outputs][CHECKED_BYTES];
        byte[][] expected = new byte[outputs][CHECKED_BYTES];
        product.multiply(coefficients, data, actual, 1, CHECKED_BYTES - 2);
        new PlainProduct().multiply(coefficients, data, expected, 1, CHECKED_BYTES - 2);
        return Arrays.deepEquals(actual, expected);
    }
}
