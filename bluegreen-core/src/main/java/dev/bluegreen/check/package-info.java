/**
 * What is asked before and after traffic moves: gates, smoke tests, approvals, probes, objectives.
 *
 * <p>Each of them is code of the user's, and is run on a thread of its own, within a time. Meanwhile the lock is renewed and
 * an abort is heard; while a probe or an objective is asked, proof, foreign writes and the way back are looked at as well.
 * Whatever a callback throws, errors and checked exceptions included, is a failure of that callback, and so is {@code null}.
 * One that is late is interrupted and left behind, whether it heeds that or not: its answer is ignored, and it is not asked
 * again before it has come back. While 16 of one platform are left behind, no further callback is started: it fails with a
 * sentence that says so. In no case does a callback keep traffic from where the report says it is, or the lock from being
 * freed.
 *
 * <p>What a callback says of itself, such as its name, its rights or how long it may take, is code of the user's as well. It is
 * read once, when the release is built, where an exception or {@code null} is a problem of the configuration. What depends on
 * the cutover ({@link dev.bluegreen.check.SmokeTest#limit}, {@code begin()}, what watches an approval) is asked beside the
 * operation like the callback itself, and fails as that does.
 *
 * <table>
 * <caption>What becomes of a callback that misbehaves</caption>
 * <tr><th>callback</th><th>asked in</th><th>its time</th><th>it throws or answers {@code null}</th><th>it is late</th></tr>
 * <tr><td>{@link dev.bluegreen.check.Gate}</td><td>{@code PREFLIGHT}</td><td>what is left of the preflight deadline</td>
 *     <td colspan="2">the gate fails: refused, nothing was written</td></tr>
 * <tr><td>{@link dev.bluegreen.check.Gate}</td><td>{@code SHIFT}</td><td>the preflight deadline</td>
 *     <td colspan="2">the gate fails: refused, nothing was moved</td></tr>
 * <tr><td>{@code preflight} of a {@link dev.bluegreen.check.SmokeTest} or an {@link dev.bluegreen.check.Slo}</td>
 *     <td>{@code PREFLIGHT}</td><td>the preflight deadline</td><td colspan="2">refused, nothing was written</td></tr>
 * <tr><td>{@link dev.bluegreen.check.SmokeTest}</td><td>{@code TEST}</td>
 *     <td>{@link dev.bluegreen.check.SmokeTest#limit}, by default 10 min</td>
 *     <td colspan="2">the test fails: refused, nothing was moved</td></tr>
 * <tr><td>{@link dev.bluegreen.check.Approval}</td><td>{@code APPROVE}</td>
 *     <td>what is left of {@code within}, 10 s at least</td>
 *     <td>pending: asked again until the time is over</td><td>nobody has decided in time</td></tr>
 * <tr><td>{@link dev.bluegreen.check.TrafficProbe}</td><td>{@code VERIFY}</td>
 *     <td>what is left of the time for the proof</td>
 *     <td>evidence is missing: asked again until the time is over</td><td>traffic goes back</td></tr>
 * <tr><td>{@link dev.bluegreen.check.Slo}</td><td>{@code SHIFT} (between steps), {@code BAKE}</td>
 *     <td>the interval of the bake, 30 s at least</td>
 *     <td colspan="2">the check is {@code STORE_DOWN}; the others go on</td></tr>
 * <tr><td>{@link dev.bluegreen.check.DrainGate}</td><td>{@code retire}</td>
 *     <td>what is left of the time for draining; under the lock 10 s</td>
 *     <td colspan="2">the gate fails: nothing is retired</td></tr>
 * <tr><td>{@link dev.bluegreen.event.CutoverListener}</td><td>everywhere</td><td>1 s for each event</td>
 *     <td>logged</td><td>it runs on beside the operation and hears the rest, in order, when it can</td></tr>
 * </table>
 */
@NullMarked
package dev.bluegreen.check;

import org.jspecify.annotations.NullMarked;
