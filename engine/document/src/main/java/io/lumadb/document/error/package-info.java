/**
 * The one list of error codes, and the exception that carries them from the storage to the problem body a client reads.
 */
@NullMarked
package io.lumadb.document.error;

import org.jspecify.annotations.NullMarked;
