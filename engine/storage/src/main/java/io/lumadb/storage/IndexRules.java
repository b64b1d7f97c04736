package io.lumadb.storage;

import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Locale;

/** Which indexes the storage can keep. */
public final class IndexRules {

    private IndexRules() {}

    /**
     * Checks a definition before it is made.
     *
     * @throws LumaException NOT_BUILT_YET for full-text and vector indexes; BAD_REQUEST without fields
     */
    public static void validate(IndexDefinition index) {
        if (index.fields().isEmpty()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "index '" + index.name() + "' names no field", "name at least one");
        }
        switch (index.kind()) {
            case BTREE, HASH -> {}
            case FULLTEXT, VECTOR -> throw notBuilt(index.kind().name().toLowerCase(Locale.ROOT) + " indexes", index);
        }
    }

    private static LumaException notBuilt(String what, IndexDefinition index) {
        return new LumaException(
                ErrorCode.NOT_BUILT_YET,
                "this version has no " + what + ", so '" + index.name() + "' cannot be made",
                "BTREE and HASH indexes can");
    }
}
