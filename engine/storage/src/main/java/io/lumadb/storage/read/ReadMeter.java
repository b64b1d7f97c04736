package io.lumadb.storage.read;

import io.lumadb.document.Tier;
import java.util.concurrent.atomic.LongAdder;

/** Documents and bytes that readers got, by tier, since the replica was opened. Any thread. */
public final class ReadMeter {

    private final LongAdder hot = new LongAdder();
    private final LongAdder warm = new LongAdder();
    private final LongAdder cold = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private LongAdder adder(Tier tier) {
        return switch (tier) {
            case HOT -> hot;
            case WARM -> warm;
            case COLD -> cold;
        };
    }

    public void read(Tier tier, int documentBytes) {
        adder(tier).increment();
        bytes.add(documentBytes);
    }

    /** Several documents at once, and their bytes together. */
    public void read(Tier tier, int documents, long documentBytes) {
        adder(tier).add(documents);
        bytes.add(documentBytes);
    }

    public long documents(Tier tier) {
        return adder(tier).sum();
    }

    public long documents() {
        return hot.sum() + warm.sum() + cold.sum();
    }

    public long bytes() {
        return bytes.sum();
    }
}
