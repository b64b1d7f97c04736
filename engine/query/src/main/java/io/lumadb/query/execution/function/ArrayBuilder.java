package io.lumadb.query.execution.function;

import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.List;

/** An array that an expression makes in a loop, each step of which may be the last. */
public final class ArrayBuilder {

    private final List<Value> elements = new ArrayList<>();
    private final Weight.Sum sum;

    /** {@code maker}: the function or operator, as errors name it. */
    public ArrayBuilder(String maker) {
        this.sum = new Weight.Sum(maker);
    }

    /**
     * Adds an element; a missing one is null.
     *
     * @throws io.lumadb.document.error.LumaException TOO_LARGE past 16 MiB or 100 levels; CANCELLED or TIMEOUT when the
     *     statement has to stop
     */
    public void add(Value element) {
        Watch.step();
        Value present = element instanceof Value.Missing ? Value.NULL : element;
        sum.addElement(present);
        elements.add(present);
    }

    public Value.Array array() {
        Value.Array made = new Value.Array(elements);
        Watch.made(made, sum.weight());
        return made;
    }
}
