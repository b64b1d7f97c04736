/**
 * What queries cost: beside PostgreSQL and H2 with the same documents ({@link io.lumadb.bench.query.QuerySpeed}), statement by
 * statement ({@link io.lumadb.bench.query.StatementFigures}), and for those who ask while others search
 * ({@link io.lumadb.bench.query.FairnessFigures}). A {@link io.lumadb.bench.query.Peer} is filled with the
 * {@link io.lumadb.bench.query.Orders} of one seed.
 */
@NullMarked
package io.lumadb.bench.query;

import org.jspecify.annotations.NullMarked;
