package io.lumadb.storage.shard;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.storage.command.WriteResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What recent requests came to, so that a retry is answered and not applied again. Part of the replicated state: what is
 * remembered depends on the log alone (its order and its times). Owned by the core loop.
 */
final class RequestLog {

    static final int MOST = 50_000;
    static final long WINDOW_MILLIS = Duration.ofMinutes(10).toMillis();

    /** The failure of a request that was given up before it came. It stays remembered for the whole window. */
    static final ErrorCode GIVEN_UP = ErrorCode.CONFLICT;

    /** One remembered request; {@code sequence} counts them up. */
    record Remembered(long sequence, String requestId, long atMillis, WriteResult result) {
        private boolean isGivenUp() {
            return result instanceof WriteResult.Failed(ErrorCode code, String _) && code == GIVEN_UP;
        }
    }

    /** What a checkpoint writes: requests from {@code forgottenFrom} to below {@code first} go, {@code added} are new. */
    record Delta(long forgottenFrom, long first, Collection<Remembered> added) {}

    /** With all the room it may need: growing takes a busy core some ten milliseconds. */
    private final Map<String, Remembered> requests = LinkedHashMap.newLinkedHashMap(MOST);
    /** Those that no checkpoint has, as far as they are remembered still. */
    private ArrayDeque<Remembered> added = new ArrayDeque<>();

    private long next;
    private long written;

    Optional<WriteResult> find(String requestId) {
        return Optional.ofNullable(requests.get(requestId)).map(Remembered::result);
    }

    void remember(String requestId, long atMillis, WriteResult result) {
        if (requestId.isEmpty()) {
            return;
        }
        Remembered remembered = new Remembered(next++, requestId, atMillis, result);
        requests.put(requestId, remembered);
        added.addLast(remembered);
        forget(atMillis);
    }

    /** Takes back what a checkpoint wrote. Call in sequence order. */
    void restore(Remembered remembered) {
        if (requests.isEmpty()) {
            written = remembered.sequence();
        }
        requests.put(remembered.requestId(), remembered);
        next = remembered.sequence() + 1;
    }

    private void forget(long nowMillis) {
        List<Remembered> stay = new ArrayList<>();
        Iterator<Remembered> oldest = requests.values().iterator();
        while (oldest.hasNext()) {
            Remembered remembered = oldest.next();
            boolean recent = remembered.atMillis() > nowMillis - WINDOW_MILLIS;
            if (requests.size() + stay.size() <= MOST && recent) {
                break;
            }
            oldest.remove();
            if (recent && remembered.isGivenUp()) {
                stay.add(remembered);
            }
        }
        // To the end of the row, so that what is forgotten is always the row's beginning.
        for (Remembered remembered : stay) {
            Remembered again =
                    new Remembered(next++, remembered.requestId(), remembered.atMillis(), remembered.result());
            requests.put(again.requestId(), again);
            added.addLast(again);
        }
        // Here, where it is one or two, so that a checkpoint finds them gone.
        long first = first();
        while (!added.isEmpty() && added.peekFirst().sequence() < first) {
            added.removeFirst();
        }
    }

    private long first() {
        return requests.isEmpty() ? next : requests.values().iterator().next().sequence();
    }

    Delta freeze() {
        long first = first();
        Collection<Remembered> frozen = added;
        added = new ArrayDeque<>();
        Delta delta = new Delta(written, first, frozen);
        written = first;
        return delta;
    }

    int size() {
        return requests.size();
    }
}
