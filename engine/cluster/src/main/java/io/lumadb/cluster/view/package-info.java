/**
 * What a node shows of the cluster, as records whose component names are the API's JSON fields. The Java client has its
 * own copies: the wire between them is the contract, and a newer server may add fields an older client ignores.
 */
@NullMarked
package io.lumadb.cluster.view;

import org.jspecify.annotations.NullMarked;
