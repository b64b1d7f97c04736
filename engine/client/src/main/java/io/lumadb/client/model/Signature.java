package io.lumadb.client.model;

import java.util.List;

/**
 * Of {@code POST /api/v1/signature {language, query, offset}} → {@code {"signatures": [ … ]}}: the call around the caret.
 *
 * @param label the whole call, as people read it: {@code ROUND(number, [digits])}
 * @param parameters as they stand in the label
 * @param active the parameter at the caret, from 0; -1 for none
 * @param from where the call's name begins (UTF-16 offset)
 */
public record Signature(String name, String label, List<String> parameters, String description, int active, int from) {

    public Signature {
        parameters = List.copyOf(parameters);
    }
}
