package io.lumadb.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.query.editor.Completer;
import io.lumadb.query.editor.Diagnostics;
import io.lumadb.query.editor.SignatureHelp;
import io.lumadb.query.editor.Signatures;
import io.lumadb.query.language.Formatter;
import io.lumadb.query.language.Highlighter;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.QueryShapes;
import java.util.List;
import java.util.Optional;

/** What editors ask about a text: completion, signatures, tokens, problems and layout. Nothing runs. */
final class EditorRoutes {

    private static final String TAG = "query";

    private final ApiContext context;
    private final Completer completer = new Completer(Signatures.standard());
    private final SignatureHelp signatureHelp = new SignatureHelp(Signatures.standard());
    private final Diagnostics diagnostics = new Diagnostics(Languages.standard());

    EditorRoutes(ApiContext context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(
                route(
                        "/api/v1/complete",
                        this::complete,
                        Description.of(TAG, "What could stand at the caret, best first")
                                .taking(QueryShapes.CompleteBody.class)
                                .answering(QueryShapes.Completions.class)),
                route(
                        "/api/v1/signature",
                        this::signature,
                        Description.of(TAG, "The call that the caret is in, and which of its arguments is there")
                                .taking(QueryShapes.CompleteBody.class)
                                .answering(QueryShapes.Signatures.class)),
                route(
                        "/api/v1/tokens",
                        this::tokens,
                        Description.of(TAG, "The pieces of a query text for highlighting, finished or not")
                                .taking(QueryShapes.TextBody.class)
                                .answering(QueryShapes.Tokens.class)),
                route(
                        "/api/v1/diagnostics",
                        this::diagnostics,
                        Description.of(TAG, "What is wrong with a query text, and where")
                                .taking(QueryShapes.TextBody.class)
                                .answering(QueryShapes.Problems.class)),
                route(
                        "/api/v1/format",
                        this::format,
                        Description.of(TAG, "A query text laid out for people, with the same meaning")
                                .taking(QueryShapes.FormatBody.class)
                                .answering(QueryShapes.Formatted.class)));
    }

    private interface Answer {
        Object of(JsonNode body, Language language, String text);
    }

    private static Route route(String path, Answer answer, Description description) {
        return Route.of(
                Method.POST,
                path,
                Role.VIEWER,
                new Handler.Blocking(request -> answered(request, answer)),
                description);
    }

    private static Response answered(Request request, Answer answer) {
        JsonNode body = request.json();
        Language language = Language.of(ApiJson.text(body, "language"));
        return Response.json(ApiJson.bytes(answer.of(body, language, ApiJson.text(body, "query"))));
    }

    private static int caret(JsonNode body, String text) {
        long offset = ApiJson.optionalNumber(body, "offset").orElse((long) text.length());
        return Math.clamp(offset, 0, text.length());
    }

    private Object complete(JsonNode body, Language language, String text) {
        return new QueryShapes.Completions(
                completer
                        .complete(
                                language,
                                text,
                                caret(body, text),
                                context.queries().names())
                        .stream()
                        .map(completion -> new QueryShapes.Completion(
                                completion.text(),
                                completion.kind().wireName(),
                                completion.detail(),
                                completion.from()))
                        .toList());
    }

    private Object signature(JsonNode body, Language language, String text) {
        return new QueryShapes.Signatures(signatureHelp.at(language, text, caret(body, text)).stream()
                .map(hint -> new QueryShapes.Signature(
                        hint.signature().name(),
                        hint.signature().label(),
                        hint.signature().parameters(),
                        hint.signature().description(),
                        hint.active(),
                        hint.from()))
                .toList());
    }

    private Object tokens(JsonNode body, Language language, String text) {
        return new QueryShapes.Tokens(Highlighter.highlight(language, text).stream()
                .map(token -> new QueryShapes.Token(
                        token.offset(), token.length(), token.kind().wireName()))
                .toList());
    }

    private Object diagnostics(JsonNode body, Language language, String text) {
        return new QueryShapes.Problems(
                diagnostics.of(language, text, context.queries().names(), context.queries()::check).stream()
                        .map(EditorRoutes::problem)
                        .toList());
    }

    private static QueryShapes.Problem problem(QueryError error) {
        Optional<TextPosition> at = error.position();
        return new QueryShapes.Problem(
                error.code().name(),
                error.detail(),
                error.hint().orElse(null),
                at.map(TextPosition::offset).orElse(0),
                at.map(TextPosition::length).orElse(0),
                at.map(TextPosition::line).orElse(1),
                at.map(TextPosition::column).orElse(1));
    }

    private Object format(JsonNode body, Language language, String text) {
        return new QueryShapes.Formatted(Formatter.format(language, text));
    }
}
