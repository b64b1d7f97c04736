/**
 * What a cluster knows about its collections: schema, indexes and tiering policies. Plain data, shared by the planner
 * (which reads it), the storage (which obeys it) and the meta group (which replicates it).
 */
@NullMarked
package io.lumadb.document.catalog;

import org.jspecify.annotations.NullMarked;
