package io.lumadb.storage.cold;

import java.util.concurrent.atomic.LongAdder;

/** What became of a shard's fragments since the replica was opened. Any thread. */
final class ColdMeter {

    final LongAdder degradedReads = new LongAdder();
    final LongAdder losses = new LongAdder();
    final LongAdder rebuilt = new LongAdder();
    final LongAdder rebuiltBytes = new LongAdder();
    final LongAdder scrubbed = new LongAdder();
    final LongAdder scrubbedBytes = new LongAdder();
}
