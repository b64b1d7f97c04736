package io.lumadb.client.load;

import io.lumadb.client.load.key.InsertedRecords;
import io.lumadb.client.load.key.RecordChooser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Draws a plan's operations, one after another. Used by one thread. */
final class OperationSource {

    private final SplittableRandom random;
    private final RecordChooser chooser;
    private final InsertedRecords inserted;
    private final List<OperationKind> kinds = new ArrayList<>();
    private final double[] upTo;

    /** @param there how many records there are, at least those of the plan */
    OperationSource(LoadPlan plan, long there) {
        this.random = new SplittableRandom(plan.seed());
        this.inserted = new InsertedRecords(there);
        this.chooser = chooser(plan, there);
        Map<OperationKind, Double> shares = plan.workload().shares();
        this.upTo = new double[shares.size()];
        double sum = 0;
        for (Map.Entry<OperationKind, Double> share : shares.entrySet()) {
            sum += share.getValue();
            upTo[kinds.size()] = sum;
            kinds.add(share.getKey());
        }
    }

    private static RecordChooser chooser(LoadPlan plan, long there) {
        return switch (plan.workload().distribution()) {
            case UNIFORM -> new RecordChooser.Uniform();
            case LATEST -> new RecordChooser.Latest(there, plan.theta());
            case ZIPFIAN ->
                plan.theta() == 0
                        ? new RecordChooser.Uniform()
                        : new RecordChooser.ScrambledZipfian(there + expectedInserts(plan, there), plan.theta());
        };
    }

    /**
     * As YCSB has it: room for twice the inserts that the run will make, so that which records are popular stays the same
     * while it inserts. Never more room than there are records, or most draws would be in vain.
     */
    private static long expectedInserts(LoadPlan plan, long there) {
        double share = plan.workload().share(OperationKind.INSERT);
        if (share == 0) {
            return 0;
        }
        OptionalLong operations = plan.limit().operations();
        return operations.isPresent() ? Math.min(there, (long) (operations.getAsLong() * share * 2)) : there / 10;
    }

    Operation next() {
        OperationKind kind = kind(random.nextDouble());
        return switch (kind) {
            case INSERT -> new Operation(kind, inserted.begin(), 0);
            case SCAN ->
                new Operation(kind, chooser.next(random, inserted), random.nextInt(1, Workload.LONGEST_SCAN + 1));
            case READ, UPDATE, READ_MODIFY_WRITE -> new Operation(kind, chooser.next(random, inserted), 0);
        };
    }

    private OperationKind kind(double point) {
        int at = 0;
        while (at < upTo.length - 1 && point >= upTo[at]) {
            at++;
        }
        return kinds.get(at);
    }

    /** Tells that an operation of this source is over. */
    void ended(Operation operation) {
        if (operation.kind() == OperationKind.INSERT) {
            inserted.ended(operation.record());
        }
    }
}
