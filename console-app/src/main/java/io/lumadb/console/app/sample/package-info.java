/** Loads the product catalogue and the orders made from it into a cluster. */
@NullMarked
package io.lumadb.console.app.sample;

import org.jspecify.annotations.NullMarked;
