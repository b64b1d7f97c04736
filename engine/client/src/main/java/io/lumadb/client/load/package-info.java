/**
 * The load generator: many requests at once against one cluster, for demonstrations and measurements. {@link
 * io.lumadb.client.load.LoadRun} is one run.
 */
@NullMarked
package io.lumadb.client.load;

import org.jspecify.annotations.NullMarked;
