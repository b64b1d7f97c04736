package io.lumadb.console.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.Translation;
import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.query.QuestionViewModel.State;
import io.lumadb.console.ui.query.result.RowStore;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.document.error.ErrorCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What NQL refuses may be asked of the translator, and what that writes runs when it is accepted. */
class QuestionViewModelTest {

    private static final String SENTENCE = "who are our best customers?";

    private final AnsweringClient client = new AnsweringClient();
    private final ManualThreads time = new ManualThreads();
    private final QueryViewModel screen = screen(false);

    private QueryViewModel screen(boolean production) {
        client.translatable = List.of("lql", "nql", "jql", "question");
        SavedConnection connection = new SavedConnection(
                "c1", "Local", "lumadb://127.0.0.1:8080/", "#6246d6", production, false, Optional.empty());
        QueryViewModel viewModel = new QueryViewModel(
                new ConsoleSession(connection, client, new LiveCluster(), new MemorySettings()),
                time.threads(),
                InstantSource.system(),
                new RowStore.Limits(1_000, 1 << 20, 1 << 20));
        viewModel.restore();
        return viewModel;
    }

    private static QueryTabViewModel active(QueryViewModel viewModel) {
        return Objects.requireNonNull(viewModel.activeProperty().get());
    }

    private QueryTabViewModel refused(QueryLanguage language, String text) {
        return refused(screen, language, text);
    }

    private QueryTabViewModel refused(QueryViewModel viewModel, QueryLanguage language, String text) {
        QueryTabViewModel tab = viewModel.newTab(language, text);
        tab.run(0, 0);
        client.queries.getLast().fail("no sentence begins with 'who are our'", "for example: find customers", 0, 3);
        return tab;
    }

    private static State state(QueryTabViewModel tab) {
        return tab.question().stateProperty().get();
    }

    @Test
    void offersToAskWhatNqlRefused() {
        QueryTabViewModel tab = refused(QueryLanguage.NQL, SENTENCE);

        assertThat(state(tab)).isEqualTo(new State.Offered(SENTENCE));
        assertThat(client.translations).isEmpty();
    }

    @Test
    void offersNothingWithoutATranslator() {
        client.translatable = List.of("lql", "nql", "jql");

        assertThat(state(refused(QueryLanguage.NQL, SENTENCE))).isEqualTo(new State.Nothing());
    }

    @Test
    void offersNothingForOtherLanguages() {
        assertThat(state(refused(QueryLanguage.LQL, "SELEC 1"))).isEqualTo(new State.Nothing());
    }

    @Test
    void offersNothingForASentenceThatWasUnderstoodAndFailed() {
        QueryTabViewModel tab = screen.newTab(QueryLanguage.NQL, "find customers");
        tab.run(0, 0);
        client.queries
                .getLast()
                .answer()
                .completeExceptionally(new ClientException(ErrorCode.TIMEOUT, "it took too long", null, null));

        assertThat(state(tab)).isEqualTo(new State.Nothing());
    }

    @Test
    void asksOnceAndShowsTheLqlWithoutRunningIt() {
        QueryTabViewModel tab = refused(QueryLanguage.NQL, SENTENCE);

        tab.question().ask();
        tab.question().ask();
        assertThat(state(tab)).isEqualTo(new State.Asking(SENTENCE));
        assertThat(client.translations)
                .extracting(asked -> asked.what() + ": " + asked.text())
                .containsExactly("question to lql: " + SENTENCE);
        client.translations.getLast().answer().complete(new Translation("SELECT * FROM customers", List.of("read it")));

        assertThat(state(tab)).isEqualTo(new State.Answered(SENTENCE, "SELECT * FROM customers", List.of("read it")));
        assertThat(client.queries).hasSize(1);
    }

    @Test
    void runsTheLqlInATabOfItsOwnWhenItIsAccepted() {
        QueryTabViewModel tab = refused(QueryLanguage.NQL, SENTENCE);
        tab.question().ask();
        client.translations.getLast().answer().complete(new Translation("SELECT * FROM customers", List.of()));

        tab.question().accept();

        assertThat(client.queries).hasSize(2);
        assertThat(client.queries.getLast().call().language()).isEqualTo("lql");
        assertThat(client.queries.getLast().call().query()).isEqualTo("SELECT * FROM customers");
        assertThat(active(screen)).isNotSameAs(tab);
        assertThat(active(screen).titleProperty().get()).isEqualTo(SENTENCE);
        assertThat(tab.text()).isEqualTo(SENTENCE);
        assertThat(state(tab)).isEqualTo(new State.Nothing());
    }

    @Test
    void asksAboutWritesOnProductionEvenWhenTheirLqlIsAccepted() {
        QueryViewModel production = screen(true);
        QueryTabViewModel tab = refused(production, QueryLanguage.NQL, "tidy up the customers");
        tab.question().ask();
        client.translations.getLast().answer().complete(new Translation("DELETE FROM customers", List.of()));

        tab.question().accept();

        assertThat(client.queries).hasSize(1);
        assertThat(active(production).runner().questionProperty().get()).isNotNull();
    }

    @Test
    void saysWhyThereIsNoAnswerAndMayBeAskedAgain() {
        QueryTabViewModel tab = refused(QueryLanguage.NQL, SENTENCE);
        tab.question().ask();
        client.translations
                .getLast()
                .answer()
                .completeExceptionally(new ClientException(
                        ErrorCode.TIMEOUT, "the translator did not answer within 30 s", "ask again", null));

        assertThat(state(tab))
                .isEqualTo(new State.Failed(SENTENCE, "the translator did not answer within 30 s", "ask again"));
        tab.question().ask();
        assertThat(client.translations).hasSize(2);
    }

    @Test
    void dropsAnswersThatNobodyWaitsFor() {
        QueryTabViewModel tab = refused(QueryLanguage.NQL, SENTENCE);
        tab.question().ask();
        AnsweringClient.Asking<Translation> first = client.translations.getLast();

        tab.question().dismiss();
        assertThat(first.answer()).isCancelled();
        assertThat(state(tab)).isEqualTo(new State.Nothing());
        tab.question().accept();
        tab.run(0, 0);

        assertThat(state(tab)).isEqualTo(new State.Nothing());
        assertThat(client.queries).hasSize(2);
    }
}
