package io.lumadb.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.query.language.Language;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Role;
import io.lumadb.server.translator.QuestionTranslator;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.QueryShapes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writing a query in another language, and a free question in LQL where a translator is configured. Runs nothing. */
final class TranslateRoutes {

    private static final String PATH = "/api/v1/translate";
    private static final String TAG = "query";

    /** Stands for a language where a text is in none of them. */
    private static final String QUESTION = "question";

    private final ApiContext context;
    private final Optional<QuestionTranslator> questions;

    TranslateRoutes(ApiContext context) {
        this.context = context;
        FieldSampling sampling = new FieldSampling(context.database());
        this.questions = context.node()
                .config()
                .translator()
                .map(settings -> new QuestionTranslator(
                        settings,
                        context.database(),
                        collection -> sampling.sample(collection, 100).fields(),
                        context.queries()::privileges,
                        InstantSource.system()));
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        PATH,
                        Role.VIEWER,
                        new Handler.Inline(_ -> languages()),
                        Description.of(TAG, "What can be translated; 'question' only where a translator is configured")
                                .answering(QueryShapes.Translations.class)),
                Route.of(
                        Method.POST,
                        PATH,
                        Role.VIEWER,
                        new Handler.Blocking(this::translate),
                        Description.of(
                                        TAG,
                                        "A query in another language, with notes on every difference; from 'question' to"
                                                + " 'lql' a language model is asked, and what it answers is not run")
                                .taking(QueryShapes.TranslateBody.class)
                                .answering(QueryShapes.Translation.class)));
    }

    private Response languages() {
        List<String> languages = Arrays.stream(Language.values())
                .map(language -> language.name().toLowerCase(Locale.ROOT))
                .toList();
        List<String> from = new ArrayList<>(languages);
        questions.ifPresent(_ -> from.add(QUESTION));
        return Response.json(ApiJson.bytes(new QueryShapes.Translations(from, languages)));
    }

    private Response translate(Request request) {
        JsonNode body = request.json();
        String from = ApiJson.text(body, "from");
        String to = ApiJson.text(body, "to");
        String text = ApiJson.text(body, "query");
        return Response.json(ApiJson.bytes(from.equals(QUESTION) ? asked(to, text) : translated(from, to, text)));
    }

    private QueryShapes.Translation translated(String from, String to, String text) {
        QueryEngine.Translation translation = context.queries().translate(Language.of(from), Language.of(to), text);
        return new QueryShapes.Translation(translation.text(), translation.notes());
    }

    private QueryShapes.Translation asked(String to, String question) {
        QuestionTranslator translator = questions.orElseThrow(() -> new LumaException(
                ErrorCode.BAD_REQUEST,
                "no translator of questions is configured",
                "set endpoint and model in [translator] of luma.toml, or ask in LQL, NQL or JQL"));
        if (Language.of(to) != Language.LQL) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "a question becomes LQL, not " + to,
                    "use \"to\": \"lql\"; what comes back can be translated further");
        }
        QuestionTranslator.Translated answer = translator.translate(question);
        return new QueryShapes.Translation(answer.lql(), answer.notes());
    }
}
