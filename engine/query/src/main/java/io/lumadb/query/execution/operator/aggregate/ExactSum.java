package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A sum whose result does not depend on the order of its terms: shards answer in any order, and the same question has to
 * give the same answer. Integers are summed exactly, past int64 too; doubles in twice their precision (Knuth's TwoSum,
 * TAOCP 4.2.2); decimals exactly. What comes out is a decimal if one went in, otherwise a double if one did.
 */
final class ExactSum {

    private long count;
    private long integers;
    private BigInteger integersBeyond = BigInteger.ZERO;
    private boolean sawDouble;
    private double high;
    private double low;
    /** NaN and infinities, apart from the finite sum. */
    private double special;

    private boolean sawDecimal;
    private BigDecimal decimals = BigDecimal.ZERO;

    void add(Value number) {
        count++;
        switch (number) {
            case Value.Int64(long value) -> addInteger(value);
            case Value.Float64(double value) -> {
                sawDouble = true;
                addDouble(value);
            }
            case Value.Decimal _ -> {
                sawDecimal = true;
                if (Arithmetic.isFinite(number)) {
                    decimals = decimals.add(Arithmetic.toBigDecimal(number));
                } else {
                    addDouble(Arithmetic.toDouble(number));
                }
            }
            default -> throw new IllegalArgumentException("not a number: " + number.typeName());
        }
    }

    private void addInteger(long value) {
        long sum = integers + value;
        if (((integers ^ sum) & (value ^ sum)) < 0) {
            integersBeyond = integersBeyond.add(BigInteger.valueOf(integers)).add(BigInteger.valueOf(value));
            integers = 0;
        } else {
            integers = sum;
        }
    }

    private void addDouble(double value) {
        if (!Double.isFinite(value)) {
            special += value;
            return;
        }
        double sum = high + value;
        double back = sum - high;
        low += (high - (sum - back)) + (value - back);
        high = sum;
    }

    void merge(ExactSum other) {
        count += other.count;
        addInteger(other.integers);
        integersBeyond = integersBeyond.add(other.integersBeyond);
        sawDouble |= other.sawDouble;
        addDouble(other.high);
        addDouble(other.low);
        special += other.special;
        sawDecimal |= other.sawDecimal;
        decimals = decimals.add(other.decimals);
    }

    /** NULL over nothing; ARITHMETIC_OVERFLOW when integers alone leave int64. */
    Value sum() {
        if (count == 0) {
            return Value.NULL;
        }
        if (sawDecimal) {
            return isFinite() ? Arithmetic.decimal(exact()) : Value.of(asDouble());
        }
        if (sawDouble) {
            return Value.of(asDouble());
        }
        try {
            return Value.of(allIntegers().longValueExact());
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow("SUM over " + count + " numbers, " + allIntegers() + ",");
        }
    }

    /** As MongoDB's $sum: 0 over nothing, and a double where integers leave int64. */
    Value documentSum() {
        if (count == 0) {
            return Value.of(0L);
        }
        boolean beyond = !sawDecimal && !sawDouble && allIntegers().bitLength() >= Long.SIZE;
        return beyond ? Value.of(allIntegers().doubleValue()) : sum();
    }

    /** NULL over nothing; a decimal if a decimal went in, otherwise a double. */
    Value average() {
        if (count == 0) {
            return Value.NULL;
        }
        if (sawDecimal && isFinite()) {
            return Arithmetic.decimal(exact().divide(BigDecimal.valueOf(count), MathContext.DECIMAL128));
        }
        if (sawDouble || sawDecimal) {
            return Value.of(asDouble() / count);
        }
        return Value.of(new BigDecimal(allIntegers())
                .divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                .doubleValue());
    }

    private boolean isFinite() {
        return special == 0 && Double.isFinite(high);
    }

    private BigInteger allIntegers() {
        return integersBeyond.add(BigInteger.valueOf(integers));
    }

    private double asDouble() {
        if (!isFinite()) {
            return special + high;
        }
        double wholes = allIntegers().doubleValue() + decimals.doubleValue();
        return wholes == 0 ? high + low : exact().doubleValue();
    }

    private BigDecimal exact() {
        return decimals.add(new BigDecimal(allIntegers()))
                .add(new BigDecimal(high))
                .add(new BigDecimal(low));
    }

    void write(SpillOutput out) {
        out.writeVariable(count);
        out.writeSigned(integers);
        out.writeBytes(integersBeyond.toByteArray());
        out.writeByte((sawDouble ? 1 : 0) | (sawDecimal ? 2 : 0));
        out.writeDouble(high);
        out.writeDouble(low);
        out.writeDouble(special);
        out.writeBytes(decimals.unscaledValue().toByteArray());
        out.writeSigned(decimals.scale());
    }

    /** Takes what was written in place of what it has. */
    void read(SpillInput in) {
        count = in.readVariable();
        integers = in.readSigned();
        integersBeyond = new BigInteger(in.readBytes());
        int seen = in.readByte();
        sawDouble = (seen & 1) != 0;
        sawDecimal = (seen & 2) != 0;
        high = in.readDouble();
        low = in.readDouble();
        special = in.readDouble();
        BigInteger unscaled = new BigInteger(in.readBytes());
        decimals = new BigDecimal(unscaled, (int) in.readSigned());
    }
}
