/** A node over a map, for tests of the server alone: real documents, revisions and accounts, no Raft and no tiers. */
@NullMarked
package io.lumadb.server.fake;

import org.jspecify.annotations.NullMarked;
