package io.lumadb.server.route;

import io.lumadb.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/** All routes of the API. */
public final class ApiRoutes {

    private ApiRoutes() {}

    /** @param more routes made elsewhere, such as the live stream; described with the others */
    public static List<Route> all(ApiContext context, List<Route> more) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SystemRoutes(context).routes());
        routes.addAll(new AuthRoutes(context).routes());
        routes.addAll(new QueryRoutes(context).routes());
        routes.addAll(new EditorRoutes(context).routes());
        routes.addAll(new TranslateRoutes(context).routes());
        routes.addAll(new CollectionRoutes(context).routes());
        routes.addAll(new DocumentRoutes(context).routes());
        routes.addAll(new TransferRoutes(context).routes());
        routes.addAll(new ClusterRoutes(context).routes());
        routes.addAll(new TieringRoutes(context).routes());
        routes.addAll(new AccountRoutes(context).routes());
        routes.addAll(NotBuiltRoutes.routes());
        routes.addAll(more);
        routes.add(OpenApi.route(routes, context.version()));
        return List.copyOf(routes);
    }
}
