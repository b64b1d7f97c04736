package io.lumadb.storage;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which indexes the storage can keep. */
public final class IndexRules {

    private IndexRules() {}

    /**
     * Checks a definition before it is made.
     *
     * @throws LumaException NOT_BUILT_YET for full-text and vector indexes; BAD_REQUEST without fields, with one twice or with the
     *     revision, and for options
     */
    public static void validate(IndexDefinition index) {
        if (index.fields().isEmpty()) {
            throw refused(index, "names no field", "name at least one");
        }
        String kind = index.kind().name().toLowerCase(Locale.ROOT);
        switch (index.kind()) {
            case BTREE, HASH -> {}
            case FULLTEXT, VECTOR -> throw notBuilt(kind + " indexes", index);
        }
        Set<FieldPath> paths = new HashSet<>();
        for (IndexField field : index.fields()) {
            if (field.path().root().equals(Document.REVISION)) {
                throw refused(index, "cannot have " + Document.REVISION, "a revision is not stored in its document");
            }
            if (!paths.add(field.path())) {
                throw refused(index, "names '" + field.path() + "' twice", "name each field once");
            }
        }
        if (!index.options().isEmpty()) {
            String option = index.options().keySet().iterator().next();
            throw refused(index, "has an option '" + option + "'", kind + " indexes have none");
        }
    }

    private static LumaException refused(IndexDefinition index, String why, String hint) {
        return new LumaException(ErrorCode.BAD_REQUEST, "index '" + index.name() + "' " + why, hint);
    }

    private static LumaException notBuilt(String what, IndexDefinition index) {
        return new LumaException(
                ErrorCode.NOT_BUILT_YET,
                "this version has no " + what + ", so '" + index.name() + "' cannot be made",
                "BTREE and HASH indexes can");
    }
}
