package io.lumadb.console.ui.tiers;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.PreviewCall;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TieringPolicyBody.Rule;
import io.lumadb.client.model.TieringPolicyBody.Strategy;
import io.lumadb.client.model.TieringPreview;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.task.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The tiering policy of one collection as a form: texts in, words about them out. Belongs to the FX thread. */
public final class PolicyViewModel {

    private static final long DEMONSTRATION_WARM = 20;
    private static final long DEMONSTRATION_COLD = 60;

    private final ConsoleSession session;
    private final Executor fxThread;
    private final StringProperty collection = new SimpleStringProperty("");
    private final BooleanProperty hotEnabled = new SimpleBooleanProperty(true);
    private final StringProperty hotMaxBytes = new SimpleStringProperty("");
    private final BooleanProperty warmEnabled = new SimpleBooleanProperty(true);
    private final StringProperty warmAfter = new SimpleStringProperty("");
    private final BooleanProperty coldEnabled = new SimpleBooleanProperty(true);
    private final StringProperty coldAfter = new SimpleStringProperty("");
    private final StringProperty confirmation = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper strategy = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper outcome = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper savable = new ReadOnlyBooleanWrapper(false);
    private final ObjectProperty<Horizon> horizon = new SimpleObjectProperty<>(Horizon.AT_ONCE);
    private final ReadOnlyObjectWrapper<@Nullable TieringPreview> preview = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper previewWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper previewable = new ReadOnlyBooleanWrapper(false);
    private @Nullable TieringPolicyBody known;
    private @Nullable PreviewCall asked;

    /** How much time documents are given, in a preview, to come due. */
    public enum Horizon {
        AT_ONCE("at once", 0),
        HOUR("in an hour", 3_600),
        DAY("in a day", 86_400);

        private final String title;
        private final long seconds;

        Horizon(String title, long seconds) {
            this.title = title;
            this.seconds = seconds;
        }

        public String title() {
            return title;
        }
    }

    /** @param fxThread runs what comes back from the client on the FX thread */
    public PolicyViewModel(ConsoleSession session, Executor fxThread) {
        this.session = session;
        this.fxThread = fxThread;
        for (Property<?> field : List.of(
                hotEnabled, hotMaxBytes, warmEnabled, warmAfter, coldEnabled, coldAfter, confirmation, loaded)) {
            field.addListener((observable, before, after) -> check());
        }
        collection.addListener((observable, before, after) -> load());
        horizon.addListener((observable, before, after) -> {
            if (asked != null) {
                askForPreview();
            }
        });
    }

    /** Reads the policy of the collection anew and forgets what was typed. */
    public void load() {
        String name = collection.get();
        loaded.set(false);
        forgetPreview();
        outcome.set("");
        if (name == null || name.isEmpty()) {
            return;
        }
        session.client()
                .tieringPolicy(name)
                .whenComplete((policy, failure) -> fxThread.execute(() -> {
                    if (!name.equals(collection.get())) {
                        return;
                    }
                    if (failure == null) {
                        show(policy);
                    } else {
                        outcome.set("The policy of " + name + " could not be read: "
                                + Failures.words(ClientException.of(failure)));
                    }
                }));
    }

    private void show(TieringPolicyBody policy) {
        known = policy;
        Rule hot = policy.hot();
        hotEnabled.set(enabled(hot));
        hotMaxBytes.set(hot == null || hot.maxBytes() == null ? "" : BytesText.write(hot.maxBytes()));
        warmEnabled.set(enabled(policy.warm()));
        warmAfter.set(DurationText.write(age(policy.warm())));
        coldEnabled.set(enabled(policy.cold()));
        coldAfter.set(DurationText.write(age(policy.cold())));
        strategy.set(words(policy.cold() == null ? null : policy.cold().strategy()));
        confirmation.set("");
        loaded.set(true);
        check();
    }

    private static boolean enabled(@Nullable Rule rule) {
        return rule == null || rule.enabled() == null || rule.enabled();
    }

    private static long age(@Nullable Rule rule) {
        return rule == null || rule.ageThresholdSeconds() == null ? 0 : rule.ageThresholdSeconds();
    }

    private static String words(@Nullable Strategy strategy) {
        if (strategy == null) {
            return "as the node keeps it";
        }
        if (strategy.dataShards() != null && strategy.parityShards() != null) {
            return strategy.dataShards() + " + " + strategy.parityShards() + " fragments: any "
                    + strategy.parityShards() + " may be lost";
        }
        int copies = strategy.factor() == null ? 1 : strategy.factor();
        return copies == 1 ? "1 copy" : copies + " copies: all but one may be lost";
    }

    private void check() {
        List<String> problems = new ArrayList<>();
        if (!hotMaxBytes.get().isBlank() && BytesText.parse(hotMaxBytes.get()).orElse(0) <= 0) {
            problems.add("Hot limit '" + hotMaxBytes.get().strip() + "': " + BytesText.EXPECTED + ".");
        }
        OptionalLong warm = DurationText.parse(warmAfter.get());
        OptionalLong cold = DurationText.parse(coldAfter.get());
        if (warm.isEmpty()) {
            problems.add("Warm after '" + warmAfter.get().strip() + "': " + DurationText.EXPECTED + ".");
        }
        if (cold.isEmpty()) {
            problems.add("Cold after '" + coldAfter.get().strip() + "': " + DurationText.EXPECTED + ".");
        }
        if (warmEnabled.get()
                && coldEnabled.get()
                && warm.isPresent()
                && cold.isPresent()
                && cold.getAsLong() < warm.getAsLong()) {
            problems.add("Cold after " + DurationText.write(cold.getAsLong()) + " is sooner than warm after "
                    + DurationText.write(warm.getAsLong())
                    + ": documents go to cold from warm, so make it no shorter.");
        }
        problem.set(loaded.get() ? String.join(" ", problems) : "");
        changed.set(loaded.get() && (!problems.isEmpty() || !body().equals(normal(known))));
        previewable.set(loaded.get() && problems.isEmpty());
        if (asked != null && !(previewable.get() && asked.equals(question()))) {
            forgetPreview();
        }
        savable.set(loaded.get()
                && session.writable()
                && problems.isEmpty()
                && changed.get()
                && (!needsConfirmation() || confirmation.get().strip().equals(collection.get())));
    }

    /** What was loaded, written as {@link #body} writes it, so that the two can be compared. */
    private @Nullable TieringPolicyBody normal(@Nullable TieringPolicyBody policy) {
        if (policy == null) {
            return null;
        }
        Rule hot = policy.hot();
        return body(
                enabled(hot),
                hot == null ? null : hot.maxBytes(),
                enabled(policy.warm()),
                age(policy.warm()),
                enabled(policy.cold()),
                age(policy.cold()));
    }

    private TieringPolicyBody body() {
        return body(
                hotEnabled.get(),
                hotMaxBytes.get().isBlank()
                        ? null
                        : BytesText.parse(hotMaxBytes.get()).orElse(0),
                warmEnabled.get(),
                DurationText.parse(warmAfter.get()).orElse(0),
                coldEnabled.get(),
                DurationText.parse(coldAfter.get()).orElse(0));
    }

    private TieringPolicyBody body(
            boolean hot, @Nullable Long maxBytes, boolean warm, long warmSeconds, boolean cold, long coldSeconds) {
        Rule knownWarm = known == null ? null : known.warm();
        Rule knownCold = known == null ? null : known.cold();
        return new TieringPolicyBody(
                new Rule(hot, null, maxBytes, null),
                new Rule(warm, warmSeconds, knownWarm == null ? null : knownWarm.maxBytes(), null),
                new Rule(
                        cold,
                        coldSeconds,
                        knownCold == null ? null : knownCold.maxBytes(),
                        knownCold == null ? null : knownCold.strategy()));
    }

    private PreviewCall question() {
        return new PreviewCall(collection.get(), body(), horizon.get().seconds);
    }

    private void forgetPreview() {
        asked = null;
        preview.set(null);
        previewWords.set("");
    }

    /** Asks what the policy in the form would move, saved or not. What is typed afterwards takes the answer away. */
    public void askForPreview() {
        if (!previewable.get()) {
            return;
        }
        PreviewCall question = question();
        asked = question;
        previewWords.set("Counting…");
        session.client()
                .previewPolicy(question)
                .whenComplete((answer, failure) -> fxThread.execute(() -> {
                    if (!question.equals(asked)) {
                        return;
                    }
                    if (failure == null) {
                        preview.set(answer);
                        previewWords.set("");
                    } else {
                        forgetPreview();
                        previewWords.set("No preview: " + Failures.words(ClientException.of(failure)));
                    }
                }));
    }

    public ObjectProperty<Horizon> horizonProperty() {
        return horizon;
    }

    /** What the policy in the form would do; null when that was not asked. */
    public ReadOnlyObjectProperty<@Nullable TieringPreview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /** Where asking for it stands, or why there is none; empty otherwise. */
    public ReadOnlyStringProperty previewWordsProperty() {
        return previewWords.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty previewableProperty() {
        return previewable.getReadOnlyProperty();
    }

    /** Fills in 20 s to warm and 60 s to cold: fast enough to watch. */
    public void demonstration() {
        hotEnabled.set(true);
        warmEnabled.set(true);
        coldEnabled.set(true);
        warmAfter.set(DurationText.write(DEMONSTRATION_WARM));
        coldAfter.set(DurationText.write(DEMONSTRATION_COLD));
    }

    /** Sends what {@link #savableProperty} allows; {@link #outcomeProperty} says how it went. */
    public void save() {
        if (!savable.get()) {
            return;
        }
        String name = collection.get();
        outcome.set("Saving…");
        session.client()
                .setTieringPolicy(name, body())
                .whenComplete((policy, failure) -> fxThread.execute(() -> {
                    if (failure != null) {
                        outcome.set("Not saved: " + Failures.words(ClientException.of(failure)));
                    } else if (name.equals(collection.get())) {
                        show(policy);
                        outcome.set("Saved. Documents of " + name + " follow it from now on.");
                    }
                }));
    }

    /** On a production connection the collection's name has to be typed before anything is saved. */
    public boolean needsConfirmation() {
        return session.connection().production();
    }

    public boolean readOnly() {
        return !session.writable();
    }

    public StringProperty collectionProperty() {
        return collection;
    }

    public BooleanProperty hotEnabledProperty() {
        return hotEnabled;
    }

    /** Such as {@code 64 MiB}; empty for no limit. */
    public StringProperty hotMaxBytesProperty() {
        return hotMaxBytes;
    }

    public BooleanProperty warmEnabledProperty() {
        return warmEnabled;
    }

    public StringProperty warmAfterProperty() {
        return warmAfter;
    }

    public BooleanProperty coldEnabledProperty() {
        return coldEnabled;
    }

    public StringProperty coldAfterProperty() {
        return coldAfter;
    }

    public StringProperty confirmationProperty() {
        return confirmation;
    }

    /** How cold segments survive the loss of a volume, in words. */
    public ReadOnlyStringProperty strategyProperty() {
        return strategy.getReadOnlyProperty();
    }

    /** What is wrong with what was typed; empty when nothing is. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** How the last loading or saving went; empty when there is nothing to say. */
    public ReadOnlyStringProperty outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty savableProperty() {
        return savable.getReadOnlyProperty();
    }
}
