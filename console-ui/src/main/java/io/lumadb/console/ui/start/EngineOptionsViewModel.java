package io.lumadb.console.ui.start;

import io.lumadb.console.ui.session.LocalEngines.LocalEngineOptions;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What a local engine is started with. Belongs to the FX thread. */
public final class EngineOptionsViewModel {

    static final int SMALLEST_BUDGET = 16;
    static final int LARGEST_BUDGET = 65_536;
    static final int MOST_SHARDS = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
    private static final LocalEngineOptions STANDARD = LocalEngineOptions.standard();
    private static final LocalEngineOptions DEMONSTRATION = LocalEngineOptions.demonstration();

    private final StringProperty name = new SimpleStringProperty(STANDARD.name());
    private final IntegerProperty hotBudgetMebibytes =
            new SimpleIntegerProperty((int) (STANDARD.hotBudgetBytes() >> 20));
    private final IntegerProperty shards = new SimpleIntegerProperty(STANDARD.shards());
    private final BooleanProperty demonstration = new SimpleBooleanProperty(false);
    private final BooleanProperty loadSample = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    public EngineOptionsViewModel() {
        name.subscribe(this::check);
        demonstration.subscribe(on -> {
            // Policies belong to the data: watching tiers move gets data of its own, unless a name was chosen.
            if (on && name.get().equals(STANDARD.name())) {
                name.set(DEMONSTRATION.name());
            } else if (!on && name.get().equals(DEMONSTRATION.name())) {
                name.set(STANDARD.name());
            }
        });
    }

    /** Names the folder that keeps the data. */
    public StringProperty nameProperty() {
        return name;
    }

    public IntegerProperty hotBudgetMebibytesProperty() {
        return hotBudgetMebibytes;
    }

    /** 0: as many as suit the cores. */
    public IntegerProperty shardsProperty() {
        return shards;
    }

    /** Seconds instead of hours before documents move. */
    public BooleanProperty demonstrationProperty() {
        return demonstration;
    }

    public BooleanProperty loadSampleProperty() {
        return loadSample;
    }

    /** Why an engine cannot be started like this; empty when it can. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public LocalEngineOptions options() {
        LocalEngineOptions times = demonstration.get() ? DEMONSTRATION : STANDARD;
        return new LocalEngineOptions(
                name.get(),
                (long) Math.clamp(hotBudgetMebibytes.get(), SMALLEST_BUDGET, LARGEST_BUDGET) << 20,
                Math.clamp(shards.get(), 0, MOST_SHARDS),
                times.warmAfterSeconds(),
                times.coldAfterSeconds());
    }

    private void check(String text) {
        problem.set(
                NAME.matcher(text).matches()
                        ? ""
                        : "'" + text + "' cannot name a folder: use up to 40 letters, digits, - and _");
    }
}
