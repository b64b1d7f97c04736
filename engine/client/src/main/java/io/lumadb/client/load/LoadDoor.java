package io.lumadb.client.load;

import io.lumadb.document.error.ErrorCode;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries operations out. Called on the run's thread, and answers there. */
public interface LoadDoor {

    /**
     * Begins an operation; never {@link OperationKind#READ_MODIFY_WRITE}, which comes as its two parts. Never blocks.
     *
     * @param connection 0 and on; it has nothing under way
     * @param ended told once, later: empty, or why it failed
     */
    void carryOut(int connection, Operation operation, Consumer<Optional<ErrorCode>> ended);
}
