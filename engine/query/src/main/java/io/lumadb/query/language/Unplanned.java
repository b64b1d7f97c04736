package io.lumadb.query.language;

import io.lumadb.document.error.ErrorCode;

/** Names the constructs that the statement model has and a part of this version does not know yet. */
public final class Unplanned {

    private Unplanned() {}

    /** {@code construct}: a part of a statement. */
    public static QueryError construct(Object construct) {
        return new QueryError(
                ErrorCode.NOT_BUILT_YET, construct.getClass().getSimpleName() + " is not built yet", null, null);
    }
}
