package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.storage.tiering.AccessTrace.Event;
import io.lumadb.storage.tiering.AccessTrace.Kind;
import io.lumadb.storage.view.TierPreview.Hits;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets recorded accesses happen once more under another policy and counts how many find their document hot. Each document
 * is followed by itself; a document seen for the first time is where it was found then, unless it had been idle for too
 * long already. For one thread, once.
 */
final class TraceReplay {

    private static final class Followed {
        private boolean hot;
        private long lastMillis;
        private long risenMillis;
        private long window;
        private int sights;
        private double reads;
        private double hits;
        private double recordedHits;
    }

    private final Dues dues;
    private final long capMillis;
    private final AccessTrace.Excerpt trace;
    private final Map<Long, Followed> documents = new HashMap<>();
    private double risesFromWarm;
    private double risesFromCold;

    /** {@code capMillis}: idle time after which a document is pushed out for want of room, or {@link Dues#NEVER}. */
    TraceReplay(Dues dues, long capMillis, AccessTrace.Excerpt trace) {
        this.dues = dues;
        this.capMillis = capMillis;
        this.trace = trace;
    }

    Hits run() {
        long reads = 0;
        for (Event event : trace.events()) {
            Followed document = documents.computeIfAbsent(event.document(), _ -> first(event));
            if (event.kind() == Kind.WRITE) {
                document.hot = dues.policy().hot().enabled();
                document.risenMillis = 0;
            } else {
                reads++;
                read(document, event);
            }
            document.lastMillis = event.atMillis();
        }
        return sum(reads);
    }

    private Followed first(Event event) {
        Followed document = new Followed();
        document.lastMillis = trace.fromMillis();
        document.hot = event.kind() == Kind.READ_HOT;
        return document;
    }

    private void read(Followed document, Event event) {
        long now = event.atMillis();
        boolean hot = document.hot && now < leaves(document);
        document.reads++;
        document.recordedHits += event.kind() == Kind.READ_HOT ? 1 : 0;
        if (hot) {
            document.hits++;
            return;
        }
        document.hot = false;
        long window = now / Rises.WINDOW_MILLIS;
        document.sights = (document.sights >> Math.min(7, window - document.window)) + 1;
        document.window = window;
        boolean cold = dues.leavesWarm(document.lastMillis) <= now;
        if (document.sights >= Rises.READS_TO_RISE && dues.rise(cold ? Tier.COLD : Tier.WARM)) {
            document.hot = dues.policy().hot().enabled();
            document.risenMillis = now;
            risesFromCold += cold ? 1 : 0;
            risesFromWarm += cold ? 0 : 1;
        }
    }

    private long leaves(Followed document) {
        long due = dues.leavesHot(document.lastMillis, document.risenMillis);
        return capMillis == Dues.NEVER ? due : Math.min(due, document.lastMillis + capMillis);
    }

    /** Horvitz and Thompson's estimates: each document stands for as many as the share says. */
    private Hits sum(long replayed) {
        double weight = 1 / trace.share();
        double varianceWeight = (1 - trace.share()) * weight * weight;
        double reads = 0;
        double hits = 0;
        double recorded = 0;
        double readVariance = 0;
        double hitVariance = 0;
        double covariance = 0;
        for (Followed document : documents.values()) {
            reads += document.reads;
            hits += document.hits;
            recorded += document.recordedHits;
            readVariance += document.reads * document.reads;
            hitVariance += document.hits * document.hits;
            covariance += document.reads * document.hits;
        }
        return new Hits(
                trace.fromMillis(),
                replayed,
                reads * weight,
                hits * weight,
                recorded * weight,
                readVariance * varianceWeight,
                hitVariance * varianceWeight,
                covariance * varianceWeight,
                risesFromWarm * weight,
                risesFromCold * weight);
    }
}
