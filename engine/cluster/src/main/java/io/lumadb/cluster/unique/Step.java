package io.lumadb.cluster.unique;

import io.lumadb.storage.command.ShardCommand.Write;
import java.util.Optional;

/**
 * What one write does to one claim.
 *
 * @param enters whether the document gets the key, or gives it up
 * @param before the claim as it was, settled and of the same document; empty when there was none
 * @param reserved the claim as the write reserves it
 */
record Step(Key key, boolean enters, Optional<Claim> before, Claim reserved) {

    /** With the revision that the reservation got. */
    Step at(long revision) {
        Claim claim = new Claim(
                reserved.key(),
                reserved.holder(),
                reserved.request(),
                reserved.settled(),
                reserved.atMillis(),
                revision);
        return new Step(key, enters, before, claim);
    }

    Write reserve(Shards shards) {
        return shards.put(key.keySpace(), reserved);
    }

    /** The document was written. */
    Write confirm(Shards shards) {
        return enters ? keep(shards) : shards.remove(key.keySpace(), reserved);
    }

    /** The document was not written and never will be. */
    Write undo(Shards shards) {
        return before.isPresent() ? keep(shards) : shards.remove(key.keySpace(), reserved);
    }

    private Write keep(Shards shards) {
        return shards.put(key.keySpace(), reserved.asSettled());
    }
}
