/**
 * The query editor: RichTextFX with line numbers, colours that are worked out off the FX thread and put only on lines that
 * changed, matching brackets, the underline of an error, and completion that never waits. {@link
 * io.lumadb.console.ui.query.editor.CodePane} is the control, editable or for reading;
 * {@link io.lumadb.console.ui.query.editor.CompletionViewModel} knows what may be written next,
 * {@link io.lumadb.console.ui.query.editor.SignatureViewModel} which call the caret is in.
 */
@NullMarked
package io.lumadb.console.ui.query.editor;

import org.jspecify.annotations.NullMarked;
