package io.lumadb.console.ui.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.MoveCall;
import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The policy form and the X-ray, without a window. */
class TieringFormsTest {

    private final TieringClient client = new TieringClient(TieringClient.NOW);

    private ConsoleSession session(boolean production, boolean readOnly) {
        return new ConsoleSession(
                new SavedConnection("c", "C", "lumadb://a@h/", "#888888", production, readOnly, Optional.empty()),
                client,
                new LiveCluster(),
                new MemorySettings());
    }

    private PolicyViewModel policyOf(String collection, boolean production, boolean readOnly) {
        PolicyViewModel policy = new PolicyViewModel(session(production, readOnly), Runnable::run);
        policy.collectionProperty().set(collection);
        return policy;
    }

    private XrayViewModel xray(boolean readOnly) {
        XrayViewModel xray =
                new XrayViewModel(session(false, readOnly), Runnable::run, InstantSource.fixed(TieringClient.NOW));
        xray.collectionProperty().set("products");
        return xray;
    }

    @Test
    void writesThePolicyInUnitsOfPeople() {
        PolicyViewModel policy = policyOf("orders", false, false);

        assertThat(policy.warmAfterProperty().get()).isEqualTo("1 h");
        assertThat(policy.coldAfterProperty().get()).isEqualTo("7 d");
        assertThat(policy.hotMaxBytesProperty().get()).isEqualTo("64 MiB");
        assertThat(policy.strategyProperty().get()).isEqualTo("4 + 2 fragments: any 2 may be lost");
        assertThat(policy.savableProperty().get()).isFalse();
    }

    @Test
    void savesTheDemonstrationAndKeepsTheStrategy() {
        PolicyViewModel policy = policyOf("orders", false, false);

        policy.demonstration();
        assertThat(policy.savableProperty().get()).isTrue();
        policy.save();

        assertThat(client.saved("orders").warm().ageThresholdSeconds()).isEqualTo(20);
        assertThat(client.saved("orders").cold().ageThresholdSeconds()).isEqualTo(60);
        assertThat(client.saved("orders").cold().strategy().parityShards()).isEqualTo(2);
        assertThat(client.saved("orders").hot().maxBytes()).isEqualTo(64L << 20);
        assertThat(policy.outcomeProperty().get()).startsWith("Saved.");
        assertThat(policy.savableProperty().get()).isFalse();
    }

    @Test
    void saysInWordsWhatIsWrongWithWhatWasTyped() {
        PolicyViewModel policy = policyOf("orders", false, false);

        policy.warmAfterProperty().set("soon");
        assertThat(policy.problemProperty().get()).isEqualTo("Warm after 'soon': " + DurationText.EXPECTED + ".");
        policy.warmAfterProperty().set("9 d");
        assertThat(policy.problemProperty().get()).contains("Cold after 7 d is sooner than warm after 9 d");
        policy.warmAfterProperty().set("1 d");
        policy.hotMaxBytesProperty().set("lots");
        assertThat(policy.problemProperty().get()).contains("Hot limit 'lots'");
        assertThat(policy.savableProperty().get()).isFalse();
    }

    @Test
    void asksForTheNameOnProductionAndSavesNothingWhenReadOnly() {
        PolicyViewModel production = policyOf("orders", true, false);
        production.demonstration();
        assertThat(production.savableProperty().get()).isFalse();
        production.confirmationProperty().set("orders");
        assertThat(production.savableProperty().get()).isTrue();

        PolicyViewModel readOnly = policyOf("orders", false, true);
        readOnly.demonstration();
        readOnly.save();
        assertThat(readOnly.savableProperty().get()).isFalse();
        assertThat(client.saved("orders")).isNull();
    }

    @Test
    void previewsWhatIsInTheFormAndTakesThePreviewAwayWithTheNextChange() {
        PolicyViewModel policy = policyOf("orders", false, true);
        policy.demonstration();

        policy.askForPreview();

        assertThat(client.previews).singleElement().satisfies(call -> {
            assertThat(call.collection()).isEqualTo("orders");
            assertThat(call.policy().warm().ageThresholdSeconds()).isEqualTo(20);
            assertThat(call.withinSeconds()).isZero();
        });
        assertThat(policy.previewProperty().get()).isEqualTo(TieringClient.preview("orders"));
        assertThat(client.saved("orders")).as("nothing is saved").isNull();

        policy.horizonProperty().set(PolicyViewModel.Horizon.HOUR);
        assertThat(client.previews.getLast().withinSeconds()).isEqualTo(3_600);
        assertThat(policy.previewProperty().get()).isNotNull();

        policy.warmAfterProperty().set("30 s");
        assertThat(policy.previewProperty().get()).isNull();
        policy.warmAfterProperty().set("soon");
        assertThat(policy.previewableProperty().get()).isFalse();
        policy.askForPreview();
        assertThat(client.previews).hasSize(2);
    }

    @Test
    void saysWhyThereIsNoPreview() {
        PolicyViewModel policy = policyOf("orders", false, false);
        client.refusal = new ClientException(ErrorCode.UNAVAILABLE, "the node is starting", "try again", null);

        policy.askForPreview();

        assertThat(policy.previewProperty().get()).isNull();
        assertThat(policy.previewWordsProperty().get()).isEqualTo("No preview: the node is starting — try again");
    }

    @Test
    void pausesNothingBeforeTheServerHasToldNorOnAReadOnlyConnection() {
        MoveControlViewModel moves = new MoveControlViewModel(session(true, false), Runnable::run);
        assertThat(moves.usableProperty().get()).as("the server has not told").isFalse();
        moves.toggle().join();
        assertThat(moves.pausedProperty().get()).isFalse();

        assertThat(new MoveControlViewModel(session(false, true), Runnable::run)
                        .usableProperty()
                        .get())
                .isFalse();
    }

    @Property
    void readsBackTheTimesAndSizesThatItWrites(
            @ForAll @LongRange(min = 0, max = 40_000_000) long seconds,
            @ForAll @LongRange(min = 0, max = 1L << 50) long bytes) {
        assertThat(DurationText.parse(DurationText.write(seconds))).hasValue(seconds);
        assertThat(BytesText.parse(BytesText.write(bytes))).hasValue(bytes);
    }

    @Test
    void readsTimesAndSizesAsPeopleWriteThem() {
        assertThat(DurationText.parse("90")).hasValue(90);
        assertThat(DurationText.parse("1h30min")).hasValue(5_400);
        assertThat(DurationText.parse(" 7 days ")).hasValue(604_800);
        assertThat(DurationText.parse("")).isEmpty();
        assertThat(DurationText.parse("5 fortnights")).isEmpty();
        assertThat(DurationText.parse("-3 s")).isEmpty();
        assertThat(BytesText.parse("1.5 GiB")).hasValue(3L << 29);
        assertThat(BytesText.parse("10 MB")).hasValue(10_000_000);
        assertThat(BytesText.parse("much")).isEmpty();
    }

    @Test
    void countsDownToTheNextMove() {
        XrayViewModel xray = xray(false);
        xray.idProperty().set("p-1001");

        xray.look().join();

        assertThat(xray.placementProperty().get().tier()).isEqualTo("hot");
        assertThat(xray.countdownProperty().get()).isEqualTo("to warm in 12 s (idle for 20 s (warm_policy))");
        assertThat(xray.idleProperty().get()).isEqualTo("8.0 s ago");
    }

    @Test
    void triesTheTextWhereNoDocumentHasThatNumber() {
        XrayViewModel xray = xray(false);
        xray.idProperty().set("42");

        xray.look().join();

        assertThat(xray.placementProperty().get().id()).isEqualTo(Value.of("42"));
    }

    @Test
    void saysWhyThereIsNothingToSee() {
        XrayViewModel xray = xray(false);
        xray.look().join();
        assertThat(xray.wordsProperty().get()).contains("paste a document's id");

        xray.idProperty().set("nobody");
        xray.look().join();
        assertThat(xray.placementProperty().get()).isNull();
        assertThat(xray.wordsProperty().get()).contains("has no document");
    }

    @Test
    void movesByHandUnlessTheConnectionIsReadOnly() {
        XrayViewModel xray = xray(false);
        xray.look("products", Value.of("p-1001")).join();
        xray.move(Tier.COLD);
        assertThat(client.moves).containsExactly(new MoveCall("products", List.of(Value.of("p-1001")), "cold"));
        assertThat(xray.placementProperty().get().tier()).isEqualTo("cold");

        XrayViewModel readOnly = xray(true);
        readOnly.look("products", Value.of("p-1001")).join();
        readOnly.move(Tier.HOT);
        assertThat(client.moves).hasSize(1);
    }
}
