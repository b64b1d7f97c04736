package io.lumadb.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.cluster.view.ColdTier;
import io.lumadb.cluster.view.MoveFilter;
import io.lumadb.cluster.view.Placement;
import io.lumadb.cluster.view.TierMove;
import io.lumadb.cluster.view.TieringPreview;
import io.lumadb.cluster.view.TiersStatus;
import io.lumadb.cluster.view.WarmStatus;
import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
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
import java.time.Duration;
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
    private static final List<String> PREVIEW_KEYS = List.of("collection", "policy", "withinSeconds");
    private static final List<String> MOVE_KEYS = List.of("collection", "ids", "to");
    private static final long CENTURY = Duration.ofDays(36_500).toSeconds();
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
                        "/api/v1/tiering/preview",
                        Role.VIEWER,
                        new Handler.Blocking(this::preview),
                        Description.of(TAG, "What a policy would move, before it is set; with errors and assumptions")
                                .taking(Shapes.PreviewBody.class)
                                .answering(TieringPreview.class)),
                Route.of(
                        Method.GET,
                        "/api/v1/tiering",
                        Role.VIEWER,
                        new Handler.Inline(
                                _ -> Response.json(ApiJson.bytes(context.node().tiers()))),
                        Description.of(
                                        TAG,
                                        "What the tiers hold, what flows between them, and whether moves are paused")
                                .answering(TiersStatus.class)),
                Route.of(
                        Method.POST,
                        "/api/v1/tiering/pause",
                        Role.OPERATOR,
                        new Handler.Blocking(this::pause),
                        Description.of(
                                        TAG,
                                        "Pauses all moves, those by hand too; only pressure on RAM goes on. A restart resumes")
                                .answering(TiersStatus.Moving.class)),
                Route.of(
                        Method.POST,
                        "/api/v1/tiering/resume",
                        Role.OPERATOR,
                        new Handler.Blocking(this::resume),
                        Description.of(TAG, "Resumes the moves").answering(TiersStatus.Moving.class)),
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
                        "/api/v1/tiering/warm",
                        Role.VIEWER,
                        new Handler.Blocking(
                                _ -> Response.json(ApiJson.bytes(context.node().warm()))),
                        Description.of(TAG, "Levels, flushes, compactions and write amplification of the warm tier")
                                .answering(WarmStatus.class)),
                Route.of(
                        Method.GET,
                        "/api/v1/tiering/moves",
                        Role.VIEWER,
                        new Handler.Blocking(this::moves),
                        Description.of(TAG, "Recent moves, newest first; behind 'after', oldest first")
                                .with("after", "integer", "the last seq seen, to go on to newer ones")
                                .with("before", "integer", "the last seq seen, to go on to older ones")
                                .with("collection", "string", "only this collection's")
                                .with("from", "string", "only from this tier: hot, warm or cold")
                                .with("to", "string", "only to this tier: hot, warm or cold")
                                .with("reason", "string", "only for this reason: policy, pressure, access or manual")
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
            List<String> names = context.database().collections().stream()
                    .map(CollectionDefinition::name)
                    .toList();
            throw new LumaException(
                    ErrorCode.UNKNOWN_COLLECTION,
                    "there is no collection '" + name + "'",
                    PolicyBody.advice(name, names));
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

    private Response preview(Request request) {
        JsonNode body = request.json();
        refuseUnknown(body, PREVIEW_KEYS, "a preview");
        requirePolicy(body);
        String collection = ApiJson.text(body, "collection");
        requireCollection(collection);
        JsonNode within = body.path("withinSeconds");
        if (!within.isMissingNode()
                && (!within.isIntegralNumber() || within.asLong() < 0 || within.asLong() > CENTURY)) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "withinSeconds is " + within,
                    "use 0 (what would move at once) to a hundred years, in whole seconds");
        }
        TieringPolicy policy =
                PolicyBody.read(body.path("policy"), context.node().config().tiering());
        return Response.json(ApiJson.bytes(context.node()
                .preview(collection, policy, Duration.ofSeconds(within.asLong(0)))
                .join()));
    }

    private static void refuseUnknown(JsonNode body, List<String> known, String what) {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new LumaException(
                        ErrorCode.BAD_REQUEST, what + " has no key '" + name + "'", PolicyBody.advice(name, known));
            }
        });
    }

    private static void requirePolicy(JsonNode body) {
        if (!body.path("policy").isObject()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the field 'policy' is missing",
                    "send the policy as PUT /api/v1/tiering/policies/{collection} takes it");
        }
    }

    private Response pause(Request request) {
        context.node().pauseMoves(request.caller().username());
        return Response.json(ApiJson.bytes(context.node().tiers().moving()));
    }

    private Response resume(Request request) {
        context.node().resumeMoves(request.caller().username());
        return Response.json(ApiJson.bytes(context.node().tiers().moving()));
    }

    /** A misspelt {@code ids} must not move the whole collection. */
    private Response move(Request request) {
        JsonNode body = request.json();
        refuseUnknown(body, MOVE_KEYS, "a move");
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

    private static String reason(String name) {
        if (!MoveFilter.REASONS.contains(name)) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "unknown reason '" + name + "'",
                    "reasons are " + String.join(", ", MoveFilter.REASONS));
        }
        return name;
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
        OptionalLong before = request.number("before");
        if (after.isPresent() && before.isPresent()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "'after' and 'before' go in different directions",
                    "use 'after' for newer moves, or 'before' for older ones");
        }
        request.parameter("collection").ifPresent(this::requireCollection);
        MoveFilter filter = new MoveFilter(
                request.parameter("collection"),
                request.parameter("from").map(TieringRoutes::tier),
                request.parameter("to").map(TieringRoutes::tier),
                request.parameter("reason").map(TieringRoutes::reason));
        List<TierMove> moves = after.isPresent()
                ? context.node().movesAfter(after.getAsLong(), filter, limit)
                : context.node().movesBefore(before.orElse(Long.MAX_VALUE), filter, limit);
        return Response.json(ApiJson.bytes(new Shapes.Moves(moves)));
    }
}
