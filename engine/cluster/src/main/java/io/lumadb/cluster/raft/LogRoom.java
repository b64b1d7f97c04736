package io.lumadb.cluster.raft;

import io.lumadb.document.error.LumaException;
import java.util.Optional;

/** Says whether the Raft logs may grow. Asked before every entry; answers at once, from any thread. */
@FunctionalInterface
public interface LogRoom {

    LogRoom ENDLESS = (_, _) -> Optional.empty();

    /** What an entry is for. */
    enum Purpose {
        /** Stores something. */
        WRITE,
        /** Drops collections or indexes, so that room comes back: may use part of the reserve. */
        RELIEF
    }

    /** Why an entry of so many bytes is not taken; empty when it is. Those that are taken count as written. */
    Optional<LumaException> refusal(int bytes, Purpose purpose);
}
