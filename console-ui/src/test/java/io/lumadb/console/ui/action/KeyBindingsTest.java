package io.lumadb.console.ui.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyBindingsTest {

    private final KeyBindings keys = new KeyBindings();

    @ParameterizedTest
    @EnumSource
    void namesKeysThatEveryPlatformKnows(Command command) {
        assertThat(command.standard())
                .isNotEmpty()
                .extracting(KeyCombination::valueOf)
                .allSatisfy(combination -> assertThat(combination).isInstanceOf(KeyCodeCombination.class));
    }

    @Test
    void givesNoTwoCommandsTheSameKeys() {
        Map<KeyCombination, Command> taken = new HashMap<>();
        for (Command command : Command.values()) {
            for (String standard : command.standard()) {
                assertThat(taken.put(KeyCombination.valueOf(standard), command))
                        .as(standard)
                        .isNull();
            }
        }
    }

    @Test
    void knowsTheNumbersOfScreens() {
        assertThat(keys.screenNumber(pressed(KeyCode.DIGIT3, true))).isEqualTo(3);
        assertThat(keys.screenNumber(pressed(KeyCode.DIGIT3, false))).isZero();
        assertThat(keys.screenNumber(pressed(KeyCode.DIGIT0, true))).isZero();
    }

    @Test
    void canBeReboundAndPutBack() {
        keys.rebind(Command.RUN, "F9");
        assertThat(keys.matches(Command.RUN, pressed(KeyCode.F9, false))).isTrue();
        assertThat(keys.matches(Command.RUN, pressed(KeyCode.F5, false))).isFalse();

        keys.rebind(Command.RUN, "");
        assertThat(keys.matches(Command.RUN, pressed(KeyCode.F5, false))).isTrue();
    }

    @Test
    void refusesKeysThatMeanSomethingElse() {
        assertThatThrownBy(() -> keys.rebind(Command.RUN, "F1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'F1' already means Keys and help");
    }

    private static KeyEvent pressed(KeyCode code, boolean control) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false);
    }
}
