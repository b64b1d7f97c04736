package io.lumadb.cluster.raftlog;

import java.util.zip.CRC32C;

/**
 * Whether one flipped bit explains why an entry and its checksum differ. A torn write loses whole sectors, so an entry
 * that one bit makes right again was written whole: it may have been acknowledged, and must not be cut away.
 *
 * <p>A CRC is linear: what flipping a bit does to it depends only on the bit's distance from the end (Peterson and Brown
 * 1961). So all positions are tried in one pass over distances.
 */
final class FlippedBits {

    /** CRC-32C (Castagnoli), bits reflected: RFC 3720 §12.1. */
    private static final int POLYNOMIAL = 0x82F63B78;

    private static final int[] TABLE = table();

    private FlippedBits() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
            }
            table[i] = crc;
        }
        return table;
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** {@code difference}: the checksum of {@code length} bytes as they are, xor the checksum that stands behind them. */
    static boolean explain(int difference, int length) {
        if (Integer.bitCount(difference) == 1) {
            return true;
        }
        int[] effects = new int[8];
        for (int bit = 0; bit < 8; bit++) {
            effects[bit] = TABLE[1 << bit];
        }
        for (int distance = 0; distance < length; distance++) {
            for (int bit = 0; bit < 8; bit++) {
                if (effects[bit] == difference) {
                    return true;
                }
                effects[bit] = effects[bit] >>> 8 ^ TABLE[effects[bit] & 0xFF];
            }
        }
        return false;
    }
}
