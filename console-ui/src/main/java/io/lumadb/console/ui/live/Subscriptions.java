package io.lumadb.console.ui.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.Property;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Every listener that a screen or view model adds to something that outlives it, so that closing it removes them all, last
 * added first. Belongs to the FX thread.
 */
public final class Subscriptions implements AutoCloseable {

    private final Deque<Runnable> undo = new ArrayDeque<>();

    /** Calls with the value now and after each change. */
    public <T extends @Nullable Object> void follow(ObservableValue<T> value, Consumer<? super T> listener) {
        onChange(value, listener);
        listener.accept(value.getValue());
    }

    /** Calls with the new value after each change. */
    public <T extends @Nullable Object> void onChange(ObservableValue<T> value, Consumer<? super T> listener) {
        ChangeListener<T> change = (observable, before, after) -> listener.accept(after);
        value.addListener(change);
        undo.push(() -> value.removeListener(change));
    }

    /** Calls after each change of the list. */
    public void onListChange(ObservableList<?> list, Runnable listener) {
        InvalidationListener changed = observable -> listener.run();
        list.addListener(changed);
        undo.push(() -> list.removeListener(changed));
    }

    /** Calls with each change of the list. */
    public <E> void onListChange(ObservableList<E> list, ListChangeListener<? super E> listener) {
        list.addListener(listener);
        undo.push(() -> list.removeListener(listener));
    }

    /** Binds until closed. */
    public <T extends @Nullable Object> void bind(Property<T> property, ObservableValue<? extends T> source) {
        property.bind(source);
        undo.push(property::unbind);
    }

    /** Something else to undo: a timer to stop, a request to cancel. */
    public void add(Runnable end) {
        undo.push(end);
    }

    @Override
    public void close() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
