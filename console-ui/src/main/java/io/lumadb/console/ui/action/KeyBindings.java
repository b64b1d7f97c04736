package io.lumadb.console.ui.action;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Which keys do what, for the whole process. Belongs to the FX thread. Views ask {@link #matches} in a key filter, and
 * never name a key themselves, so that every one of them can be rebound.
 */
public final class KeyBindings {

    private static final KeyBindings CURRENT = new KeyBindings();

    private final Map<Command, List<KeyCombination>> combinations = new EnumMap<>(Command.class);

    KeyBindings() {
        for (Command command : Command.values()) {
            combinations.put(command, parse(command.standard()));
        }
    }

    public static KeyBindings current() {
        return CURRENT;
    }

    public boolean matches(Command command, KeyEvent event) {
        return combinationsOf(command).stream().anyMatch(combination -> combination.match(event));
    }

    /** The command that these keys mean, if any. */
    public Optional<Command> find(KeyEvent event) {
        for (Command command : Command.values()) {
            if (matches(command, event)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /** Shortcut with a digit from 1 to 9 shows the screen of that number; 0 for any other keys. */
    public int screenNumber(KeyEvent event) {
        for (int number = 1; number <= 9; number++) {
            if (screenKeys(number).match(event)) {
                return number;
            }
        }
        return 0;
    }

    /** The keys of the screen of that number, 1 to 9, as this desktop writes them; empty for others. */
    public String screenKeysText(int number) {
        return number < 1 || number > 9 ? "" : readable(screenKeys(number));
    }

    private static KeyCombination screenKeys(int number) {
        return KeyCombination.valueOf("Shortcut+" + number);
    }

    /** As this desktop writes it, such as {@code Ctrl+Enter}. */
    public String text(Command command) {
        List<KeyCombination> keys = combinationsOf(command);
        return keys.isEmpty() ? "" : readable(keys.getFirst());
    }

    private static String readable(KeyCombination keys) {
        return keys.getDisplayText();
    }

    /** As settings keep it, such as {@code Shortcut+Enter}. */
    public String setting(Command command) {
        List<KeyCombination> keys = combinationsOf(command);
        return keys.isEmpty() ? "" : keys.getFirst().getName();
    }

    /**
     * Binds a command to other keys.
     *
     * @param keys as {@link KeyCombination#valueOf} reads them; empty for the standard ones
     * @throws IllegalArgumentException when the keys cannot be read, or mean another command already
     */
    public void rebind(Command command, String keys) {
        if (keys.isBlank()) {
            combinations.put(command, parse(command.standard()));
            return;
        }
        KeyCombination combination = KeyCombination.valueOf(keys);
        for (Command other : Command.values()) {
            if (other != command && combinationsOf(other).contains(combination)) {
                throw new IllegalArgumentException("'" + keys + "' already means " + other.title());
            }
        }
        combinations.put(command, List.of(combination));
    }

    private List<KeyCombination> combinationsOf(Command command) {
        return combinations.getOrDefault(command, List.of());
    }

    private static List<KeyCombination> parse(List<String> keys) {
        return keys.stream().map(KeyCombination::valueOf).toList();
    }
}
