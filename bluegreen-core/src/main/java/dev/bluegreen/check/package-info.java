/**
 * Checks before and after traffic moves: gates, smoke tests, approvals, probes, objectives.
 *
 * <p>Each of them is the user's code and runs on a separate thread with a time limit. Meanwhile the lock is renewed and
 * aborts
 * are handled; while a probe or an objective runs, proof, foreign writes and the way back are watched as well. Anything a
 * callback throws, errors and checked exceptions included, is a failure of that callback, and so is {@code null}. A late
 * callback is interrupted and abandoned: its result is ignored, and it is not started again before it has returned. While 16
 * callbacks of one platform are abandoned, no further one is started: it fails with a sentence that says so. No callback can
 * make the report wrong about where traffic is, or keep the lock from being freed.
 *
 * <p>Getters of a callback, such as name, permissions and time limit, are the user's code as well. They are called once, when
 * the release is built, where an exception or {@code null} is a problem of the configuration. Methods that depend on the
 * cutover ({@link dev.bluegreen.check.smoke.SmokeTest#limit}, {@code begin()}, the watch of an approval) run on a separate
 * thread like the callback itself, and fail alike.
 *
 * <table>
 * <caption>Handling of failing and late callbacks</caption>
 * <tr><th>callback</th><th>called in</th><th>time limit</th><th>exception or {@code null}</th><th>late</th></tr>
 * <tr><td>{@link dev.bluegreen.check.Gate}</td><td>{@code PREFLIGHT}</td><td>what is left of the preflight deadline</td>
 *     <td colspan="2">the gate fails: refused, nothing was written</td></tr>
 * <tr><td>{@link dev.bluegreen.check.Gate}</td><td>{@code SHIFT}</td><td>the preflight deadline</td>
 *     <td colspan="2">the gate fails: refused, nothing was moved</td></tr>
 * <tr><td>{@code preflight} of a {@link dev.bluegreen.check.smoke.SmokeTest} or an {@link dev.bluegreen.check.slo.Slo}</td>
 *     <td>{@code PREFLIGHT}</td><td>the preflight deadline</td><td colspan="2">refused, nothing was written</td></tr>
 * <tr><td>{@link dev.bluegreen.check.smoke.SmokeTest}</td><td>{@code TEST}</td>
 *     <td>{@link dev.bluegreen.check.smoke.SmokeTest#limit}, by default 10 min</td>
 *     <td colspan="2">the test fails: refused, nothing was moved</td></tr>
 * <tr><td>{@link dev.bluegreen.check.approval.Approval}</td><td>{@code APPROVE}</td>
 *     <td>what is left of {@code within}, 10 s at least</td>
 *     <td>pending: repeated until the time is over</td><td>no decision in time</td></tr>
 * <tr><td>{@link dev.bluegreen.check.TrafficProbe}</td><td>{@code VERIFY}</td>
 *     <td>what is left of the time for the proof</td>
 *     <td>evidence is missing: repeated until the time is over</td><td>traffic goes back</td></tr>
 * <tr><td>{@link dev.bluegreen.check.slo.Slo}</td><td>{@code SHIFT} (between steps), {@code BAKE}</td>
 *     <td>the interval of the bake, 30 s at least</td>
 *     <td colspan="2">the check is {@code STORE_DOWN}; the others go on</td></tr>
 * <tr><td>{@link dev.bluegreen.check.DrainGate}</td><td>{@code retire}</td>
 *     <td>what is left of the time for draining; under the lock 10 s</td>
 *     <td colspan="2">the gate fails: nothing is retired</td></tr>
 * <tr><td>{@link dev.bluegreen.event.CutoverListener}</td><td>everywhere</td><td>1 s for each event</td>
 *     <td>logged</td><td>it runs on concurrently with the operation and gets later events, in order, when it
 * returns</td></tr>
 * </table>
 */
@NullMarked
package dev.bluegreen.check;

import org.jspecify.annotations.NullMarked;
