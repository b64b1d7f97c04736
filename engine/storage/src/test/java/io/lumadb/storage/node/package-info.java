/** What a node decides about its cores. */
@NullMarked
package io.lumadb.storage.node;

import org.jspecify.annotations.NullMarked;
