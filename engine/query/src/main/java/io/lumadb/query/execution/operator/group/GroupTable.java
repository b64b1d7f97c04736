package io.lumadb.query.execution.operator.group;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups by their keys, in the order they were first seen: open addressing with linear probing over the hashes, so that
 * finding a group of a row makes no objects.
 */
final class GroupTable {

    private static final int LEAST_SLOTS = 64;

    /** The number of a group, from 1; 0 is free. A power of two long, at most half full. */
    private int[] slots = new int[LEAST_SLOTS];

    private final List<GroupRow> groups = new ArrayList<>();

    /** A hash under which equal keys are found. */
    static int hash(Value[] keys) {
        int hash = 1;
        for (Value key : keys) {
            hash = 31 * hash + ValueOrder.hash(key);
        }
        return Hashes.spread(hash);
    }

    @Nullable
    GroupRow find(Value[] keys, int hash) {
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            GroupRow group = groups.get(slots[slot] - 1);
            if (group.hash() == hash && same(group.keys(), keys)) {
                return group;
            }
        }
        return null;
    }

    private static boolean same(Value[] left, Value[] right) {
        for (int i = 0; i < left.length; i++) {
            if (!left[i].equals(right[i]) && !ValueOrder.same(left[i], right[i])) {
                return false;
            }
        }
        return true;
    }

    /** Adds a group whose keys are not there. */
    void add(GroupRow group) {
        groups.add(group);
        if (groups.size() * 2 > slots.length) {
            slots = new int[slots.length * 2];
            for (int i = 0; i < groups.size(); i++) {
                place(groups.get(i).hash(), i + 1);
            }
        } else {
            place(group.hash(), groups.size());
        }
    }

    private void place(int hash, int number) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = number;
    }

    int size() {
        return groups.size();
    }

    /** By number, from 0. */
    GroupRow get(int number) {
        return groups.get(number);
    }

    void clear() {
        groups.clear();
        if (slots.length > LEAST_SLOTS) {
            slots = new int[LEAST_SLOTS];
        } else {
            Arrays.fill(slots, 0);
        }
    }
}
