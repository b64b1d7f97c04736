/**
 * Every path of the API. {@link io.lumadb.server.route.ApiRoutes} gathers them from one class a subject; what a route answers
 * is in {@code wire} or in the cluster's views, and {@link io.lumadb.server.route.OpenApi} describes them all from the
 * routes themselves.
 */
@NullMarked
package io.lumadb.server.route;

import org.jspecify.annotations.NullMarked;
