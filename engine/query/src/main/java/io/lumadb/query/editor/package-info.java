/**
 * What editors ask of a text that need not be finished: {@link io.lumadb.query.editor.Completer} says what could stand at a
 * caret, {@link io.lumadb.query.editor.SignatureHelp} which call it is in, {@link io.lumadb.query.editor.Diagnostics} what is
 * wrong. For LQL {@link io.lumadb.query.editor.GrammarWalk} asks the grammar itself what may follow, and {@link
 * io.lumadb.query.editor.LqlSources} finds out what names mean there; JQL and NQL have their places in {@link
 * io.lumadb.query.editor.JqlPlace} and {@link io.lumadb.query.editor.NqlCompletion}. Tokens and formatting are in {@code
 * query.language}.
 */
@NullMarked
package io.lumadb.query.editor;

import org.jspecify.annotations.NullMarked;
