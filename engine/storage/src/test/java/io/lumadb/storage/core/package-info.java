/** Core loops by themselves. */
@NullMarked
package io.lumadb.storage.core;

import org.jspecify.annotations.NullMarked;
