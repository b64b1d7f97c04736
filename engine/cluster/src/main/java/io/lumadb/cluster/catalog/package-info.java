/**
 * The catalog: collections, indexes, policies, accounts and the cluster's identity, replicated in the {@code meta} group.
 *
 * <p>A {@link io.lumadb.cluster.catalog.Catalog} is one immutable version of it. A {@link
 * io.lumadb.cluster.catalog.CatalogCommand} turns a version into the next one, the same on every replica
 * ({@link io.lumadb.cluster.catalog.CatalogRules}, {@link io.lumadb.cluster.catalog.IndexRuns}). The {@link io.lumadb.cluster.catalog.CatalogStateMachine} applies
 * committed commands and writes every new version to the {@link io.lumadb.cluster.catalog.CatalogFile} before it answers:
 * changes are rare, and a node that starts then knows its collections before the first shard replays its log. {@link
 * io.lumadb.cluster.catalog.CatalogService} is what the rest of the node asks.
 */
@NullMarked
package io.lumadb.cluster.catalog;

import org.jspecify.annotations.NullMarked;
