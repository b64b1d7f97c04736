package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Node;
import java.util.ArrayList;
import java.util.List;

/** The paths that one update changes. No two may be the same, nor one lead through the other. */
final class PathConflicts {

    private final JsonText text;
    private final List<FieldPath> taken = new ArrayList<>();

    PathConflicts(JsonText text) {
        this.text = text;
    }

    void take(FieldPath path, Node.Member member) {
        for (FieldPath other : taken) {
            if (path.equals(other)) {
                throw text.syntax("\"" + path + "\" is changed twice in one update", member, "keep one of the two");
            }
            if (leadsThrough(path, other) || leadsThrough(other, path)) {
                throw text.syntax(
                        "\"" + path + "\" and \"" + other + "\" cannot both be changed in one update",
                        member,
                        "one of them is part of the other");
            }
        }
        taken.add(path);
    }

    private static boolean leadsThrough(FieldPath longer, FieldPath shorter) {
        int length = shorter.segments().size();
        return longer.segments().size() > length
                && longer.segments().subList(0, length).equals(shorter.segments());
    }
}
