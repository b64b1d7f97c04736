package io.lumadb.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.cluster.view.ColdTier;
import io.lumadb.cluster.view.Placement;
import io.lumadb.cluster.view.TierMove;
import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.PolicyBody;
import io.lumadb.server.wire.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where documents live, when they move, and moving them by hand. */
final class TieringRoutes {

    private static final String POLICY = "/api/v1/tiering/policies/{collection}";
    private static final String TAG = "tiering";
    private static final int MOST_MOVES = 5000;
    private static final int MOST_SEGMENTS = 5000;

    private final ApiContext context;

    TieringRoutes(ApiContext context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/api/v1/collections/{collection}/documents/{id}/placement",
                        Role.VIEWER,
                        new Handler.Blocking(this::placement),
                        Description.of(TAG, "Where a document lives, how warm it is, and what moves it next")
                                .with("idType", "string", "as for the document")
                                .answering(Placement.class)),
                Route.of(
                        Method.GET,
                        POLICY,
                        Role.VIEWER,
                        new Handler.Blocking(this::policy),
                        Description.of(TAG, "The policy in force").answering(PolicyBody.class)),
                Route.of(
                        Method.PUT,
                        POLICY,
                        Role.OPERATOR,
                        new Handler.Blocking(this::setPolicy),
                        Description.of(TAG, "Sets the collection's own policy; what is left out is as in luma.toml")
                                .taking(PolicyBody.class)
                                .answering(PolicyBody.class)),
                Route.of(
                        Method.DELETE,
                        POLICY,
                        Role.OPERATOR,
                        new Handler.Blocking(this::dropPolicy),
                        Description.of(TAG, "Returns the collection to the policy of luma.toml")),
                Route.of(
                        Method.POST,
                        "/api/v1/tiering/move",
                        Role.OPERATOR,
                        new Handler.Blocking(this::move),
                        Description.of(TAG, "Moves documents by hand; answers when they are there")
                                .taking(Shapes.MoveBody.class)
                                .answering(Shapes.Moved.class)),
                Route.of(
                        Method.POST,
                        "/api/v1/tiering/scrub",
                        Role.OPERATOR,
                        new Handler.Blocking(this::scrub),
                        Description.of(
                                        TAG,
                                        "Reads every cold fragment from now on and rebuilds what is lost; answers at once"
                                                + " with how far it is")
                                .answering(ColdTier.class)),
                Route.of(
                        Method.GET,
                        "/api/v1/tiering/segments",
                        Role.VIEWER,
                        new Handler.Blocking(this::segments),
                        Description.of(TAG, "Cold segments with their fragments, oldest first in each shard")
                                .with("collection", "string", "only its segments")
                                .with("limit", "integer", "the newest so many of each shard; 200 without it")
                                .answering(Shapes.ColdSegments.class)),
                Route.of(
                        Method.GET,
                        "/api/v1/tiering/moves",
                        Role.VIEWER,
                        new Handler.Blocking(this::moves),
                        Description.of(TAG, "Recent moves, newest first; behind 'after', oldest first")
                                .with("after", "integer", "the last seq seen")
                                .with("limit", "integer", "at most so many; 200 without it")
                                .answering(Shapes.Moves.class)));
    }

    private Response placement(Request request) {
        Value key = new DocumentKeys(context.database()).placementKey(request);
        return Response.json(
                ApiJson.bytes(context.node().placement(request.variable(0), key).join()));
    }

    private void requireCollection(String name) {
        if (context.database().collection(name).isEmpty()) {
            throw new LumaException(ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + name + "'");
        }
    }

    private Response policy(Request request) {
        requireCollection(request.variable(0));
        return Response.json(ApiJson.bytes(PolicyBody.of(context.node().policy(request.variable(0)))));
    }

    private Response setPolicy(Request request) {
        requireCollection(request.variable(0));
        TieringPolicy policy =
                PolicyBody.read(request.json(), context.node().config().tiering());
        context.database().setTiering(request.variable(0), Optional.of(policy));
        return Response.json(ApiJson.bytes(PolicyBody.of(policy)));
    }

    private Response dropPolicy(Request request) {
        requireCollection(request.variable(0));
        context.database().setTiering(request.variable(0), Optional.empty());
        return Response.noContent();
    }

    private Response move(Request request) {
        JsonNode body = request.json();
        String collection = ApiJson.text(body, "collection");
        requireCollection(collection);
        long moved = context.node()
                .move(collection, ids(body.path("ids")), tier(ApiJson.text(body, "to")))
                .join();
        return Response.json(ApiJson.bytes(new Shapes.Moved(moved)));
    }

    private static Optional<List<Value>> ids(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isArray()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "the field 'ids' wants an array", "leave it out for all documents");
        }
        List<Value> ids = new ArrayList<>(node.size());
        node.forEach(id -> ids.add(Json.fromTree(id)));
        return Optional.of(ids);
    }

    private static Tier tier(String name) {
        return Arrays.stream(Tier.values())
                .filter(tier -> tier.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new LumaException(
                        ErrorCode.BAD_REQUEST, "unknown tier '" + name + "'", "tiers are hot, warm and cold"));
    }

    private Response scrub(Request request) {
        return Response.json(ApiJson.bytes(context.node().scrub()));
    }

    private Response segments(Request request) {
        int limit = Math.clamp(request.number("limit").orElse(200), 1, MOST_SEGMENTS);
        return Response.json(ApiJson.bytes(new Shapes.ColdSegments(context.node()
                .coldSegments(request.parameter("collection"), limit)
                .join())));
    }

    private Response moves(Request request) {
        int limit = Math.clamp(request.number("limit").orElse(200), 1, MOST_MOVES);
        OptionalLong after = request.number("after");
        List<TierMove> moves = after.isPresent()
                ? context.node().movesAfter(after.getAsLong(), limit)
                : context.node().newestMoves(limit);
        return Response.json(ApiJson.bytes(new Shapes.Moves(moves)));
    }
}
