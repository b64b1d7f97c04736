package io.lumadb.server.route;

import io.lumadb.cluster.LumaNode;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.server.metrics.PrometheusPage;
import io.lumadb.server.metrics.Sampler;
import io.lumadb.server.security.Gate;
import io.lumadb.server.security.Logins;
import io.lumadb.server.security.Passwords;

/** What routes work with. */
public record ApiContext(
        LumaNode node,
        Gate gate,
        Logins logins,
        Passwords passwords,
        Sampler sampler,
        PrometheusPage prometheus,
        String version) {

    Database database() {
        return node.database();
    }

    QueryEngine queries() {
        return node.queries();
    }
}
