package io.lumadb.console.ui.query.result;

import io.lumadb.document.Value;

/** The document of a selected row, and its text as far as it is shown. */
public record ShownDocument(int row, Value.Obj document, DocumentText.Shown text) {}
