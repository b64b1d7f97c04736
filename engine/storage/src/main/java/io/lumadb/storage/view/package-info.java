/** What the storage shows of itself: amounts, rates, moves and single documents, as immutable records. */
@NullMarked
package io.lumadb.storage.view;

import org.jspecify.annotations.NullMarked;
