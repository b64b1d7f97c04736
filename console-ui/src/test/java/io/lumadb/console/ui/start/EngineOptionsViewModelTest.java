package io.lumadb.console.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.session.LocalEngines.LocalEngineOptions;
import org.junit.jupiter.api.Test;

class EngineOptionsViewModelTest {

    private final EngineOptionsViewModel engine = new EngineOptionsViewModel();

    @Test
    void startsTheStandardEngineWhenNothingIsChosen() {
        assertThat(engine.options()).isEqualTo(LocalEngineOptions.standard());
        assertThat(engine.problemProperty().get()).isEmpty();
    }

    @Test
    void givesTheDemonstrationDataOfItsOwn() {
        engine.demonstrationProperty().set(true);
        assertThat(engine.options()).isEqualTo(LocalEngineOptions.demonstration());

        engine.demonstrationProperty().set(false);
        assertThat(engine.options()).isEqualTo(LocalEngineOptions.standard());
    }

    @Test
    void keepsANameThatWasChosen() {
        engine.nameProperty().set("course");

        engine.demonstrationProperty().set(true);

        assertThat(engine.options().name()).isEqualTo("course");
        assertThat(engine.options().warmAfterSeconds()).isEqualTo(20);
    }

    @Test
    void refusesNamesThatLeaveTheirFolder() {
        engine.nameProperty().set("../etc");

        assertThat(engine.problemProperty().get()).startsWith("'../etc' cannot name a folder");
    }

    @Test
    void bringsNumbersIntoTheirRange() {
        engine.hotBudgetMebibytesProperty().set(1);
        engine.shardsProperty().set(5_000);

        assertThat(engine.options().hotBudgetBytes()).isEqualTo(16L << 20);
        assertThat(engine.options().shards()).isEqualTo(64);
    }
}
