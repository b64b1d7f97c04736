package io.lumadb.query.editor;

import io.lumadb.query.language.Language;
import io.lumadb.query.language.Names;
import java.util.List;

/**
 * Says what could stand at a caret, in a text that need not be finished or right: what the grammar allows there, with the names
 * that the statement and the catalog have for it. Immutable and thread-safe.
 */
public final class Completer {

    private final Signatures signatures;

    public Completer(Signatures signatures) {
        this.signatures = signatures;
    }

    /** What could stand at the offset, in UTF-16 units; best first. */
    public List<Completion> complete(Language language, String text, int offset, Names names) {
        return switch (language) {
            case LQL -> LqlCompletion.at(text, offset, names, signatures);
            case NQL -> NqlCompletion.at(text, offset, names);
            case JQL -> JqlCompletion.at(text, offset, names);
        };
    }
}
