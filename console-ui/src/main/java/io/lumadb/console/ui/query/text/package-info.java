/**
 * Query text as the editor sees it: tokens to colour, statements to run, brackets to match. The server has the real
 * parsers; the lexers here know just enough to colour text while it is half typed, so they accept everything: their tokens
 * cover any text exactly, in order. Nothing here knows a toolkit, and all of it may run on any thread.
 */
@NullMarked
package io.lumadb.console.ui.query.text;

import org.jspecify.annotations.NullMarked;
