package io.lumadb.query.jql.reader;

import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Values;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What the readers of one text share.
 *
 * @param variables the names that expressions around the one being read have bound
 */
record Reading(JsonText text, Values values, Set<String> variables) {

    Reading {
        variables = Set.copyOf(variables);
    }

    static Reading of(String source, JsonText text) {
        return new Reading(text, new Values(source, text), Set.of());
    }

    Reading with(Collection<String> moreVariables) {
        Set<String> all = new HashSet<>(variables);
        all.addAll(moreVariables);
        return new Reading(text, values, all);
    }
}
