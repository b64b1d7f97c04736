package io.lumadb.cluster.node;

import io.lumadb.cluster.view.ClusterStatus;
import io.lumadb.cluster.view.CoreReport;
import io.lumadb.storage.view.CoreView;
import io.lumadb.storage.view.LongTaskView;

/** Core loops in the API's shapes. */
final class CoreViews {

    private CoreViews() {}

    static ClusterStatus.CoreStatus status(CoreView core) {
        return new ClusterStatus.CoreStatus(
                core.core(), core.busy(), core.queue(), core.shards(), core.waitP99Micros(), core.longTasks());
    }

    static CoreReport report(CoreView core) {
        return new CoreReport(
                core.core(),
                core.busy(),
                core.queue(),
                core.shards(),
                core.waitP99Micros(),
                core.longTasks(),
                core.heavyTasks(),
                core.recent().stream().map(CoreViews::task).toList());
    }

    private static CoreReport.LongTask task(LongTaskView task) {
        return new CoreReport.LongTask(
                task.at(), task.shard(), task.millis(), task.cpuMillis(), task.running(), task.stack());
    }
}
