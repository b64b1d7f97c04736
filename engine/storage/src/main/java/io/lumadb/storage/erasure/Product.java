package io.lumadb.storage.erasure;

/** The product of a matrix and fragments. Implementations differ in speed only. */
interface Product {

    /**
     * Sets bytes {@code offset} to {@code offset + length} of every output to the sum of the inputs' bytes there, each
     * times its coefficient. Outputs and inputs are different arrays.
     */
    void multiply(Coefficients coefficients, byte[][] inputs, byte[][] outputs, int offset, int length);
}
