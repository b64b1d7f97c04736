package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Values as a key that tells apart whatever an expression can: null and missing, 1 and 1.0, 0.0 and -0.0, decimals of other
 * scale, objects whose fields come in another order, also within arrays and objects.
 */
record ExactKey(List<Value> values) {

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactKey(List<Value> those) && same(values, those);
    }

    /** Of objects that differ in their fields' order alone it is the same, which is no harm. */
    @Override
    public int hashCode() {
        return values.hashCode();
    }

    private static boolean same(List<Value> left, List<Value> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Value left, Value right) {
        return switch (left) {
            case Value.Array(List<Value> elements) ->
                right instanceof Value.Array(List<Value> others) && same(elements, others);
            case Value.Obj(Map<String, Value> fields) ->
                right instanceof Value.Obj(Map<String, Value> others) && same(fields, others);
            case Value.Missing _,
                    Value.Null _,
                    Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Decimal _,
                    Value.Text _,
                    Value.Timestamp _,
                    Value.Binary _,
                    Value.Vector _ -> left.equals(right);
        };
    }

    private static boolean same(Map<String, Value> left, Map<String, Value> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<Map.Entry<String, Value>> others = right.entrySet().iterator();
        for (Map.Entry<String, Value> field : left.entrySet()) {
            Map.Entry<String, Value> other = others.next();
            if (!field.getKey().equals(other.getKey()) || !same(field.getValue(), other.getValue())) {
                return false;
            }
        }
        return true;
    }
}
