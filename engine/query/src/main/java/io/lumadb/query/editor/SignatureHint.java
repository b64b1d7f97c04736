package io.lumadb.query.editor;

/**
 * The call that a caret is in.
 *
 * @param active the parameter that the caret is at, from 0; -1 where it is at none, such as behind the last
 * @param from where the call's name begins, in UTF-16 units
 */
public record SignatureHint(Signature signature, int active, int from) {}
