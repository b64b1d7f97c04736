package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;

/** Chooses which of two equal values a result shows, so that it does not depend on which shard answered first. */
public final class Representative {

    private Representative() {}

    /** 1 before 1.0 before decimal 1. */
    public static Value of(Value left, Value right) {
        return kind(right) < kind(left) ? right : left;
    }

    private static int kind(Value value) {
        return switch (value) {
            case Value.Int64 _ -> 0;
            case Value.Float64 _ -> 1;
            case Value.Decimal _ -> 2;
            default -> 0;
        };
    }
}
