package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.balancer.TargetHealth.State;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import java.time.Duration;
import java.util.OptionalInt;

/** One target of a group in its life. Guarded by its group's lock. */
final class Target {

    final Backend address;
    State state = State.INITIAL;
    private String reason = "Elb.RegistrationInProgress";
    private boolean registered;
    private int passed;
    private int failed;
    private long healthySince;

    Target(Backend address) {
        this.address = address;
    }

    TargetHealth health() {
        return new TargetHealth(address, state, reason);
    }

    /** Its group is in use and it is registered: from now on it is checked. */
    void beginChecks() {
        registered = true;
        passed = 0;
        failed = 0;
        become(State.INITIAL, "Elb.InitialHealthChecking");
    }

    void idle() {
        registered = true;
        become(State.UNUSED, "Target.NotInUse");
    }

    void drain() {
        become(State.DRAINING, "Target.DeregistrationInProgress");
    }

    boolean isRegistered() {
        return registered;
    }

    boolean isChecked() {
        return registered && state != State.DRAINING && state != State.UNUSED;
    }

    void checked(OptionalInt status, GroupSettings settings, long now) {
        boolean pass = status.isPresent() && status.getAsInt() == 200;
        passed = pass ? passed + 1 : 0;
        failed = pass ? 0 : failed + 1;
        int needed = state == State.INITIAL ? settings.firstPasses() : settings.passes();
        if (state != State.HEALTHY && passed >= needed) {
            become(State.HEALTHY, "");
            healthySince = now;
        } else if (failed >= settings.failures()) {
            become(State.UNHEALTHY, status.isEmpty() ? "Target.FailedHealthChecks" : "Target.ResponseCodeMismatch");
        }
    }

    /** True if one more check with the same outcome would change nothing. */
    boolean isSettled() {
        return !isChecked() || (state == State.HEALTHY && failed == 0) || (state == State.UNHEALTHY && passed == 0);
    }

    boolean isStarting(Duration slowStart, long now) {
        return now - healthySince < slowStart.toNanos();
    }

    /** Its weight while its share grows: at least a tenth. */
    double growth(Duration slowStart, long now) {
        return isStarting(slowStart, now) ? Math.max(0.1, (double) (now - healthySince) / slowStart.toNanos()) : 1;
    }

    private void become(State next, String why) {
        state = next;
        reason = why;
    }
}
